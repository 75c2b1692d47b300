using OrleansRetro.EventSourcing;
using OrleansRetro.Pms;
using OrleansRetro.Retros;
using static OrleansRetro.Tests.Cluster.Refusal;

namespace OrleansRetro.Tests.Cluster;

[Collection(nameof(RetroCluster)), Trait("Row", "R02")]
public sealed class TakingASeat(RetroCluster cluster)
{
    [Fact, Trait("Row", "R01")]
    public async Task A_retro_is_started_joined_and_written_on()
    {
        var retro = await LiveRetro.Start(cluster);
        var card = await retro.Add(retro.Ben, "Pairing");

        var board = await retro.Board();

        Assert.Equal(["Ana", "Ben", "Cleo"], board.Seats.Values.OrderBy(seat => seat.Id.Value).Select(seat => seat.Name));
        Assert.Equal(("Pairing", retro.Ben.Seat), (board.Cards[card].Text, board.Cards[card].Author));
        Assert.Equal(retro.JoinCode, board.Settings.JoinCode);
    }

    [Fact, Trait("Row", "R01")]
    public async Task An_unclaimed_board_says_when_it_expires()
    {
        var retro = await LiveRetro.Start(cluster);

        Assert.Equal(cluster.Time.GetUtcNow().AddDays(14), (await retro.Board()).Settings.KeptUntil);
    }

    [Fact, Trait("Row", "T27")]
    public async Task Started_again_it_answers_the_same_seat()
    {
        var retro = await LiveRetro.Start(cluster);
        var again = await retro.Grain.Start(retro.Starting(retro.Ana.Caller.Person, retro.Ana.Token));

        Assert.Equal((retro.Ana.Seat, true), (again.Seat.Participant, again.Seat.Facilitator));
        Assert.Equal(5, (await retro.Texts()).Length);
        await Refused("not-yours", () => retro.Grain.Start(retro.Starting(retro.Ana.Caller.Person, retro.Ben.Token)));
    }

