using OrleansRetro.Commitments;
using OrleansRetro.EventSourcing;
using OrleansRetro.Retros;
using static OrleansRetro.Tests.Cluster.Refusal;

namespace OrleansRetro.Tests.Cluster;

[Collection(nameof(RetroCluster)), Trait("Row", "R19")]
public sealed class KeepingPromises(RetroCluster cluster)
{
    [Fact]
    public async Task A_promise_is_asked_for_given_delivered_and_confirmed_in_front_of_the_room()
    {
        var retro = await LiveRetro.Start(cluster, phase: Phase.Discuss);
        await using var watch = retro.Watch();
        var id = await Propose(retro, retro.Ana, retro.Ben);
        var promise = Grain(id);
        await watch.Until(watcher => Stands(watcher, id) == CommitmentStatus.Requested);
        Assert.Equal((retro.Ben.Seat, "Ben", false), (watch.Room.Promises[0].Owner, watch.Room.Promises[0].OwnerName, watch.Room.Promises[0].Carried));

        await Refused("not-owner", () => promise.Promise(retro.Ana.Caller));
        await promise.Promise(retro.Ben.Caller);
        await watch.Until(watcher => Stands(watcher, id) == CommitmentStatus.Promised);
        await promise.Deliver(retro.Ben.Caller);
        await watch.Until(watcher => Stands(watcher, id) == CommitmentStatus.Delivered);
        await Refused("not-yours", () => promise.DeclareSatisfaction(retro.Ben.Caller, true, null));
        await promise.DeclareSatisfaction(retro.Ana.Caller, true, null);
        await watch.Until(watcher => Stands(watcher, id) == CommitmentStatus.Met);

        await cluster.Reload(promise);
        var view = await promise.View(retro.Ana.Caller);
        Assert.Equal((CommitmentStatus.Met, true, true, 4), (view!.Status, view.OnTime, view.AsSpecified, view.Version));
        Assert.Equal((retro.Id, retro.Ana.Caller.Person, retro.Ben.Caller.Person), (view.Retro!.Value, view.Requester, view.Promisor));
        await Refused("not-found", () => promise.View(retro.Cleo.Caller));
    }

    [Fact, Trait("Row", "Fault-R6")]
    public async Task Asking_for_it_and_its_founding_are_one_append()
    {
        var retro = await LiveRetro.Start(cluster, phase: Phase.Discuss);
        var id = new CommitmentId(Guid.NewGuid());
        cluster.Log.LoseNext(retro.Stream);
        await Assert.ThrowsAsync<UnknownOutcomeException>(() => Propose(retro, retro.Ana, retro.Ben, id));
        await retro.Gone();
        Assert.Null(await Grain(id).View(Caller.Room));
        Assert.Empty((await retro.Board()).Settings.Actions);

        cluster.Log.LoseNextReply(retro.Stream);
        await Assert.ThrowsAsync<UnknownOutcomeException>(() => Propose(retro, retro.Ana, retro.Ben, id));
        await retro.Gone();

        await Propose(retro, retro.Ana, retro.Ben, id);
        Assert.Equal(1, (await Grain(id).View(Caller.Room))!.Version);
        Assert.Equal(id, Assert.Single((await retro.Board()).Settings.Actions).Id);
    }

