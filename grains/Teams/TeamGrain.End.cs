using OrleansRetro.Changes;
using OrleansRetro.Retros;

namespace OrleansRetro.Teams;

// What goes when its time has come, and how the team itself goes.
sealed partial class TeamGrain
{
    /// <summary>The reminder that a team has for as long as something of it is due.</summary>
    public const string Deadlines = "deadlines";

    static readonly TimeSpan Daily = TimeSpan.FromDays(1);

    bool _gone;

    public async Task<long> DiscardRetro(Caller who, RetroId retro, bool discarded)
    {
        MustExist();
        if (discarded && Durable.DiscardRetro(who, retro, discarded, Now).Any())
            await Arm(Daily);
        // One that was taken over may not have heard of it yet.
        if (Durable.Retros.Any(known => known is { Taken: true } && known.Id == retro) && await ClaimRetro(retro) is { } no)
            throw no;
        // Whatever breaks off in between, the team's word is the last: what it calls discarded is put away at its next activation.
        if (!discarded && Durable.DiscardRetro(who, retro, discarded, Now).Any())
            await ShelveRetro(retro, false);
        await Act(team => team.DiscardRetro(who, retro, discarded, Now));
        await ShelveRetro(retro, discarded);
        return DurableVersion;
    }

    Task<bool> ShelveRetro(RetroId retro, bool shelved) => UnlessGone.Do(() => GrainFactory.GetGrain<IRetroGrain>(retro.Value).Shelve(Caller.Room, Id, shelved));

    public async Task<long> SetRetention(Caller who, int? months)
    {
        MustExist();
        if (months is not null && Durable.SetRetention(who, months, Now).Any())
            await Arm(Daily);
        return await Act(team => team.SetRetention(who, months, Now));
    }

    public async Task Delete(Caller who)
    {
        base.MustExist();
        MustBeHere();
        if (Durable.GiveUp(who, Now).Any())
            await Arm(TimeSpan.FromMinutes(1));
        await Decide(team => team.GiveUp(who, Now));
        await End();
    }

    public async Task ReceiveReminder(string reminderName, TickStatus status)
    {
        if (HeadVersion == 0 || _gone)
            await Disarm();
        else if (Durable.GivenUp)
            await End();
        else if (!Durable.HasDeadlines)
            await Disarm();
        else
            await DeleteDue();
    }

    /// <summary>Discarded retros that nobody restored, and those that nobody has changed for as long as the team keeps them.</summary>
    async Task DeleteDue()
    {
        var due = Durable.Spent(Now).ToHashSet();
        if (Durable.RetentionMonths is { } months)
        {
            foreach (var retro in await GrainFactory.GetGrain<ITeamLedgerGrain>(Id.Value).Unchanged(Caller.Room, Now.AddMonths(-months)))
                due.Add(retro);
        }
        foreach (var retro in due)
            await DeleteRetro(retro);
    }

    /// <summary>
    /// From the first event on it is nobody's any more; what is left to do is done again until it is done, by the reminder or whoever wakes it.
    /// Its ledger is kept under its name and goes with it.
    /// </summary>
    async Task End()
    {
        _versions.Wake();
        foreach (var retro in Durable.Retros)
            await DeleteRetro(retro.Id);
        foreach (var change in Durable.Changes)
            await GrainFactory.GetGrain<IChangeGrain>(change.Id.Value).Erase(Caller.Room);
        await TellPeople();
        await Calendars.ForgetAll();
        await Log.Delete(Stream);
        _gone = true;
        _versions.Wake();
        await Disarm();
        DeactivateOnIdle();
    }

    async Task DeleteRetro(RetroId retro)
    {
        try
        {
            await GrainFactory.GetGrain<IRetroGrain>(retro.Value).DeleteFor(Caller.Room, Id);
        }
        catch (RejectedException none) when (none.Code is "not-found" or "not-yours")
        {
            // It is no more; or it never heard that it is this team's, and isn't.
            await Decide(team => team.RetroGone(retro, Now));
        }
    }

    /// <summary>Also refuses once the team was given up, for as long as something keeps this activation.</summary>
    protected override void MustExist()
    {
        base.MustExist();
        MustBeHere();
        if (Durable.GivenUp)
            throw new RejectedException("not-found");
    }

    void MustBeHere()
    {
        if (_gone)
            throw new RejectedException("not-found");
    }

    async Task Arm(TimeSpan after) => await Reminders.Asked(() => this.RegisterOrUpdateReminder(Deadlines, after, Daily));

    async Task Disarm()
    {
        if (await Reminders.Asked(() => this.GetReminder(Deadlines)) is { } reminder)
            await Reminders.Asked(async () => { await this.UnregisterReminder(reminder); return reminder; });
    }
}
