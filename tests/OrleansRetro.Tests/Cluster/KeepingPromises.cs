using OrleansRetro.Commitments;
using OrleansRetro.EventSourcing;
using OrleansRetro.Retros;
using static OrleansRetro.Tests.Cluster.Refusal;

namespace OrleansRetro.Tests.Cluster;

[Collection(nameof(RetroCluster)), Trait("Row", "R19")]
public sealed class KeepingPromises(RetroCluster cluster) : PromisesOfARetro(cluster)
{
    [Fact]
    public async Task A_promise_is_asked_for_given_delivered_and_confirmed_in_front_of_the_room()
    {
        var retro = await LiveRetro.Start(Cluster, phase: Phase.Commit);
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
        await Refused("not-yours", () => promise.DeclareSatisfaction(retro.Ben.Caller, true));
        await promise.DeclareSatisfaction(retro.Ana.Caller, true);
        await watch.Until(watcher => Stands(watcher, id) == CommitmentStatus.Met);

        await Cluster.Reload(promise);
        var view = await promise.View(retro.Ana.Caller);
        Assert.Equal((CommitmentStatus.Met, true, true, 4), (view!.Status, view.OnTime, view.AsSpecified, view.Version));
        Assert.Equal((retro.Id, retro.Ana.Caller.Person, retro.Ben.Caller.Person), (view.Retro!.Value, view.Requester, view.Promisor));
        await Refused("not-found", () => promise.View(retro.Cleo.Caller));
    }

    [Fact, Trait("Row", "S23")]
    public async Task The_clock_says_what_nobody_said()
    {
        var retro = await LiveRetro.Start(Cluster, phase: Phase.Commit);
        var id = await Propose(retro, retro.Ana, retro.Ben);
        var promise = Grain(id);
        await promise.Promise(retro.Ben.Caller);
        Assert.NotNull(await Cluster.Reminder(promise));
        await Remind();
        Assert.Equal(CommitmentStatus.Promised, (await promise.View(retro.Ben.Caller))!.Status);
        await using var watch = retro.Watch();

        Cluster.Time.Advance(TimeSpan.FromDays(30));
        await Remind();

        await watch.Until(watcher => Stands(watcher, id) == CommitmentStatus.Missed);
        Assert.Null(await Cluster.Reminder(promise));
        await promise.Deliver(retro.Ben.Caller);
        Assert.NotNull(await Cluster.Reminder(promise));
        Cluster.Time.Advance(TimeSpan.FromDays(8));
        await Remind();
        Assert.Equal((CommitmentStatus.Unconfirmed, false), ((await promise.View(retro.Ana.Caller))!.Status, (await promise.View(retro.Ana.Caller))!.OnTime));

        Task Remind() => promise.AsReference<IRemindable>().ReceiveReminder("deadline", default);
    }

    [Fact, Trait("Row", "Fault-R6")]
    public async Task Asking_for_it_and_its_founding_are_one_append()
    {
        var retro = await LiveRetro.Start(Cluster, phase: Phase.Commit);
        var id = new CommitmentId(Guid.NewGuid());
        Cluster.Log.LoseNext(retro.Stream);
        await Assert.ThrowsAsync<UnknownOutcomeException>(() => Propose(retro, retro.Ana, retro.Ben, id));
        await retro.Gone();
        Assert.Null(await Grain(id).View(Caller.Room));
        Assert.Empty((await retro.Board()).Settings.Actions);

        Cluster.Log.LoseNextReply(retro.Stream);
        await Assert.ThrowsAsync<UnknownOutcomeException>(() => Propose(retro, retro.Ana, retro.Ben, id));
        await retro.Gone();

        await Propose(retro, retro.Ana, retro.Ben, id);
        Assert.Equal(1, (await Grain(id).View(Caller.Room))!.Version);
        Assert.Equal(id, Assert.Single((await retro.Board()).Settings.Actions).Id);
    }