    [Fact, Trait("Row", "T27")]
    public async Task Asked_for_twice_at_once_it_is_one()
    {
        var retro = await LiveRetro.Start(cluster, phase: Phase.Discuss);
        var id = new CommitmentId(Guid.NewGuid());

        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => Propose(retro, retro.Ana, retro.Ben, id)));

        Assert.Single((await retro.Events()).OfType<ActionProposed>());
        await using var watch = retro.Watch();
        await watch.Until(watcher => watcher.Room.Promises.Length == 1);
    }

    [Fact]
    public async Task It_is_refused_without_a_trace()
    {
        var retro = await LiveRetro.Start(cluster, phase: Phase.Discuss);
        var id = new CommitmentId(Guid.NewGuid());
        var proposal = Proposal(id, retro.Ben.Seat);
        await Refused("not-yours", () => retro.Grain.ProposeAction(Caller.Seat(new(Guid.NewGuid())), proposal));
        await Refused("unknown-person", () => retro.Grain.ProposeAction(retro.Ana.Caller, proposal with { Owner = new(42) }));
        await Refused("text-empty", () => retro.Grain.ProposeAction(retro.Ana.Caller, proposal with { DoneWhen = "" }));
        await Refused("malformed", () => retro.Grain.ProposeAction(retro.Ana.Caller, proposal with { Zone = "Nowhere" }));
        await Refused("malformed", () => retro.Grain.ProposeAction(retro.Ana.Caller, proposal with { Due = DateOnly.MaxValue }));
        await Refused("due-in-past", () => retro.Grain.ProposeAction(retro.Ana.Caller, proposal with { Due = new(2029, 1, 1) }));
        await retro.Enter(Phase.Write);
        await Refused("wrong-phase", () => retro.Grain.ProposeAction(retro.Ana.Caller, proposal));

        Assert.Null(await Grain(id).View(Caller.Room));
        await Refused("not-found", () => Grain(id).Promise(retro.Ben.Caller));
    }

    [Theory, Trait("Row", "R08")]
    [InlineData(Outcome.Kept, CommitmentStatus.Met, true, true)]
    [InlineData(Outcome.KeptLate, CommitmentStatus.Met, false, true)]
    [InlineData(Outcome.Partly, CommitmentStatus.Met, true, false)]
    [InlineData(Outcome.NotKept, CommitmentStatus.NotMet, null, null)]
    [InlineData(Outcome.NoLongerNeeded, CommitmentStatus.Released, null, null)]
    public async Task The_room_says_what_became_of_it(Outcome outcome, CommitmentStatus status, bool? onTime, bool? asSpecified)
    {
        var retro = await LiveRetro.Start(cluster, phase: Phase.Discuss);
        var id = await Propose(retro, retro.Ana, retro.Ben);
        await Grain(id).Promise(retro.Ben.Caller);

        await retro.Grain.JudgePromise(retro.Cleo.Caller, id, outcome);

        var promise = Assert.Single((await retro.Grain.GetRoom(retro.Cleo.Caller)).Promises);
        Assert.Equal((status, onTime, asSpecified), (promise.Status, promise.OnTime, promise.AsSpecified));
        await Refused("not-found", () => retro.Grain.JudgePromise(retro.Cleo.Caller, new(Guid.NewGuid()), outcome));
        await Refused("not-yours", () => retro.Grain.JudgePromise(Caller.Seat(new(Guid.NewGuid())), id, outcome));
    }

    [Fact, Trait("Row", "R08")]
    public async Task The_room_changes_its_mind_during_the_check_in_and_not_later()
    {
        var retro = await LiveRetro.Start(cluster, phase: Phase.Discuss);
        var id = await Propose(retro, retro.Ana, retro.Ben);
        await Grain(id).Promise(retro.Ben.Caller);
        await retro.Grain.JudgePromise(retro.Cleo.Caller, id, Outcome.Kept);
        var no = await Assert.ThrowsAsync<RejectedException>(() => retro.Grain.JudgePromise(retro.Cleo.Caller, id, Outcome.Undecided));
        Assert.Equal(("wrong-phase", "check-in"), (no.Code, Assert.Single(no.Args)));
        await retro.Enter(Phase.CheckIn);

        await retro.Grain.JudgePromise(retro.Cleo.Caller, id, Outcome.Undecided);
        await retro.Grain.JudgePromise(retro.Cleo.Caller, id, Outcome.Undecided);
        Assert.Equal(CommitmentStatus.Promised, Assert.Single((await retro.Grain.GetRoom(retro.Cleo.Caller)).Promises).Status);

        await retro.Grain.JudgePromise(retro.Cleo.Caller, id, Outcome.NotKept);
        await cluster.Reload(Grain(id));
        Assert.Equal((CommitmentStatus.NotMet, 5), ((await Grain(id).View(Caller.Room))!.Status, (await Grain(id).View(Caller.Room))!.Version));
    }

    [Fact, Trait("Row", "R08")]
    public async Task Kept_late_is_not_taken_for_kept()
    {
        var retro = await LiveRetro.Start(cluster, phase: Phase.Discuss);
        var id = await Propose(retro, retro.Ana, retro.Ben);
        await Grain(id).Promise(retro.Ben.Caller);
        await retro.Enter(Phase.CheckIn);
        await retro.Grain.JudgePromise(retro.Cleo.Caller, id, Outcome.Kept);
        await retro.Grain.JudgePromise(retro.Ana.Caller, id, Outcome.Kept);

        await Refused("promise-closed", () => retro.Grain.JudgePromise(retro.Ana.Caller, id, Outcome.KeptLate));
        await retro.Grain.JudgePromise(retro.Ana.Caller, id, Outcome.Undecided);
        await retro.Grain.JudgePromise(retro.Ana.Caller, id, Outcome.KeptLate);

        var promise = Assert.Single((await retro.Grain.GetRoom(retro.Cleo.Caller)).Promises);
        Assert.Equal((CommitmentStatus.Met, false, true), (promise.Status, promise.OnTime, promise.AsSpecified));
    }

    [Fact, Trait("Row", "R08")]
    public async Task The_next_retro_opens_with_what_was_promised()
    {
        var retro = await LiveRetro.Start(cluster, phase: Phase.Discuss);
        var (promised, declined, open) = (await Propose(retro, retro.Ana, retro.Ben), await Propose(retro, retro.Ana, retro.Ben), await Propose(retro, retro.Ana, retro.Cleo));
        await Grain(promised).Promise(retro.Ben.Caller);
        await Grain(declined).Decline(retro.Ben.Caller);
        await retro.Enter(Phase.Close);

        var next = await StartNext(retro, retro.Ben);

        var board = await next.Board();
        Assert.Equal((Phase.CheckIn, retro.Id), (board.Phase, board.Settings.Previous!.Value));
        Assert.Equal(new CarriedPromise(promised, 1), Assert.Single(board.Settings.Carried));
        var carried = Assert.Single((await next.Grain.GetRoom(retro.Ben.Caller)).Promises);
        Assert.Equal((promised, true, 1, CommitmentStatus.Promised, "Ben"), (carried.Id, carried.Carried, carried.Times, carried.Status, carried.OwnerName));
        Assert.Equal(next.Id, (await retro.Board()).Settings.Next);
        Assert.True(board.Seats[new(1)].Facilitator);
        Assert.Equal(CommitmentStatus.Requested, (await Grain(open).View(Caller.Room))!.Status);
    }

    [Fact, Trait("Row", "R08")]
    public async Task Every_retro_that_took_it_along_is_told_at_once()
    {
        var retro = await LiveRetro.Start(cluster, phase: Phase.Discuss);
        var id = await Propose(retro, retro.Ana, retro.Ben);
        await Grain(id).Promise(retro.Ben.Caller);
        await retro.Enter(Phase.Close);
        var next = await StartNext(retro, retro.Ben);
        await next.Grain.EnterPhase(retro.Ben.Caller, Phase.Close);
        var last = await StartNext(next, retro.Ben);
        await using var watch = last.Watch();
        await watch.Until(watcher => Stands(watcher, id) == CommitmentStatus.Promised);

        await Grain(id).Deliver(retro.Ben.Caller);

        await watch.Until(watcher => Stands(watcher, id) == CommitmentStatus.Delivered);
    }

    [Fact, Trait("Row", "R08")]
    public async Task What_was_taken_along_is_given_again_by_its_owner_and_starts_anew()
    {
        var retro = await LiveRetro.Start(cluster, phase: Phase.Discuss);
        var id = await Propose(retro, retro.Ana, retro.Ben);
        await Grain(id).Promise(retro.Ben.Caller);
        await retro.Enter(Phase.Close);
        var next = await StartNext(retro, retro.Ben);
        var due = DateOnly.FromDateTime(cluster.Time.GetUtcNow().AddDays(21).UtcDateTime);
        await using var watch = next.Watch();

        await Refused("not-yours", () => next.Grain.PromiseAgain(retro.Cleo.Caller, id, due));
        var invite = await next.Grain.GetInvite(retro.Ben.Caller);
        await next.Grain.Join(new(retro.Cleo.Caller.Person, false, "Cleo", retro.Cleo.Token.Hash(), "", Secret.Hash(invite.Token)));
        await Refused("not-owner", () => next.Grain.PromiseAgain(retro.Cleo.Caller, id, due));
        await Refused("due-in-past", () => next.Grain.PromiseAgain(retro.Ben.Caller, id, new(2020, 1, 1)));
        Assert.False((await next.Board()).Settings.Carried[0].Again);
        await next.Grain.PromiseAgain(retro.Ben.Caller, id, due);
        await next.Grain.PromiseAgain(retro.Ben.Caller, id, due);

        await watch.Until(watcher => watcher.Room.Promises.Any(promise => promise.Due == due) && watcher.Board.Settings.Carried[0].Again);
        await next.Grain.EnterPhase(retro.Ben.Caller, Phase.Write);
        await Refused("wrong-phase", () => next.Grain.PromiseAgain(retro.Ben.Caller, id, due.AddDays(1)));
        Assert.Equal((due, 3), ((await Grain(id).View(Caller.Room))!.Due, (await Grain(id).View(Caller.Room))!.Version));
        await next.Grain.EnterPhase(retro.Ben.Caller, Phase.Close);
        var last = await StartNext(next, retro.Ben);
        Assert.Equal(new CarriedPromise(id, 1), Assert.Single((await last.Board()).Settings.Carried));
    }

    [Theory, Trait("Row", "R08"), Trait("Row", "R10")]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_was_taken_along_is_raised_in_front_of_everybody_at_once(bool anonymous)
    {
        var retro = await LiveRetro.Start(cluster, anonymous, hidden: true, phase: Phase.Discuss);
        var id = await Propose(retro, retro.Ana, retro.Ben);
        await Grain(id).Promise(retro.Ben.Caller);
        await retro.Enter(Phase.Close);
        var next = await StartNext(retro, retro.Ben, anonymous, hidden: true);
        await using var watch = next.Watch();

        await next.Grain.RaisePromise(retro.Ben.Caller, id, true, LiveRetro.DidNot);
        await next.Grain.RaisePromise(retro.Ben.Caller, id, true, LiveRetro.Ideas);

        var card = new CardId(id.Value);
        await watch.Until(watcher => watcher.Board.Cards.ContainsKey(card));
        Assert.Equal(("Halve the build time", LiveRetro.DidNot, null), (watch.Board.Cards[card].Text, watch.Board.Cards[card].Column, watch.Board.Cards[card].Author));
        await next.Grain.RaisePromise(retro.Ben.Caller, id, false, LiveRetro.DidNot);
        await watch.Until(watcher => !watcher.Board.Cards.ContainsKey(card));
    }

    [Fact, Trait("Row", "R08"), Trait("Row", "T27")]
    public async Task Whoever_starts_the_next_one_later_finds_the_first()
    {
        var retro = await LiveRetro.Start(cluster, phase: Phase.Close);
        var first = await StartNext(retro, retro.Ben);

        var second = await StartNext(retro, retro.Cleo);

        Assert.Equal(first.Id, second.Id);
        Assert.Equal(Phase.Write, (await first.Board()).Phase);
        await Refused("not-yours", () => StartNext(retro, retro.Ana with { Caller = Caller.Seat(new(Guid.NewGuid())) }));
    }

    [Fact, Trait("Row", "R08")]
    public async Task The_next_retro_can_be_joined_like_any_other()
    {
        var retro = await LiveRetro.Start(cluster, phase: Phase.Close);
        var next = await StartNext(retro, retro.Ben);
        var invite = await next.Grain.GetInvite(retro.Ben.Caller);

        Assert.Equal(next.Id, await cluster.Grains.GetGrain<IInviteGrain>(Secret.Hash(invite.Token)).Retro());
        var seated = await next.Grain.Join(new(retro.Cleo.Caller.Person, false, "Cleo", retro.Cleo.Token.Hash(), "", Secret.Hash(invite.Token)));

        Assert.Equal("Cleo", (await next.Board()).Seats[seated.Seat.Participant].Name);
    }

    static CommitmentStatus? Stands(Watcher watcher, CommitmentId id) => watcher.Room.Promises.FirstOrDefault(promise => promise.Id == id)?.Status;

    ICommitmentGrain Grain(CommitmentId id) => cluster.Grains.GetGrain<ICommitmentGrain>(id.Value);

    ActionProposal Proposal(CommitmentId id, ParticipantId owner) =>
        new(id, owner, "Halve the build time", "A build takes under five minutes", DateOnly.FromDateTime(cluster.Time.GetUtcNow().AddDays(7).UtcDateTime), "Europe/Berlin");

    async Task<CommitmentId> Propose(LiveRetro retro, Somebody who, Somebody owner, CommitmentId? id = null)
    {
        var proposal = Proposal(id ?? new(Guid.NewGuid()), owner.Seat);
        await retro.Grain.ProposeAction(who.Caller, proposal);
        return proposal.Id;
    }

    static async Task<LiveRetro> StartNext(LiveRetro retro, Somebody who, bool anonymous = false, bool hidden = false)
    {
        var next = new RetroId(Guid.NewGuid().ToString("N"));
        return retro.Next(await retro.Grain.StartNext(who.Caller, next, retro.Starting(who.Caller.Person, who.Token) with { JoinCode = $"{next}"[..9], Anonymous = anonymous, Hidden = hidden }));
    }
}
