using Microsoft.Extensions.Logging;

namespace OrleansRetro.Changes;

// What the clock ends, and how the words and the whole of it go.
sealed partial class ChangeGrain
{
    /// <summary>The reminder that a change has until both rounds about the mood are over.</summary>
    public const string Deadline = "deadline";

    /// <summary>However far away, the clock looks so often.</summary>
    static readonly TimeSpan Farthest = TimeSpan.FromDays(30), Again = TimeSpan.FromDays(1);

    DateTimeOffset? _armed;
    bool _gone;

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        await base.OnActivateAsync(cancellationToken);
        if (DurableVersion > 0)
            this.RegisterGrainTimer(_ => MakeGood(), new() { DueTime = TimeSpan.Zero, Period = Timeout.InfiniteTimeSpan, Interleave = true });
    }

    public async Task ReceiveReminder(string reminderName, TickStatus status)
    {
        if (DurableVersion > 0 && !_gone)
        {
            await Decide(change => change.Tick(Now));
            await DestroySpentKeys();
            _armed = null;
            await Arm();
        }
        if (Durable.Deadline is null || _gone)
            await Disarm();
    }

    public async Task Forget(Caller room, PersonId person)
    {
        if (HeadVersion == 0)
        {
            // What its team was about to found never comes.
            await Log.Delete(Stream);
            DeactivateOnIdle();
            return;
        }
        await Decide(change => change.Forget(person));
        await Sweep();
    }

    public async Task Erase(Caller room)
    {
        await Disarm();
        await Log.Delete(Stream);
        await keys.DestroyAll($"mood/{Id}/");
        _gone = true;
        _versions.Wake();
        DeactivateOnIdle();
    }

    /// <summary>Also refuses after the stream was deleted, for as long as a watch keeps this activation.</summary>
    protected override void MustExist()
    {
        base.MustExist();
        if (_gone)
            throw new RejectedException("not-found");
    }

    /// <summary>What broke off: a reminder, keys that outlived their round, words that were to go.</summary>
    async Task MakeGood()
    {
        try
        {
            await Arm();
            await DestroySpentKeys();
            if (Durable.HasLeft)
                await Sweep();
        }
        catch (Exception failure) when (failure is UnknownOutcomeException or ConflictException)
        {
            LogOwing(logger, failure, Stream);
        }
    }

    /// <summary>Empties what may not be kept any more; again is nothing.</summary>
    Task Sweep() => EmptyWords((@event, _) => Durable.Erase(@event));

    /// <summary>A store of reminders that fails keeps nobody from telling a change: the next activation or start of a silo makes it good.</summary>
    async Task Arm()
    {
        if (_gone || Durable.Deadline is not { } at || at == _armed)
            return;
        try
        {
            var (left, soonest) = (at - Now, TimeSpan.FromMinutes(1));
            await Reminders.Asked(() => this.RegisterOrUpdateReminder(Deadline, left < soonest ? soonest : left > Farthest ? Farthest : left, Again));
            _armed = at;
        }
        catch (UnknownOutcomeException failure)
        {
            LogOwing(logger, failure, Stream);
        }
    }

    async Task Disarm()
    {
        if (await Reminders.Asked(() => this.GetReminder(Deadline)) is { } reminder)
            await Reminders.Asked(async () => { await this.UnregisterReminder(reminder); return reminder; });
    }

    [LoggerMessage(LogLevel.Warning, "Not all of {Stream} could be seen to; its next activation tries again.")]
    static partial void LogOwing(ILogger logger, Exception failure, string stream);
}
