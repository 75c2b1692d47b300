using OrleansRetro.Commitments;
using OrleansRetro.EventSourcing;
using OrleansRetro.Retros;
using OrleansRetro.Teams;
using static OrleansRetro.Tests.Cluster.Refusal;

namespace OrleansRetro.Tests.Cluster;

/// <summary>Retros that a team founds or takes over, and who is at home there.</summary>
public abstract class RetrosOfATeam(RetroCluster cluster)
{
    [Fact, Trait("Row", "R01")]
    public async Task A_retro_is_founded_with_its_team_and_its_people_take_seats_without_an_invite()
    {
        var team = await LiveTeam.Found(cluster);
        var retro = await team.Start(team.Ben);

        Assert.Equal([new TeamRetro(retro.Id)], (await team.Grain.View(team.Ana)).Retros);
        var settings = (await retro.Board()).Settings;
        Assert.Equal((team.Id, true), (settings.Team, settings.Kept));
        var seated = await retro.Admit(team.Ana);
        Assert.Equal(seated.Seat, (await retro.Admit(team.Ana)).Seat);
        Assert.Equal(seated.Seat, await retro.Grain.SeatOf(team.Ana));
        Assert.Equal(["Ben", "Ana"], (await retro.Board()).Seats.Values.OrderBy(seat => seat.Id.Value).Select(seat => seat.Name));
        await Refused("no-seat", () => retro.Admit(team.Olga));
        await Refused("no-seat", async () => await retro.Admit(await LiveTeam.Account(cluster, "Eve")));
        await Refused("no-seat", () => retro.Admit(Caller.Seat(team.Ana.Person) with { Person = new(Guid.NewGuid()) }));
        Assert.NotNull(await cluster.Reminder(retro.Grain));
    }

    [Fact]
    public async Task Asked_again_it_is_the_same_retro()
    {
        var team = await LiveTeam.Found(cluster);
        var (id, token) = (new RetroId($"{Guid.NewGuid():N}"), LiveRetro.Anybody().Token);
        var first = await team.Grain.StartRetro(team.Ben, id, LiveTeam.Starting(token));
        var second = await team.Grain.StartRetro(team.Ben, id, LiveTeam.Starting(token, "Another title"));

        Assert.Equal(first.Seat, second.Seat);
        Assert.Single((await team.Grain.View(team.Ana)).Retros);
        Assert.Equal("Sprint 12", (await cluster.Grains.GetGrain<IRetroGrain>(id.Value).GetBoard(team.Olga)).Settings.Title);
        await Refused("not-yours", () => team.Grain.StartRetro(team.Olga, new($"{Guid.NewGuid():N}"), LiveTeam.Starting(token)));
        await Refused("unknown-format", () => team.Grain.StartRetro(team.Ben, new($"{Guid.NewGuid():N}"), LiveTeam.Starting(token, format: "no-way")));
    }

    [Fact, Trait("Row", "R28")]
    public async Task What_has_waited_is_on_the_board_nobodys_and_face_up()
    {
        var team = await LiveTeam.Found(cluster);
        var topic = new WaitingTopicId(Guid.NewGuid());
        await team.Grain.AddTopic(team.Ben, topic, "On call at night");

        var retro = await team.Start(team.Ana, anonymous: true, hidden: true);

        var card = Assert.Single((await retro.Board()).Cards.Values);
        Assert.Equal(("On call at night", null, topic.Value), (card.Text, card.Author, card.Id.Value));
        Assert.Empty((await team.Grain.View(team.Ana)).Waiting);
        await Refused("not-yours", () => retro.Grain.DeleteCard(retro.Creator.Caller, card.Id, retro.Creator.KeyTo(card.Id)));
        await Refused("not-yours", () => retro.Grain.AddCard(retro.Creator.Caller, card.Id, new("went-well"), "Mine", retro.Creator.KeyTo(card.Id)));
    }

