using Microsoft.Extensions.Logging;
using OrleansRetro.Pms;

namespace OrleansRetro.Commitments;

// The reminder of what happens by itself. A promise for which nothing is to come has none.
sealed partial class CommitmentGrain
{
    /// <summary>The reminder that a promise has as long as something is to come for it.</summary>
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
        if (Durable.KeptUntil <= time.GetUtcNow())
        {
            await Expire();
            return;
        }
        if (DurableVersion > 0)
            await Decide(commitment => commitment.Tick(time.GetUtcNow()));
        _armed = null;
        await Arm();
        if (Durable.Deadline is null)
            await Disarm();
    }

    /// <summary>Nobody needs it any more. The reminder goes last: what broke off is done once more.</summary>
    async Task Expire()
    {
        PersonId[] parties = [.. new[] { Durable.Promisor, Durable.Requester }.Distinct()];
        await LeaveLedgers();
        await Log.Delete(Stream);
        // What was said meanwhile has reached them once more.
        await LeaveLedgers();
        await Disarm();
        DeactivateOnIdle();

        Task LeaveLedgers() => Task.WhenAll(parties.Select(party => GrainFactory.GetGrain<IPmLedgerGrain>(party.Value).Drop(Caller.Room, [Id])));
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