    [Fact, Trait("Row", "T27")]
    public async Task Joined_twice_at_once_it_is_one_seat()
    {
        var retro = await LiveRetro.Start(cluster);
        var (person, token) = LiveRetro.Anybody();
        var claim = new TakeSeat(person, true, "Dora", token.Hash(), retro.JoinCode, "");

        var seats = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => retro.Grain.Join(claim)));

        Assert.Equal(4, Assert.Single(seats.Select(seated => seated.Seat.Participant).Distinct()).Value);
        Assert.Equal(4, (await retro.Board()).Seats.Count);
    }

    [Fact]
    public async Task The_code_and_the_link_lead_here_and_a_guess_leads_nowhere()
    {
        var retro = await LiveRetro.Start(cluster);
        var invite = await retro.Grain.GetInvite(retro.Ben.Caller);

        Assert.Equal(retro.JoinCode, invite.JoinCode);
        Assert.Equal(retro.Id, await Behind(invite.JoinCode));
        Assert.Equal(retro.Id, await Behind(invite.Token));
        Assert.Null(await Behind("A guess"));
        var (person, token) = LiveRetro.Anybody();
        Assert.Equal(4, (await retro.Grain.Join(new(person, true, "Dora", token.Hash(), "", Secret.Hash(invite.Token)))).Seat.Participant.Value);
        await Refused("code-unknown", () => retro.Grain.Join(new(new(Guid.NewGuid()), true, "Eve", "hash", "A guess", Secret.Hash("A guess"))));
    }

    [Fact]
    public async Task A_renewed_invite_closes_the_old_ways_in()
    {
        var retro = await LiveRetro.Start(cluster);
        var old = await retro.Grain.GetInvite(retro.Ana.Caller);
        var renewed = await retro.Grain.RenewInvite(retro.Ana.Caller, $"NEW{retro.JoinCode}");

        Assert.Equal(renewed, await retro.Grain.RenewInvite(retro.Ana.Caller, renewed.JoinCode));
        Assert.NotEqual(old.Token, renewed.Token);
        Assert.Equal(retro.Id, await Behind(renewed.Token));
        Assert.Null(await retro.Grain.Preview(old.JoinCode, Secret.Hash(old.Token)));
        Assert.Equal("Sprint 12", (await retro.Grain.Preview(renewed.JoinCode, ""))?.Title);
        await Refused("code-unknown", () => retro.Join("Dora"));
        await Refused("not-facilitator", () => retro.Grain.RenewInvite(retro.Ben.Caller, "MINE"));
    }

    [Fact]
    public async Task A_link_whose_key_is_lost_is_never_handed_out()
    {
        var retro = await LiveRetro.Start(cluster);
        var old = await retro.Grain.GetInvite(retro.Ana.Caller);
        await cluster.Keys.Destroy($"invite/{retro.Id}/{retro.JoinCode}");

        var invite = await retro.Grain.GetInvite(retro.Ben.Caller);
        Assert.Equal((retro.JoinCode, retro.JoinCode), (invite.JoinCode, invite.Token));
        Assert.Equal(retro.Id, await Behind(invite.Token));
        Assert.NotNull(await retro.Grain.Preview(invite.Token, Secret.Hash(invite.Token)));

        var renewed = await retro.Grain.RenewInvite(retro.Ana.Caller, retro.JoinCode);
        Assert.Equal(retro.Id, await Behind(renewed.Token));
        Assert.NotNull(await retro.Grain.Preview("", Secret.Hash(renewed.Token)));
        Assert.Null(await retro.Grain.Preview("", Secret.Hash(old.Token)));
    }

    [Fact]
    public async Task A_start_that_is_refused_leaves_nothing()
    {
        var (person, token) = LiveRetro.Anybody();
        var retro = cluster.Grains.GetGrain<IRetroGrain>("a-start-that-is-refused-0");

        await Refused("unknown-format", () => retro.Start(new("Sprint 12", "no-such-format", false, false, Phase.Write, person, "Ana", token.Hash(), null, "REFUSED23")));

        Assert.Null(await cluster.Reminder(retro));
        Assert.Null(await cluster.Keys.Get("invite/a-start-that-is-refused-0/REFUSED23"));
    }

    [Fact]
    public async Task A_token_finds_its_seat_and_no_other()
    {
        var retro = await LiveRetro.Start(cluster);
        await retro.Grain.IssueLink(retro.Ben.Caller, "hash of Bens link");

        Assert.Equal(new SeatHolder(retro.Ben.Caller.Person, retro.Ben.Seat, false), await retro.Grain.FindSeat(retro.Ben.Token.Hash()));
        Assert.Equal(retro.Ben.Seat, (await retro.Grain.FindLink("hash of Bens link"))?.Participant);
        Assert.Null(await retro.Grain.FindSeat("another hash"));
        Assert.Null(await retro.Grain.FindLink("another hash"));
        await retro.Grain.RevokeSeat(retro.Ana.Caller, retro.Ben.Seat);
        Assert.Null(await retro.Grain.FindSeat(retro.Ben.Token.Hash()));
        Assert.Null(await retro.Grain.FindLink("hash of Bens link"));
        await Refused("not-yours", () => retro.Add(retro.Ben, "Still here"));
    }

    [Fact]
    public async Task Whoever_has_no_seat_sees_nothing()
    {
        var retro = await LiveRetro.Start(cluster);
        var stranger = Caller.Seat(new(Guid.NewGuid()));

        await Refused("not-yours", () => retro.Grain.GetBoard(stranger));
        await Refused("not-yours", () => retro.Grain.GetRoom(stranger));
        await Refused("not-yours", () => retro.Grain.GetSeat(stranger, retro.Ben.Token));
        await Refused("not-yours", () => retro.Grain.GetInvite(stranger));
        await Refused("not-yours", () => retro.Grain.SuggestGroups(stranger));
        await Refused("not-yours", () => retro.Grain.Attend(stranger, "elsewhere", [retro.Ben.Seat]));
        await Refused("not-yours", async () => await retro.Grain.Watch(stranger, 0, TestContext.Current.CancellationToken).FirstAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task What_was_never_started_is_not_there()
    {
        var nowhere = cluster.Grains.GetGrain<IRetroGrain>("nowhere-nowhere-nowhere-0");

        await Refused("not-found", () => nowhere.FindSeat("hash"));
        await Refused("not-found", () => nowhere.GetBoard(Caller.Room));
        await Refused("not-found", () => nowhere.EnterPhase(Caller.Room, Phase.Vote));
    }

    [Fact]
    public async Task A_name_is_shown_as_it_is_kept()
    {
        var retro = await LiveRetro.Start(cluster);
        var (person, token) = LiveRetro.Anybody();
        await Refused("code-unknown", () => retro.Grain.Join(new(person, true, "Wrong code", token.Hash(), "A guess", "")));
        await retro.Grain.Join(new(person, true, "  Dora\u0007 ", token.Hash(), retro.JoinCode, ""));

        Assert.Equal("Dora", (await retro.Board()).Seats[new(4)].Name);
        await retro.Reload();
        Assert.Equal("Dora", (await retro.Board()).Seats[new(4)].Name);
        Assert.Equal("Dora", await cluster.Grains.GetGrain<IPmGrain>(person.Value).Name());
    }

    [Fact]
    public async Task Somebody_who_is_known_keeps_their_name()
    {
        var first = await LiveRetro.Start(cluster);
        var second = await LiveRetro.Start(cluster);
        var token = LiveRetro.Anybody().Token;

        await second.Grain.Join(new(first.Ben.Caller.Person, false, "Another name", token.Hash(), second.JoinCode, ""));

        Assert.Equal("Ben", (await second.Board()).Seats[new(4)].Name);
    }

    [Theory, Trait("Row", "R02"), Trait("Row", "R09")]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Another_name_is_read_by_all_at_once_and_kept_with_the_person_alone(bool anonymous)
    {
        var retro = await LiveRetro.Start(cluster, anonymous, phase: Phase.Discuss);
        await using var watch = retro.Watch();
        await retro.Grain.ProposeAction(retro.Ana.Caller, new(new(Guid.NewGuid()), retro.Ben.Seat, "Fix it", "It works", DateOnly.FromDateTime(cluster.Time.GetUtcNow().AddDays(7).UtcDateTime), "Etc/UTC"));
        await watch.Until(watcher => watcher.Room.Promises is [{ OwnerName: "Ben" }]);

        var version = await retro.Grain.RenameSeat(retro.Ben.Caller, "  Benjamin\u0007 ");

        await watch.Until(watcher => watcher.Board.Seats[retro.Ben.Seat].Name == "Benjamin" && watcher.Room.Promises is [{ OwnerName: "Benjamin" }]);
        Assert.Equal(version, await retro.Grain.RenameSeat(retro.Ben.Caller, "Benjamin"));
        Assert.Single(await retro.Events(), stored => stored is SeatRenamed);
        Assert.DoesNotContain(await retro.Texts(), text => text.Contains("Benjamin", StringComparison.Ordinal));
        await retro.Reload();
        Assert.Equal("Benjamin", (await retro.Board()).Seats[retro.Ben.Seat].Name);
        await Refused("name-empty", () => retro.Grain.RenameSeat(retro.Ben.Caller, " "));
        await Refused("text-too-long", () => retro.Grain.RenameSeat(retro.Ben.Caller, new('n', 61)));
        await Refused("not-yours", () => retro.Grain.RenameSeat(Caller.Seat(new(Guid.NewGuid())), "Eve"));
    }

    [Fact, Trait("Row", "R21")]
    public async Task A_person_keeps_their_take_aways_to_themselves()
    {
        var retro = await LiveRetro.Start(cluster);
        var ben = cluster.Grains.GetGrain<IPmGrain>(retro.Ben.Caller.Person.Value);
        await ben.WriteTakeaway(retro.Ben.Caller, retro.Id, "Rest more");
        await ben.Rename(retro.Ben.Caller, "Benjamin");
        await cluster.Reload(ben);

        Assert.Equal("Rest more", await ben.Takeaway(retro.Ben.Caller, retro.Id));
        Assert.Equal("Benjamin", await ben.Name());
        await Refused("not-yours", () => ben.Takeaway(retro.Ana.Caller, retro.Id));
        await Refused("not-yours", () => ben.WriteTakeaway(retro.Ana.Caller, retro.Id, "Mine"));
        await Refused("not-yours", () => ben.Rename(Caller.Room with { Person = retro.Ben.Caller.Person }, "Robert"));
        Assert.Null(await cluster.Grains.GetGrain<IPmGrain>(Guid.NewGuid()).Name());
    }

    Task<RetroId?> Behind(string codeOrToken) => cluster.Grains.GetGrain<IInviteGrain>(Secret.Hash(codeOrToken)).Retro();
}