    [Fact, Trait("Row", "R08")]
    public async Task The_next_one_opens_with_the_promises_of_the_last()
    {
        var team = await LiveTeam.Found(cluster);
        var first = await team.Start(team.Ana);
        await first.Enter(Phase.Commit);
        var promise = await Promise(first, "Fix the build");

        var second = await team.Start(team.Ben, "Sprint 13");

        var board = await second.Board();
        Assert.Equal((Phase.CheckIn, first.Id), (board.Phase, board.Settings.Previous));
        Assert.Equal([promise], board.Settings.Carried.Select(carried => carried.Id));
        Assert.Equal(second.Id, (await first.Board()).Settings.Next);
        Assert.Equal("Fix the build", Assert.Single((await second.Grain.GetRoom(Caller.Room)).Promises).What);
    }

    [Fact, Trait("Row", "R08")]
    public async Task Started_from_the_last_ones_summary_it_is_the_teams_too()
    {
        var team = await LiveTeam.Found(cluster);
        var topic = new WaitingTopicId(Guid.NewGuid());
        var first = await team.Start(team.Ana);
        await team.Grain.AddTopic(team.Ben, topic, "On call at night");
        await first.Enter(Phase.Close);
        var (next, token) = (new RetroId($"{Guid.NewGuid():N}"), LiveRetro.Anybody().Token);

        Assert.Equal(next, await first.Grain.StartNext(first.Creator.Caller, next, LiveTeam.Starting(token, "Sprint 13")));
        Assert.Equal(next, await first.Grain.StartNext(first.Creator.Caller, new($"{Guid.NewGuid():N}"), LiveTeam.Starting(token, "Sprint 14")));

        Assert.Equal([first.Id, next], (await team.Grain.View(team.Ana)).Retros.Select(retro => retro.Id));
        var board = await cluster.Grains.GetGrain<IRetroGrain>(next.Value).GetBoard(Caller.Room);
        Assert.Equal((team.Id, first.Id, "On call at night"), (board.Settings.Team, board.Settings.Previous, Assert.Single(board.Cards.Values).Text));
        Assert.Equal("Ana", Assert.Single(board.Seats.Values).Name);
    }

    /// <summary>What waits in the team is for a retro that the team, or whoever facilitates, starts. A guest goes along to it.</summary>
    [Fact, Trait("Row", "R28")]
    public async Task A_guest_does_not_spend_what_waits_in_the_team()
    {
        var team = await LiveTeam.Found(cluster);
        var (first, token) = (await team.Start(team.Ana), LiveRetro.Anybody().Token);
        var code = (await first.Board()).Settings.JoinCode;
        var guest = (await first.Grain.Join(new(new(Guid.NewGuid()), true, "Guest", token.Hash(), code, ""))).Seat;
        var bens = (await first.Grain.Join(new(new(Guid.NewGuid()), true, "Ben", "bens token", code, ""))).Seat;
        await team.Person(team.Ben).KeepRetro(team.Ben, first.Id, bens.Person);
        await team.Grain.AddTopic(team.Ben, new(Guid.NewGuid()), "On call at night");
        await first.Enter(Phase.Close);
        var next = new RetroId($"{Guid.NewGuid():N}");

        await Refused("not-member", () => first.Grain.StartNext(guest.Caller, next, LiveTeam.Starting(token, "Sprint 13")));
        Assert.Single((await team.Grain.View(team.Ana)).Waiting);
        Assert.Equal(next, await first.Grain.StartNext(bens.Caller, next, LiveTeam.Starting(token, "Sprint 13")));
        Assert.Equal(next, await first.Grain.StartNext(guest.Caller, new($"{Guid.NewGuid():N}"), LiveTeam.Starting(token, "Sprint 13")));

        await team.Grain.AddTopic(team.Ben, new(Guid.NewGuid()), "Still on call at night");
        await team.Grain.DiscardRetro(team.Ana, next, true);
        await Refused("not-member", () => first.Grain.StartNext(guest.Caller, new($"{Guid.NewGuid():N}"), LiveTeam.Starting(token, "Sprint 13")));
        Assert.Single((await team.Grain.View(team.Ana)).Waiting);
    }

