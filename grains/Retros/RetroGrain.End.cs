using Microsoft.Extensions.Logging;
using OrleansRetro.Commitments;
using OrleansRetro.Pms;

namespace OrleansRetro.Retros;

// How long a board lives, and how it ends without a trace.
sealed partial class RetroGrain
{
    /// <summary>The reminder that a retro has for as long as it lives.</summary>
    public const string Expiry = "expiry";

    static readonly string[] KindsOfKeys = ["invite", "round", "poll"];

    /// <summary>How often a retro that somebody keeps asks whether they still do.</summary>
    static readonly TimeSpan BetweenLooks = TimeSpan.FromDays(30);

    Life _life;
    bool _owes;

    /// <summary>What is left of a retro that is being deleted.</summary>
    enum Life
    {
        Lives,

        /// <summary>Its streams are being deleted; whether they will be is not known yet.</summary>
        Ending,

        /// <summary>Nobody could find out whether they were; the next activation reads it.</summary>
        Unknown,

        /// <summary>Its streams are no more; its keys may still be there.</summary>
        Deleted,

        /// <summary>Nothing secret is left, and no reminder; only tombstones, and the names of what the keys were for.</summary>
        Forgotten,
    }

    public async Task Delete(Caller who)
    {
        MustBeRemembered();
        Durable.Facilitating(who);
        if (Durable.Team is { } team && await RoleIn(team, who.Person) is not Teams.TeamRole.Facilitator)
            throw new RejectedException("not-facilitator");
        await End();
    }

    public async Task DeleteFor(Caller room, Teams.TeamId team)
    {
        MustBeRemembered();
        if (Durable.Team != team)
            throw new RejectedException("not-yours");
        await End();
    }

    /// <summary>Nothing is left of a retro whose keys are gone, too.</summary>
    /// <exception cref="RejectedException"><c>not-found</c></exception>
    void MustBeRemembered()
    {
        base.MustExist();
        MustBeDecided();
        if (_life == Life.Forgotten)
            throw new RejectedException("not-found");
    }

    public async Task ReceiveReminder(string reminderName, TickStatus status)
    {
        if (_life is Life.Ending or Life.Unknown or Life.Forgotten)
            return;
        var keptUntil = Durable.KeptUntil(Limits);
        if (HeadVersion == 0)
            await Forget();
        else if (_life == Life.Deleted)
            await End();
        else if (Durable.Team is { } team && !await IsHeldBy(team))
            await End();
        else if (await LostKeeper() is { } gone)
            await NameGone(Caller.Room, gone);
        else if (Durable.IsKept())
            await ArmExpiry(Now + BetweenLooks);
        else if (Now < keptUntil)
            await ArmExpiry(keptUntil);
        else if (!Durable.Sample && (await Promises()).Any(promise => promise.IsOpen()))
            await ArmExpiry(Now.AddDays(Limits.DaysKept));
        else
            await End();
    }

    /// <summary>Whoever kept it and is here no longer, where nobody has told: they had taken it off their list before.</summary>
    async Task<PersonId?> LostKeeper() =>
        Durable is { Team: null, KeptBy: { } seat } && Durable.Find(seat) is { Person: var keeper } && await GrainFactory.GetGrain<IPmGrain>(keeper.Value).Name() is null ? keeper : null;

    /// <summary>
    /// The streams first, all at once: while the retro lives, so do its keys. What comes after that needs only the retro's id,
    /// and the reminder, which is armed before, does it if nobody else can.
    /// </summary>
    async Task End()
    {
        if (_life == Life.Lives)
            _life = Life.Ending;
        try
        {
            await ArmExpiry(Now);
            if (Durable.Team is { } team)
                await LeaveTeam(team);
            if (Durable.Sample)
                await EraseInvented();
            await Log.Delete([Stream, .. new[] { Secret.Hash(Durable.JoinCode), Durable.InviteHash }.Concat(Durable.EarlierInvites).Select(InviteGrain.StreamOf)]);
        }
        catch when (_life == Life.Ending)
        {
            await AskWhetherDeleted();
            throw;
        }
        _life = Life.Deleted;
        _feed.Wake();
        await Forget();
        DeactivateOnIdle();
    }

