using OrleansRetro.Commitments;
using OrleansRetro.Pms;

namespace OrleansRetro.Retros;

// Promises that live in streams of their own, and how long a board lives for their sake.
sealed partial class RetroGrain
{
    const string Expiry = "expiry";

    public async Task<long> ProposeAction(Caller who, ActionProposal proposal)
    {
        MustExist();
        Durable.Seated(who);
        if (Durable.Actions.Any(action => action.Id == proposal.Id))
            return _feed.Version;
        var owner = Durable.Find(proposal.Owner) ?? throw new RejectedException("unknown-person");
        var requested = Commitment.Request(
            new(proposal.What, proposal.DoneWhen, proposal.Due, proposal.Zone), who.Person, owner.Person, Now, Id, proposal.Topic);
        await Act(retro => retro.ProposeAction(who, proposal.Id, proposal.Owner, proposal.Topic, Limits), CommitmentGrain.Found(proposal.Id, requested));
        await RefreshRoom(default);
        return _feed.Version;
    }

    public async Task<long> JudgePromise(Caller who, CommitmentId id, Outcome outcome)
    {
        MustExist();
        Durable.Seated(who);
        if (Durable.Carried.All(carried => carried.Id != id) && Durable.Actions.All(action => action.Id != id))
            throw new RejectedException("not-found");
        if (outcome == Outcome.Undecided && Durable.Phase is not (Phase.CheckIn or Phase.Close))
            throw new RejectedException("wrong-phase", KebabCase.Of(Phase.CheckIn));
        var commitment = GrainFactory.GetGrain<ICommitmentGrain>(id.Value);
        await (outcome switch
        {
            Outcome.Kept => commitment.DeclareSatisfaction(Caller.Room, asSpecified: true, onTime: true),
            Outcome.KeptLate => commitment.DeclareSatisfaction(Caller.Room, asSpecified: true, onTime: false),
            Outcome.Partly => commitment.DeclareSatisfaction(Caller.Room, asSpecified: false, onTime: null),
            Outcome.NotKept => commitment.DeclareNotMet(Caller.Room),
            Outcome.Undecided => commitment.TakeBackJudgement(Caller.Room),
            _ => commitment.Release(Caller.Room),
        });
        await RefreshRoom(default);
        return _feed.Version;
    }

    public async Task<long> PromiseAgain(Caller who, CommitmentId id, DateOnly due)
    {
        MustExist();
        // Asked before the other stream is written to; what is promised there is then recorded here, whatever came in between.
        MustBeWhole();
        Durable.MayPromiseAgain(who, id);
        await GrainFactory.GetGrain<ICommitmentGrain>(id.Value).PromiseAgain(Caller.Room, who.Person, due);
        await Act(retro => retro.PromiseAgain(id));
        await RefreshRoom(default);
        return _feed.Version;
    }

    public async Task<long> RaisePromise(Caller who, CommitmentId id, bool raised, ColumnId column)
    {
        MustExist();
        Durable.Seated(who);
        var view = await GrainFactory.GetGrain<ICommitmentGrain>(id.Value).View(Caller.Room) ?? throw new RejectedException("not-found");
        return await Act(retro => retro.RaisePromise(who, id, raised, column, view.What, Limits));
    }

    public async Task PromiseMoved(CommitmentId commitment)
    {
        if (DurableVersion == 0)
            return;
        // A promise knows the retro it was made in; each retro knows the one that took it along.
        if (Durable.Next is { } next)
            GrainFactory.GetGrain<IRetroGrain>(next.Value).PromiseMoved(commitment).Ignore();
        await RefreshRoom(default);
    }

    public async Task Delete(Caller who)
    {
        MustExist();
        Durable.Facilitating(who);
        await End();
    }

    public async Task ReceiveReminder(string reminderName, TickStatus status)
    {
        var keptUntil = Durable.KeptUntil(Limits);
        if (DurableVersion == 0)
            await Disarm();
        else if (Now < keptUntil)
            await ArmExpiry(keptUntil);
        else if ((await Promises()).Any(promise => promise.IsOpen()))
            await ArmExpiry(Now.AddDays(Limits.DaysKept));
        else
            await End();
    }

    async Task<ImmutableArray<Promise>> Promises()
    {
        var promises = ImmutableArray.CreateBuilder<Promise>();
        foreach (var carried in Durable.Carried)
        {
            if (await Face(carried.Id, carried: true, carried.Times) is { } promise)
                promises.Add(promise);
        }
        foreach (var action in Durable.Actions)
        {
            if (await Face(action.Id, carried: false, 0) is { } promise)
                promises.Add(promise);
        }
        return promises.ToImmutable();
    }

    /// <summary>Null for a promise that is no longer there.</summary>
    async Task<Promise?> Face(CommitmentId id, bool carried, int times)
    {
        if (await GrainFactory.GetGrain<ICommitmentGrain>(id.Value).View(Caller.Room) is not { } view)
            return null;
        if (!_names.TryGetValue(view.Promisor, out var name))
            _names[view.Promisor] = name = await GrainFactory.GetGrain<IPmGrain>(view.Promisor.Value).Name() ?? "";
        ParticipantId? owner = Durable.ByPerson.TryGetValue(view.Promisor, out var seat) ? seat : null;
        return new(id, view.What, view.DoneWhen, view.Due, owner, name, view.Status, view.OnTime, carried, times) { AsSpecified = view.AsSpecified, Zone = view.Zone };
    }

    async Task End()
    {
        // Nothing is begun any more that would leave a key behind.
        _isGone = true;
        try
        {
            // The secrets first: nobody would look for them once the stream is gone.
            await keys.Destroy(InviteKey(Durable.JoinCode));
            for (var round = 1; round <= Durable.Voting.Round; round++)
                await keys.Destroy(RoundKey(round));
            foreach (var poll in Durable.Polls.Keys)
                await keys.Destroy(PollKey(poll));
            await Log.Delete(InviteGrain.StreamOf(Secret.Hash(Durable.JoinCode)));
            await Log.Delete(InviteGrain.StreamOf(Durable.InviteHash));
            await Log.Delete(Stream);
        }
        catch
        {
            _isGone = false;
            throw;
        }
        _feed.Wake();
        DeactivateOnIdle();
        await Disarm();
    }

    /// <summary>A retro that another one founded, or whose reminders were lost, arms its own.</summary>
    async Task EnsureExpiry()
    {
        if (await this.GetReminder(Expiry) is null)
            await ArmExpiry(Durable.KeptUntil(Limits));
    }

    Task<IGrainReminder> ArmExpiry(DateTimeOffset at) =>
        this.RegisterOrUpdateReminder(Expiry, at > Now ? at - Now : TimeSpan.FromMinutes(1), TimeSpan.FromDays(1));

    async Task Disarm()
    {
        if (await this.GetReminder(Expiry) is { } reminder)
            await this.UnregisterReminder(reminder);
    }
}