    [Fact, Trait("Row", "T27")]
    public async Task Asked_for_twice_at_once_it_is_one()
    {
        var retro = await LiveRetro.Start(Cluster, phase: Phase.Commit);
        var id = new CommitmentId(Guid.NewGuid());

        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => Propose(retro, retro.Ana, retro.Ben, id)));

        Assert.Single((await retro.Events()).OfType<ActionProposed>());
        await using var watch = retro.Watch();
        await watch.Until(watcher => watcher.Room.Promises.Length == 1);
    }

    [Fact]
    public async Task It_is_refused_without_a_trace()
    {
        var retro = await LiveRetro.Start(Cluster, phase: Phase.Commit);
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
    [InlineData(Outcome.Partly, CommitmentStatus.Met, true, false)]
    [InlineData(Outcome.NotKept, CommitmentStatus.NotMet, null, null)]
    [InlineData(Outcome.NoLongerNeeded, CommitmentStatus.Released, null, null)]
    public async Task The_room_says_what_became_of_it(Outcome outcome, CommitmentStatus status, bool? onTime, bool? asSpecified)
    {
        var retro = await LiveRetro.Start(Cluster, phase: Phase.Commit);
        var id = await Propose(retro, retro.Ana, retro.Ben);
        await Grain(id).Promise(retro.Ben.Caller);

        await retro.Grain.JudgePromise(retro.Cleo.Caller, id, outcome);

        var promise = Assert.Single((await retro.Grain.GetRoom(retro.Cleo.Caller)).Promises);
        Assert.Equal((status, onTime, asSpecified), (promise.Status, promise.OnTime, promise.AsSpecified));
        await Refused("not-found", () => retro.Grain.JudgePromise(retro.Cleo.Caller, new(Guid.NewGuid()), outcome));
        await Refused("not-yours", () => retro.Grain.JudgePromise(Caller.Seat(new(Guid.NewGuid())), id, outcome));
    }

    [Theory, Trait("Row", "R08"), Trait("Row", "T08")]
    [InlineData(Outcome.Kept)]
    [InlineData(Outcome.Partly)]
    [InlineData(Outcome.NoLongerNeeded)]
    public async Task Whoever_promised_something_to_somebody_else_does_not_close_it_before_the_room(Outcome outcome)
    {
        var retro = await LiveRetro.Start(Cluster, phase: Phase.Commit);
        var (id, own) = (await Propose(retro, retro.Ana, retro.Ben), await Propose(retro, retro.Ben, retro.Ben));
        await Grain(id).Promise(retro.Ben.Caller);
        await Grain(own).Promise(retro.Ben.Caller);

        await Refused("own-promise", () => retro.Grain.JudgePromise(retro.Ben.Caller, id, outcome));

        var promises = (await retro.Grain.GetRoom(retro.Cleo.Caller)).Promises;
        Assert.Equal([(id, CommitmentStatus.Promised, false), (own, CommitmentStatus.Promised, true)], promises.Select(promise => (promise.Id, promise.Status, promise.IsClosedBy(retro.Ben.Seat))));
        Assert.All(promises, promise => Assert.True(promise.IsClosedBy(retro.Cleo.Seat)));
        await retro.Grain.JudgePromise(retro.Ben.Caller, own, outcome);
        await retro.Grain.JudgePromise(retro.Cleo.Caller, id, outcome);
        Assert.All((await retro.Grain.GetRoom(retro.Cleo.Caller)).Promises, promise => Assert.False(promise.IsOpen()));
    }

    [Fact, Trait("Row", "R08")]
    public async Task Whoever_promised_it_may_say_that_it_was_not_kept()
    {
        var retro = await LiveRetro.Start(Cluster, phase: Phase.Commit);
        var id = await Propose(retro, retro.Ana, retro.Ben);
        await Grain(id).Promise(retro.Ben.Caller);

        await retro.Grain.JudgePromise(retro.Ben.Caller, id, Outcome.NotKept);

        Assert.Equal(CommitmentStatus.NotMet, Assert.Single((await retro.Grain.GetRoom(retro.Cleo.Caller)).Promises).Status);
    }

    [Fact, Trait("Row", "R08")]
    public async Task The_room_changes_its_mind_during_the_check_in_and_not_later()
    {
        var retro = await LiveRetro.Start(Cluster, phase: Phase.Commit);
        var id = await Propose(retro, retro.Ana, retro.Ben);
        await Grain(id).Promise(retro.Ben.Caller);
        await retro.Grain.JudgePromise(retro.Cleo.Caller, id, Outcome.Kept);
        await retro.Enter(Phase.Discuss);
        await Refused("wrong-phase", () => retro.Grain.JudgePromise(retro.Cleo.Caller, id, Outcome.NotKept));
        var no = await Assert.ThrowsAsync<RejectedException>(() => retro.Grain.JudgePromise(retro.Cleo.Caller, id, Outcome.Undecided));
        Assert.Equal(("wrong-phase", "check-in"), (no.Code, Assert.Single(no.Args)));
        await retro.Enter(Phase.CheckIn);

        await retro.Grain.JudgePromise(retro.Cleo.Caller, id, Outcome.Undecided);
        await retro.Grain.JudgePromise(retro.Cleo.Caller, id, Outcome.Undecided);
        Assert.Equal(CommitmentStatus.Promised, Assert.Single((await retro.Grain.GetRoom(retro.Cleo.Caller)).Promises).Status);

        await retro.Grain.JudgePromise(retro.Cleo.Caller, id, Outcome.NotKept);
        await Cluster.Reload(Grain(id));
        Assert.Equal((CommitmentStatus.NotMet, 5), ((await Grain(id).View(Caller.Room))!.Status, (await Grain(id).View(Caller.Room))!.Version));
    }
}
