using System.Collections.Immutable;
using OrleansRetro.EventSourcing;
using OrleansRetro.Retros;
using OrleansRetro.Teams;
using OrleansRetro.Tests.Contracts;
using static OrleansRetro.Tests.Cluster.Refusal;

namespace OrleansRetro.Tests.Cluster;

/// <summary>A seat that somebody has by belonging to the team goes with that.</summary>
public abstract class SeatsInATeamsRetro(RetroCluster cluster)
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact, Trait("Row", "Attack-A31")]
    public async Task A_member_who_is_removed_loses_their_seat_and_comes_back_with_a_new_invite()
    {
        var team = await LiveTeam.Found(cluster);
        var retro = await team.Start(team.Ana);
        var (bens, token) = (await retro.Admit(team.Ben), LiveRetro.Anybody().Token);
        await using var watch = new Watcher(retro.Grain, new() { Id = retro.Id });
        await watch.Until(watcher => watcher.Board.Seats.ContainsKey(bens.Seat.Participant));

        await team.Grain.Remove(team.Ana, team.Ben.Person);
        cluster.Time.Advance(TimeSpan.FromSeconds(15));
        await retro.Grain.Attend(Caller.Room, "web", [bens.Seat.Participant]);

        await watch.Until(watcher => !watcher.Board.Seats.ContainsKey(bens.Seat.Participant));
        await Refused("not-yours", () => retro.Grain.GetSeat(bens.Seat.Caller, token));
        await Refused("no-seat", () => retro.Admit(team.Ben));
        Assert.Null(await retro.Grain.SeatOf(team.Ben));
        await team.Grain.Join(team.Ben, await team.Invite());
        Assert.NotEqual(bens.Seat.Participant, (await retro.Admit(team.Ben)).Seat.Participant);
    }

    [Fact, Trait("Row", "Attack-A31")]
    public async Task Also_one_who_was_not_there_when_it_happened()
    {
        var team = await LiveTeam.Found(cluster);
        var (retro, token) = (await team.Start(team.Ana), LiveRetro.Anybody().Token);
        await retro.Grain.Admit(team.Ben, new(team.Ben.Person, false, "", token.Hash(), "", ""));
        Assert.NotNull(await retro.Grain.FindSeat(token.Hash()));
        await team.Grain.GiveRole(team.Ana, team.Ben.Person, TeamRole.Observer);
        cluster.Time.Advance(TimeSpan.FromSeconds(15));

        Assert.Null(await retro.Grain.FindSeat(token.Hash()));
        Assert.Contains(await Events(retro), stored => stored is SeatRevoked { Left: true });
    }

    /// <summary>Whoever remembers their seat, as webs do, asks for no seat any more; and nobody else need be there.</summary>
    [Fact, Trait("Row", "Attack-A31")]
    public async Task Nobody_needs_to_look_for_the_removed_to_lose_what_they_started()
    {
        var team = await LiveTeam.Found(cluster);
        var retro = await team.Start(team.Ben);
        await retro.Grain.EnterPhase(retro.Creator.Caller, Phase.Group);

        await team.Grain.Remove(team.Ana, team.Ben.Person);
        cluster.Time.Advance(TimeSpan.FromSeconds(15));

        await Refused("not-yours", () => retro.Grain.GetBoard(retro.Creator.Caller));
        await Refused("not-yours", () => retro.Grain.EnterPhase(retro.Creator.Caller, Phase.Close));
        Assert.Equal(Phase.Group, (await retro.Grain.GetBoard(team.Ana)).Phase);
    }

    /// <summary>Also as the guest that they were there; and a code that they remember opens nothing, as long as they don't belong to the team.</summary>
    [Theory, Trait("Row", "Attack-A31")]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_member_who_came_by_code_loses_that_seat_too_when_they_are_removed(bool asGuest)
    {
        var team = await LiveTeam.Found(cluster);
        var (retro, token) = (await team.Start(team.Ana), LiveRetro.Anybody().Token);
        var claim = new TakeSeat(asGuest ? new(Guid.NewGuid()) : team.Ben.Person, asGuest, "Ben", token.Hash(), (await retro.Board()).Settings.JoinCode, "");
        var seat = (await retro.Grain.Join(claim)).Seat;
        await team.Person(team.Ben).KeepRetro(team.Ben, retro.Id, seat.Person);
        await team.Grain.Remove(team.Ana, team.Ben.Person);
        cluster.Time.Advance(TimeSpan.FromSeconds(15));

        Assert.Null(await retro.Grain.FindSeat(token.Hash()));
        await Refused("not-yours", () => retro.Grain.GetBoard(seat.Caller));
        await Refused("code-unknown", () => retro.Grain.Join(claim with { Person = team.Ben.Person, IsNew = false, TokenHash = "another" }));
        await team.Grain.Join(team.Ben, await team.Invite());
        Assert.NotNull((await retro.Grain.Join(claim with { Person = team.Ben.Person, IsNew = false, TokenHash = "another" })).Seat);
    }

    /// <summary>Where they are that guest in a retro that they don't list.</summary>
    [Fact, Trait("Row", "Attack-A31")]
    public async Task A_removed_member_has_none_of_their_guest_s_seats_either()
    {
        var team = await LiveTeam.Found(cluster);
        var (first, second, token) = (await team.Start(team.Ana), await team.Start(team.Ana), LiveRetro.Anybody().Token);
        var guest = new PersonId(Guid.NewGuid());
        await first.Grain.Join(new(guest, true, "Ben", token.Hash(), (await first.Board()).Settings.JoinCode, ""));
        await second.Grain.Join(new(guest, false, "Ben", token.Hash(), (await second.Board()).Settings.JoinCode, ""));
        await team.Person(team.Ben).KeepRetro(team.Ben, second.Id, guest);
        await team.Person(team.Ben).ForgetRetro(team.Ben, second.Id);
        await team.Grain.Remove(team.Ana, team.Ben.Person);
        cluster.Time.Advance(TimeSpan.FromSeconds(15));

        Assert.Null(await first.Grain.FindSeat(token.Hash()));
        Assert.Null(await second.Grain.FindSeat(token.Hash()));
        var third = await team.Start(team.Ana);
        var code = (await third.Board()).Settings.JoinCode;
        await Refused("code-unknown", () => third.Grain.Join(new(guest, false, "Ben", token.Hash(), code, "")));
    }

    [Fact]
    public async Task Whoever_left_by_themselves_is_a_guest_where_they_were_invited_as_one()
    {
        var team = await LiveTeam.Found(cluster);
        var (retro, token) = (await team.Start(team.Ana), LiveRetro.Anybody().Token);
        await retro.Grain.Join(new(team.Ben.Person, false, "Ben", token.Hash(), (await retro.Board()).Settings.JoinCode, ""));
        await team.Grain.Leave(team.Ben);
        cluster.Time.Advance(TimeSpan.FromSeconds(15));

        Assert.NotNull(await retro.Grain.FindSeat(token.Hash()));
    }

    [Fact, Trait("Row", "Attack-A31")]
    public async Task Whom_the_retro_itself_sent_away_the_team_does_not_bring_back()
    {
        var team = await LiveTeam.Found(cluster);
        var retro = await team.Start(team.Ana);
        var bens = await retro.Admit(team.Ben);
        await retro.Grain.RevokeSeat(retro.Creator.Caller, bens.Seat.Participant);

        await Refused("not-found", () => retro.Admit(team.Ben));
    }

    [Fact]
    public async Task Observers_read_the_board_and_do_nothing()
    {
        var team = await LiveTeam.Found(cluster);
        var retro = await team.Start(team.Ana);
        await retro.Add("Pairing");

        Assert.Single((await retro.Grain.GetBoard(team.Olga)).Cards);
        Assert.Empty((await retro.Grain.GetRoom(team.Olga)).Promises);
        await Refused("not-yours", () => retro.Grain.EnterPhase(team.Olga, Phase.Group));
        await Refused("not-yours", () => retro.Grain.AddCard(team.Olga, LiveRetro.NewCard(), new("went-well"), "Mine", new("key")));
        await team.Grain.Remove(team.Ana, team.Olga.Person);
        cluster.Time.Advance(TimeSpan.FromSeconds(15));
        await Refused("not-yours", () => retro.Grain.GetBoard(team.Olga));
        await Refused("not-yours", async () => await retro.Grain.GetBoard(await LiveTeam.Account(cluster, "Eve")));
    }

    async Task<ImmutableArray<RetroEvent>> Events(TeamsRetro retro) =>
        [.. await cluster.Log.Read(retro.Stream).Select(stored => Stored.Read<RetroEvent>(System.Text.Encoding.UTF8.GetString(stored.Data.Span))).ToArrayAsync(Stop)];
}

[Collection(nameof(RetroCluster))]
public sealed class SeatsInATeamsRetroInFiles(RetroCluster cluster) : SeatsInATeamsRetro(cluster);

[Collection(nameof(RetroClusterInADatabase))]
public sealed class SeatsInATeamsRetroInADatabase(RetroClusterInADatabase cluster) : SeatsInATeamsRetro(cluster);