    /// <summary>What was promised in a sample nobody ever promised: it goes with it, also from the ledgers of those it named.</summary>
    async Task EraseInvented()
    {
        ImmutableArray<CommitmentId> invented = [.. Durable.Actions.Select(action => action.Id)];
        await Task.WhenAll(invented.Select(id => GrainFactory.GetGrain<ICommitmentGrain>(id.Value).Erase(Caller.Room)));
        await Task.WhenAll(Durable.Participants.Select(seat => GrainFactory.GetGrain<IPmLedgerGrain>(seat.Person.Value).Drop(Caller.Room, invented)));
    }

    /// <summary>After a deletion of which nobody knows whether it happened, the log does; if it can be read.</summary>
    async Task AskWhetherDeleted()
    {
        var found = Life.Unknown;
        try
        {
            found = await Log.Read(Stream, DurableVersion - 1).AnyAsync() ? Life.Lives : Life.Deleted;
        }
        catch (UnknownOutcomeException unreadable)
        {
            LogUnknown(logger, unreadable, Stream);
            DeactivateOnIdle();
        }
        finally
        {
            _life = found;
            _feed.Wake();
        }
    }

    [LoggerMessage(LogLevel.Warning, "Whether {Stream} was deleted can't be read; the activation reloads.")]
    static partial void LogUnknown(ILogger logger, Exception unreadable, string stream);

    /// <summary>Destroys every key of a retro that is no more, then the reminder that would see to it.</summary>
    async Task Forget()
    {
        foreach (var kind in KindsOfKeys)
            await keys.DestroyAll($"{kind}/{Id}/");
        await Disarm();
        if (_life == Life.Deleted)
            _life = Life.Forgotten;
    }

    /// <summary>While it is being deleted neither a yes nor a no is true for good.</summary>
    /// <exception cref="UnknownOutcomeException">Ask again.</exception>
    void MustBeDecided()
    {
        if (_life is Life.Ending or Life.Unknown)
            throw new UnknownOutcomeException("The retro is being deleted.");
    }

    /// <summary>A key of this retro. One that comes into being behind the retro's back is destroyed again.</summary>
    /// <exception cref="RejectedException"><c>not-found</c></exception>
    async Task<byte[]> Key(string name)
    {
        var key = await keys.Create(name);
        if (_life < Life.Deleted)
            return key;
        await keys.Destroy(name);
        throw new RejectedException("not-found");
    }

    /// <summary>
    /// What an activation finds undone: keys that outlived their purpose, and a missing reminder. A store that refuses keeps nobody from reading;
    /// it is asked again with the next act and at the next activation.
    /// </summary>
    async Task SettleDebts()
    {
        _owes = false;
        try
        {
            await DestroySpentKeys();
            await EnsureExpiry();
        }
        catch (UnknownOutcomeException refused)
        {
            _owes = true;
            LogOwing(logger, refused, Stream);
        }
    }

    [LoggerMessage(LogLevel.Warning, "Spent keys or the reminder of {Stream} could not be seen to; its next change tries again.")]
    static partial void LogOwing(ILogger logger, Exception refused, string stream);

    /// <summary>A retro that another one founded, or whose reminders were lost, arms its own.</summary>
    async Task EnsureExpiry()
    {
        if (await Reminders.Asked(() => this.GetReminder(Expiry)) is null)
            await ArmExpiry(Durable.IsKept() ? Now + BetweenLooks : Durable.KeptUntil(Limits));
    }

    async Task ArmExpiry(DateTimeOffset at) =>
        await Reminders.Asked(() => this.RegisterOrUpdateReminder(Expiry, at > Now ? at - Now : TimeSpan.FromMinutes(1), TimeSpan.FromDays(1)));

    async Task Disarm()
    {
        if (await Reminders.Asked(() => this.GetReminder(Expiry)) is { } reminder)
            await Reminders.Asked(async () => { await this.UnregisterReminder(reminder); return reminder; });
    }

    public static string InviteKey(RetroId retro, string joinCode) => $"invite/{retro}/{joinCode}";

    string RoundKey(int round) => $"round/{Id}/{round}";

    string PollKey(PollId poll) => $"poll/{Id}/{poll}";
}
