using Microsoft.Extensions.Logging;

namespace OrleansRetro.Commitments;

// The reminder of what happens by itself. A promise that waits for nothing has none.
sealed partial class CommitmentGrain
{
    /// <summary>The reminder that a promise has until it waits for nothing more.</summary>
    public const string Deadline = "deadline";

    /// <summary>However far away, the clock looks so often.</summary>
    static readonly TimeSpan Longest = TimeSpan.FromDays(30), Again = TimeSpan.FromDays(1);

    DateTimeOffset? _armed;

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        await base.OnActivateAsync(cancellationToken);
        if (Durable.Deadline is not null)
            this.RegisterGrainTimer(_ => Arm(), new() { DueTime = TimeSpan.Zero, Period = Timeout.InfiniteTimeSpan, Interleave = true });
    }

    public async Task ReceiveReminder(string reminderName, TickStatus status)
    {
        if (DurableVersion > 0)
            await Decide(commitment => commitment.Tick(time.GetUtcNow()));
        _armed = null;
        await Arm();
        if (Durable.Deadline is null)
            await Disarm();
    }

    public async Task Erase(Caller room)
    {
        await Disarm();
        await Log.Delete(Stream);
        DeactivateOnIdle();
    }

    /// <summary>A store of reminders that fails keeps nobody from promising: the next act, activation or start of a silo makes it good.</summary>
    async Task Arm()
    {
        if (Durable.Deadline is not { } at || at == _armed)
            return;
        try
        {
            var (left, soonest) = (at - time.GetUtcNow(), TimeSpan.FromMinutes(1));
            await Reminders.Asked(() => this.RegisterOrUpdateReminder(Deadline, left < soonest ? soonest : left > Longest ? Longest : left, Again));
            _armed = at;
        }
        catch (UnknownOutcomeException failure)
        {
            LogUnarmed(logger, failure, Stream);
        }
    }

    async Task Disarm()
    {
        if (await Reminders.Asked(() => this.GetReminder(Deadline)) is { } reminder)
            await Reminders.Asked(async () => { await this.UnregisterReminder(reminder); return reminder; });
    }

    [LoggerMessage(LogLevel.Warning, "{Stream} has no reminder of its next deadline yet.")]
    static partial void LogUnarmed(ILogger logger, Exception failure, string stream);
}