    [Fact, Trait("Row", "R03")]
    public async Task A_format_of_the_teams_own_works_for_everybody_and_loses_no_card()
    {
        var team = await LiveTeam.Found(cluster);
        var ours = new TeamFormat("our-way", "Our way", [new(new("good"), "Good", "What gave you energy?"), new(new("hard"), "Hard")]);
        await team.Grain.PutFormat(team.Ben, ours);
        var retro = await team.Start(team.Ana, format: "our-way");
        Assert.Equal(("our-way", "Our way"), ((await retro.Board()).Settings.Format, (await retro.Board()).Settings.FormatTitle));
        Assert.Equal([new(new("good"), "Good", "What gave you energy?"), new Column(new("hard"), "Hard")], (await retro.Board()).Settings.Columns);
        var card = await retro.Add("Pairing", "good");

        await retro.Grain.ChangeFormat(retro.Creator.Caller, "plus-delta");
        Assert.Equal(["plus", "delta", "good"], (await retro.Board()).Settings.Columns.Select(column => column.Id.Value));
        Assert.Null((await retro.Board()).Settings.FormatTitle);
        await team.Grain.RetireFormat(team.Ben, "our-way", true);
        await retro.Grain.ChangeFormat(retro.Creator.Caller, "our-way");

        Assert.Equal(["good", "hard"], (await retro.Board()).Settings.Columns.Select(column => column.Id.Value));
        Assert.Equal("Pairing", (await retro.Board()).Cards[card].Text);
        await Refused("unknown-format", () => retro.Grain.ChangeFormat(retro.Creator.Caller, "no-way"));
        await Refused("unknown-format", () => team.Start(team.Ana, format: "our-way"));
    }

    [Fact, Trait("Row", "R01")]
    public async Task A_guests_board_is_kept_by_the_account_they_made()
    {
        var retro = await LiveRetro.Start(cluster);
        var ana = await LiveTeam.Account(cluster, "Ana");
        await Refused("not-yours", () => retro.Grain.Keep(ana));
        await cluster.Grains.GetGrain<Pms.IPmGrain>(ana.Person.Value).KeepRetro(ana, retro.Id, retro.Ana.Caller.Person);
        Assert.Equal(retro.Ana.Seat, (await retro.Grain.SeatOf(ana))?.Participant);

        await retro.Grain.Keep(ana);
        await retro.Grain.Keep(ana);
        cluster.Time.Advance(TimeSpan.FromDays(15));
        await Remind(retro.Grain);

        Assert.True((await retro.Board()).Settings.Kept);
        await Refused("account-needed", () => retro.Grain.Keep(retro.Ana.Caller));
        await Refused("not-facilitator", async () => await retro.Grain.Keep(await Account(retro, retro.Ben)));
    }

    /// <summary>Nobody tells a board that its keeper had taken off their list before they went; it asks from time to time.</summary>
    [Fact, Trait("Row", "R01")]
    public async Task A_board_that_was_taken_off_the_list_goes_after_its_keeper_too()
    {
        var retro = await LiveRetro.Start(cluster);
        var ana = await Account(retro, retro.Ana);
        await retro.Grain.Keep(ana);
        var me = cluster.Grains.GetGrain<Pms.IPmGrain>(ana.Person.Value);
        await me.ForgetRetro(ana, retro.Id);
        cluster.Time.Advance(TimeSpan.FromDays(30));
        await Remind(retro.Grain);
        Assert.True((await retro.Board()).Settings.Kept);
        await me.Erase(ana);
        cluster.Time.Advance(TimeSpan.FromDays(30));

        await Remind(retro.Grain);

        Assert.False((await retro.Board()).Settings.Kept);
        cluster.Time.Advance(TimeSpan.FromDays(15));
        await Remind(retro.Grain);
        await retro.Gone();
    }

