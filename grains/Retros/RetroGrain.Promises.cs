using OrleansRetro.Commitments;
using OrleansRetro.Pms;

namespace OrleansRetro.Retros;

// Promises that live in streams of their own.
sealed partial class RetroGrain
{
    public async Task<long> ProposeAction(Caller who, ActionProposal proposal)
    {
        MustExist();
        Durable.Seated(who);
        if (Durable.Actions.Any(action => action.Id == proposal.Id))
            return _feed.Version;
        var owner = Durable.Find(proposal.Owner) ?? throw new RejectedException("unknown-person");
        var requested = Commitment.Request(
            new(proposal.What, proposal.DoneWhen, proposal.Due, proposal.Zone), who.Person, owner.Person, Now, Id, proposal.Topic, Durable.Team);
        await Act(retro => retro.ProposeAction(who, proposal.Id, proposal.Owner, proposal.Topic, Limits), CommitmentGrain.Found(proposal.Id, requested));
        foreach (var party in new[] { who.Person, owner.Person }.Distinct())
            GrainFactory.GetGrain<IPmLedgerGrain>(party.Value).Nudge(Caller.Room).Ignore();
        await RefreshRoom(default);
        return _feed.Version;
    }

    public async Task<long> JudgePromise(Caller who, CommitmentId id, Outcome outcome)
    {
        MustExist();
        var seat = Durable.Seated(who);
        if (Durable.Carried.All(carried => carried.Id != id) && Durable.Actions.All(action => action.Id != id))
            throw new RejectedException("not-found");
        Durable.MaySay(id, outcome);
        var commitment = GrainFactory.GetGrain<ICommitmentGrain>(id.Value);
        // That it was not kept, everybody may say of their own; also that the room was wrong about it.
        if (outcome is not (Outcome.NotKept or Outcome.Undecided) && await Face(id, carried: false, 0) is { } promise && !promise.IsClosedBy(seat.Id))
            throw new RejectedException("own-promise");
        await (outcome switch
        {
            Outcome.Kept => commitment.DeclareSatisfaction(Caller.Room, asSpecified: true),
            Outcome.Partly => commitment.DeclareSatisfaction(Caller.Room, asSpecified: false),
            Outcome.NotKept => commitment.DeclareNotMet(Caller.Room, null),
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

    public async Task PromiseMoved(Caller room, CommitmentId commitment)
    {
        if (DurableVersion == 0)
            return;
        // A promise knows the retro it was made in; each retro knows the one that took it along.
        if (Durable.Next is { } next)
            GrainFactory.GetGrain<IRetroGrain>(next.Value).PromiseMoved(Caller.Room, commitment).Ignore();
        await RefreshRoom(default);
    }

    /// <summary>A retro doesn't end over what was taken along twice and still stands.</summary>
    async Task MustLeaveNothingUndecided()
    {
        foreach (var id in Durable.TakenAlongOften())
        {
            if (await Face(id, carried: true, CarriedPromise.Often) is { } promise && promise.IsStanding())
                throw new RejectedException("undecided-promises");
        }
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
        return new(id, view.What, view.DoneWhen, view.Due, owner, name, view.Status, view.OnTime, carried, times) { AsSpecified = view.AsSpecified, Zone = view.Zone, IsToOneself = view.Promisor == view.Requester, Evidence = view.Evidence };
    }
}
