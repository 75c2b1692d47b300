namespace OrleansRetro.Retros;

// How long a board lives, and how it ends without a trace.
sealed partial class RetroGrain
{
    const string Expiry = "expiry";

    static readonly string[] KindsOfKeys = ["invite", "round", "poll"];

    Life _life;

    /// <summary>What is left of a retro that is being deleted.</summary>
    enum Life
    {
        Lives,

        /// <summary>Its streams are being deleted; whether they will be is not known yet.</summary>
        Ending,

        /// <summary>Its streams are no more; its keys may still be there.</summary>
        Deleted,

        /// <summary>Nothing is left.</summary>
        Forgotten,
    }

    bool IsGone => _life != Life.Lives;

    public async Task Delete(Caller who)
    {
        base.MustExist();
        if (_life is Life.Ending or Life.Forgotten)
            throw new RejectedException("not-found");
        Durable.Facilitating(who);
        await End();
    }

    public async Task ReceiveReminder(string reminderName, TickStatus status)
    {
        if (_life == Life.Ending)
            return;
        var keptUntil = Durable.KeptUntil(Limits);
        if (HeadVersion == 0)
            await Forget();
        else if (_life == Life.Deleted)
            await End();
        else if (Now < keptUntil)
            await ArmExpiry(keptUntil);
        else if ((await Promises()).Any(promise => promise.IsOpen()))
            await ArmExpiry(Now.AddDays(Limits.DaysKept));
        else
            await End();
    }

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
            await Log.Delete(Stream, InviteGrain.StreamOf(Secret.Hash(Durable.JoinCode)), InviteGrain.StreamOf(Durable.InviteHash));
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

    /// <summary>After a deletion of which nobody knows whether it happened, the log does.</summary>
    async Task AskWhetherDeleted()
    {
        var found = Life.Lives;
        try
        {
            if (!await Log.Read(Stream, DurableVersion - 1).AnyAsync())
                found = Life.Deleted;
        }
        finally
        {
            _life = found;
            _feed.Wake();
        }
    }

    /// <summary>Destroys every key of a retro that is no more, then the reminder that would see to it.</summary>
    async Task Forget()
    {
        foreach (var kind in KindsOfKeys)
            await keys.DestroyAll($"{kind}/{Id}/");
        if (_life == Life.Deleted)
            _life = Life.Forgotten;
        await Disarm();
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

    /// <summary>A retro that another one founded, or whose reminders were lost, arms its own.</summary>
    async Task EnsureExpiry()
    {
        if (await this.GetReminder(Expiry) is null)
            await ArmExpiry(Durable.KeptUntil(Limits));
    }

    /// <exception cref="UnknownOutcomeException">The store of reminders failed, whichever way it says so.</exception>
    async Task ArmExpiry(DateTimeOffset at)
    {
        try
        {
            await this.RegisterOrUpdateReminder(Expiry, at > Now ? at - Now : TimeSpan.FromMinutes(1), TimeSpan.FromDays(1));
        }
        catch (Exception failure)
        {
            throw new UnknownOutcomeException("The reminder could not be armed.", failure);
        }
    }

    async Task Disarm()
    {
        if (await this.GetReminder(Expiry) is { } reminder)
            await this.UnregisterReminder(reminder);
    }

    string InviteKey(string joinCode, RetroId? retro = null) => $"invite/{retro ?? Id}/{joinCode}";

    string RoundKey(int round) => $"round/{Id}/{round}";

    string PollKey(PollId poll) => $"poll/{Id}/{poll}";
}