    [Fact, Trait("Row", "R01")]
    public async Task A_board_that_somebody_kept_goes_after_they_did()
    {
        var retro = await LiveRetro.Start(cluster);
        var ana = await Account(retro, retro.Ana);
        await retro.Grain.Keep(ana);
        cluster.Time.Advance(TimeSpan.FromDays(100));
        await cluster.Grains.GetGrain<Pms.IPmGrain>(ana.Person.Value).Erase(ana);
        await Remind(retro.Grain);
        Assert.Equal(("", false), ((await retro.Board()).Seats[retro.Ana.Seat].Name, (await retro.Board()).Settings.Kept));

        cluster.Time.Advance(TimeSpan.FromDays(14));
        await Remind(retro.Grain);
        await retro.Gone();

        Assert.Empty(await retro.Texts());
    }

    [Fact]
    public async Task A_retro_is_taken_over_by_whoever_facilitates_it_with_what_was_promised_there()
    {
        var team = await LiveTeam.Found(cluster);
        var retro = await LiveRetro.Start(cluster, phase: Phase.Commit);
        var promise = new CommitmentId(Guid.NewGuid());
        await retro.Grain.ProposeAction(retro.Ana.Caller, new(promise, retro.Ben.Seat, "Fix the build", "It is green", Day(7), "Etc/UTC"));
        await Refused("not-facilitator", () => team.Grain.TakeRetro(team.Ana, retro.Id));
        await cluster.Grains.GetGrain<Pms.IPmGrain>(team.Ana.Person.Value).KeepRetro(team.Ana, retro.Id, retro.Ana.Caller.Person);

        await team.Grain.TakeRetro(team.Ana, retro.Id);
        await team.Grain.TakeRetro(team.Ana, retro.Id);

        Assert.Equal(team.Id, (await retro.Board()).Settings.Team);
        Assert.Equal("Fix the build", Assert.Single(await team.Ledger.OpenPromises(team.Olga)).What);
        Assert.Equal("Sprint 12", Assert.Single(await team.Ledger.Retros(team.Olga)).Title);
        var other = await LiveTeam.Found(cluster);
        await retro.Grain.NameFacilitator(retro.Ana.Caller, retro.Ben.Seat);
        await cluster.Grains.GetGrain<Pms.IPmGrain>(other.Ana.Person.Value).KeepRetro(other.Ana, retro.Id, retro.Ben.Caller.Person);
        await Refused("already-claimed", () => other.Grain.TakeRetro(other.Ana, retro.Id));
        Assert.Empty((await other.Grain.View(other.Ana)).Retros);
    }

    async Task<Caller> Account(LiveRetro retro, Somebody who)
    {
        var account = await LiveTeam.Account(cluster, who.Name);
        await cluster.Grains.GetGrain<Pms.IPmGrain>(account.Person.Value).KeepRetro(account, retro.Id, who.Caller.Person);
        return account;
    }

    async Task<CommitmentId> Promise(TeamsRetro retro, string what)
    {
        var id = new CommitmentId(Guid.NewGuid());
        await retro.Grain.ProposeAction(retro.Creator.Caller, new(id, retro.Creator.Seat, what, "Everybody can see it", Day(7), "Etc/UTC"));
        await cluster.Grains.GetGrain<ICommitmentGrain>(id.Value).Promise(retro.Creator.Caller);
        return id;
    }

    DateOnly Day(int days) => DateOnly.FromDateTime(cluster.Time.GetUtcNow().AddDays(days).UtcDateTime);

    static Task Remind(IRetroGrain retro) => retro.AsReference<IRemindable>().ReceiveReminder("expiry", default);
}

[Collection(nameof(RetroCluster))]
public sealed class RetrosOfATeamInFiles(RetroCluster cluster) : RetrosOfATeam(cluster);

[Collection(nameof(RetroClusterInADatabase))]
public sealed class RetrosOfATeamInADatabase(RetroClusterInADatabase cluster) : RetrosOfATeam(cluster);
