using OrleansRetro.Commitments;
using OrleansRetro.EventSourcing;
using OrleansRetro.Retros;
using static OrleansRetro.Tests.Cluster.Refusal;

namespace OrleansRetro.Tests.Cluster;

/// <summary>From one retro to the next.</summary>
[Collection(nameof(RetroCluster)), Trait("Row", "R19")]
public sealed class TakingPromisesAlong(RetroCluster cluster) : PromisesOfARetro(cluster)
{
    [Fact, Trait("Row", "R08")]
    public async Task The_next_retro_opens_with_what_was_promised()
    {
        var retro = await LiveRetro.Start(Cluster, phase: Phase.Discuss);
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
        var retro = await LiveRetro.Start(Cluster, phase: Phase.Discuss);
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
        var retro = await LiveRetro.Start(Cluster, phase: Phase.Discuss);
        var id = await Propose(retro, retro.Ana, retro.Ben);
        await Grain(id).Promise(retro.Ben.Caller);
        await retro.Enter(Phase.Close);
        var next = await StartNext(retro, retro.Ben);
        var due = DateOnly.FromDateTime(Cluster.Time.GetUtcNow().AddDays(21).UtcDateTime);
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
        var retro = await LiveRetro.Start(Cluster, anonymous, hidden: true, phase: Phase.Discuss);
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

    /// <summary>Once it is given again, dropped or raised, or something became of it otherwise.</summary>
    [Theory, Trait("Row", "T24"), Trait("Row", "R08")]
    [InlineData("given again")]
    [InlineData("dropped")]
    [InlineData("raised")]
    [InlineData("handed over")]
    public async Task A_retro_does_not_close_over_what_was_taken_along_twice(string word)
    {
        var retro = await LiveRetro.Start(Cluster, phase: Phase.Discuss);
        var (id, last) = await TakenAlongTwice(retro);

        await Refused("undecided-promises", () => last.Grain.EnterPhase(retro.Ben.Caller, Phase.Close));
        Assert.NotEqual(Phase.Close, (await last.Board()).Phase);
        await last.Grain.EnterPhase(retro.Ben.Caller, Phase.Commit);
        await (word switch
        {
            "given again" => last.Grain.PromiseAgain(retro.Ben.Caller, id, DateOnly.FromDateTime(Cluster.Time.GetUtcNow().AddDays(21).UtcDateTime)),
            "dropped" => last.Grain.JudgePromise(await Cleo(), id, Outcome.NoLongerNeeded),
            "raised" => last.Grain.RaisePromise(retro.Ben.Caller, id, true, LiveRetro.DidNot),
            _ => Grain(id).Deliver(retro.Ben.Caller),
        });
        await last.Grain.EnterPhase(retro.Ben.Caller, Phase.Close);

        Assert.Equal(Phase.Close, (await last.Board()).Phase);
        // Nor is it undecided afterwards.
        if (word == "raised")
            await Refused("undecided-promises", () => last.Grain.RaisePromise(retro.Ben.Caller, id, false, LiveRetro.DidNot));
        else if (word == "dropped")
            await Refused("undecided-promises", () => last.Grain.JudgePromise(retro.Ben.Caller, id, Outcome.Undecided));

        async Task<Caller> Cleo()
        {
            var invite = await last.Grain.GetInvite(retro.Ben.Caller);
            await last.Grain.Join(new(retro.Cleo.Caller.Person, false, "Cleo", retro.Cleo.Token.Hash(), "", Secret.Hash(invite.Token)));
            return retro.Cleo.Caller;
        }
    }

    [Fact, Trait("Row", "T24")]
    public async Task What_was_raised_and_is_a_card_no_longer_keeps_it_open_again()
    {
        var retro = await LiveRetro.Start(Cluster, phase: Phase.Discuss);
        var (id, last) = await TakenAlongTwice(retro);
        await last.Grain.EnterPhase(retro.Ben.Caller, Phase.Commit);
        await last.Grain.RaisePromise(retro.Ben.Caller, id, true, LiveRetro.DidNot);
        await last.Grain.RaisePromise(retro.Ben.Caller, id, false, LiveRetro.DidNot);

        await Refused("undecided-promises", () => last.Grain.EnterPhase(retro.Ben.Caller, Phase.Close));
    }

    /// <summary>Ben's promise to Ana, in the second retro after the one that it was made in; he facilitates that.</summary>
    async Task<(CommitmentId Promise, LiveRetro Last)> TakenAlongTwice(LiveRetro retro)
    {
        var id = await Propose(retro, retro.Ana, retro.Ben);
        await Grain(id).Promise(retro.Ben.Caller);
        await retro.Enter(Phase.Close);
        var next = await StartNext(retro, retro.Ben);
        await next.Grain.EnterPhase(retro.Ben.Caller, Phase.Close);
        var last = await StartNext(next, retro.Ben);
        Assert.Equal(new CarriedPromise(id, 2), Assert.Single((await last.Board()).Settings.Carried));
        return (id, last);
    }

    [Fact, Trait("Row", "R08"), Trait("Row", "T27")]
    public async Task Whoever_starts_the_next_one_later_finds_the_first()
    {
        var retro = await LiveRetro.Start(Cluster, phase: Phase.Close);
        var first = await StartNext(retro, retro.Ben);

        var second = await StartNext(retro, retro.Cleo);

        Assert.Equal(first.Id, second.Id);
        Assert.Equal(Phase.Write, (await first.Board()).Phase);
        await Refused("not-yours", () => StartNext(retro, retro.Ana with { Caller = Caller.Seat(new(Guid.NewGuid())) }));
    }

    [Fact, Trait("Row", "R08")]
    public async Task When_the_next_one_is_gone_there_can_be_another()
    {
        var retro = await LiveRetro.Start(Cluster, phase: Phase.Close);
        var first = await StartNext(retro, retro.Ben);
        await first.Grain.Delete(retro.Ben.Caller);

        var second = await StartNext(retro, retro.Cleo);

        Assert.NotEqual(first.Id, second.Id);
        Assert.Equal(second.Id, (await StartNext(retro, retro.Ben)).Id);
        Assert.Equal(second.Id, (await retro.Board()).Settings.Next);
        Assert.Equal(retro.Id, (await second.Board()).Settings.Previous);
    }

    [Fact, Trait("Row", "R10")]
    public async Task Whoever_comes_second_leaves_no_key_behind()
    {
        var retro = await LiveRetro.Start(Cluster, phase: Phase.Close);
        var (mine, start) = (new RetroId(Guid.NewGuid().ToString("N")), retro.Starting(retro.Ben.Caller.Person, retro.Ben.Token) with { JoinCode = $"{Guid.NewGuid():N}" });
        var key = $"invite/{mine}/{start.JoinCode}";
        var late = Cluster.Keys.MakeLate(key);
        var ben = retro.Grain.StartNext(retro.Ben.Caller, mine, start);
        await late.Asked;
        var first = await StartNext(retro, retro.Cleo);

        late.Arrive();

        Assert.Equal(first.Id, await ben);
        Assert.Null(await Cluster.Keys.Get(key));
    }

    [Fact, Trait("Row", "R08")]
    public async Task The_next_retro_can_be_joined_like_any_other()
    {
        var retro = await LiveRetro.Start(Cluster, phase: Phase.Close);
        var next = await StartNext(retro, retro.Ben);
        var invite = await next.Grain.GetInvite(retro.Ben.Caller);

        Assert.Equal(next.Id, await Cluster.Grains.GetGrain<IInviteGrain>(Secret.Hash(invite.Token)).Retro());
        var seated = await next.Grain.Join(new(retro.Cleo.Caller.Person, false, "Cleo", retro.Cleo.Token.Hash(), "", Secret.Hash(invite.Token)));

        Assert.Equal("Cleo", (await next.Board()).Seats[seated.Seat.Participant].Name);
    }

    static async Task<LiveRetro> StartNext(LiveRetro retro, Somebody who, bool anonymous = false, bool hidden = false)
    {
        var next = new RetroId(Guid.NewGuid().ToString("N"));
        return retro.Next(await retro.Grain.StartNext(who.Caller, next, retro.Starting(who.Caller.Person, who.Token) with { JoinCode = $"{next}"[..9], Anonymous = anonymous, Hidden = hidden }));
    }
}
