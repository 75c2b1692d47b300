using System.Security.Cryptography;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OrleansRetro.EventSourcing;

namespace OrleansRetro.Hosting;

/// <summary>
/// Whatever has a deadline has a reminder: where one is missing, after a restore or a move, it is made from the log again.
/// It comes early, and whom it wakes sets it right; not all at once, for there may be many.
/// </summary>
sealed partial class LostReminders(IEventLog log, IReminderTable reminders, IGrainFactory grains, TimeProvider time, ILogger<LostReminders> logger) : BackgroundService
{
    static readonly TimeSpan Early = TimeSpan.FromHours(1), Period = TimeSpan.FromDays(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            if (await Find(stoppingToken) is > 0 and var found)
                LogFound(logger, found);
        }
        catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
        {
            // Retros that somebody opens see to their own; the next start looks for the others again.
            LogFailure(logger, failure);
        }
    }

    /// <summary>How many were missing.</summary>
    async Task<int> Find(CancellationToken stopping)
    {
        var (known, found) = ((await reminders.ReadRows(0, 0, stopping)).Reminders.Select(row => (row.GrainId, row.ReminderName)).ToHashSet(), 0);
        await foreach (var stored in log.ReadTopic("due").WithCancellation(stopping))
        {
            if (Streams.ReminderOf(stored.Stream, grains) is not { } due || !known.Add(due) || !await Streams.IsWaiting(stored.Stream, log))
                continue;
            await reminders.UpsertRow(new()
            {
                GrainId = due.Grain,
                ReminderName = due.Reminder,
                StartAt = time.GetUtcNow().UtcDateTime.AddSeconds(RandomNumberGenerator.GetInt32(60, (int)Early.TotalSeconds)),
                Period = Period,
            }, stopping);
            found++;
        }
        return found;
    }

    [LoggerMessage(LogLevel.Information, "{Count} reminders were missing and were made from the log again")]
    static partial void LogFound(ILogger logger, int count);

    [LoggerMessage(LogLevel.Warning, "Missing reminders could not be looked for; the next start does")]
    static partial void LogFailure(ILogger logger, Exception failure);
}
