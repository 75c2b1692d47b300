using OrleansRetro.EventSourcing;
using OrleansRetro.Teams;
using static OrleansRetro.Tests.Cluster.Refusal;

namespace OrleansRetro.Tests.Cluster;

/// <summary>A team and the people in it, each in a stream of their own.</summary>
public abstract class PeopleOfATeam(RetroCluster cluster)
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Names_are_the_peoples_own_and_not_in_the_teams_log()
    {
        var team = await LiveTeam.Found(cluster);
        await team.Person(team.Ben).Rename(team.Ben, "Benjamin");

        var view = await team.Grain.View(team.Olga);

        Assert.Equal(("Platform", TeamRole.Observer), (view.Name, view.Mine));
        Assert.Equal(["Ana", "Benjamin", "Olga"], view.Members.Select(member => member.Name));
        await foreach (var stored in cluster.Log.Read(team.Stream))
            Assert.DoesNotContain("Ben", System.Text.Encoding.UTF8.GetString(stored.Data.Span), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_belongs_here_knows_it_and_whoever_does_not_any_more_too()
    {
        var team = await LiveTeam.Found(cluster);
        Assert.Equal([team.Id], (await team.Person(team.Ana).Profile(team.Ana)).Teams);
        Assert.Equal([team.Id], (await team.Person(team.Ben).Profile(team.Ben)).Teams);

        await team.Grain.Remove(team.Ana, team.Ben.Person);
        await team.Grain.Leave(team.Olga);

        Assert.Empty((await team.Person(team.Ben).Profile(team.Ben)).Teams);
        Assert.Empty((await team.Person(team.Olga).Profile(team.Olga)).Teams);
        await Refused("not-found", () => team.Grain.View(team.Ben));
    }

    [Fact, Trait("Row", "Fault-R5")]
    public async Task What_broke_off_before_the_person_knew_is_made_good()
    {
        var team = await LiveTeam.Found(cluster);
        var dora = await LiveTeam.Account(cluster, "Dora");
        var invite = await team.Invite();
        cluster.Log.LoseNext($"pm/{dora.Person}");
        await Assert.ThrowsAsync<UnknownOutcomeException>(() => team.Grain.Join(dora, invite));
        await cluster.Gone(team.Person(dora));
        Assert.Empty((await team.Person(dora).Profile(dora)).Teams);

        await team.Reload();
        await team.Grain.View(dora);

        await foreach (var version in team.Person(dora).Watch(dora, 0, Stop))
        {
            if ((await team.Person(dora).Profile(dora)).Teams is [var only] && only == team.Id)
                break;
        }
    }

    [Fact]
    public async Task A_page_hears_of_every_change_and_goes_on_where_it_was()
    {
        var team = await LiveTeam.Found(cluster);
        var before = (await team.Grain.View(team.Ben)).Version;
        await using var watch = team.Grain.Watch(team.Ben, before, Stop).GetAsyncEnumerator(Stop);
        var next = watch.MoveNextAsync();
        var renamed = await team.Grain.Rename(team.Ana, "Payments");

        Assert.True(await next.AsTask().WaitAsync(RetroCluster.Patience, Stop));
        Assert.Equal(renamed, watch.Current);
        Assert.Equal(renamed, await team.Grain.Watch(team.Ben, 0, Stop).FirstAsync(Stop));
        await Refused("not-found", async () => await team.Grain.Watch(Caller.Account(new(Guid.NewGuid())), 0, Stop).FirstAsync(Stop));
    }

    [Fact, Trait("Row", "Attack-A31")]
    public async Task Whoever_is_removed_hears_nothing_more()
    {
        var team = await LiveTeam.Found(cluster);
        var watching = Record.ExceptionAsync(async () => await team.Grain.Watch(team.Ben, 0, Stop).LastAsync(Stop));
        await team.Grain.Watch(team.Ben, 0, Stop).FirstAsync(Stop);

        await team.Grain.Remove(team.Ana, team.Ben.Person);

        Assert.Equal("not-found", Assert.IsType<RejectedException>(await watching.AsTask().WaitAsync(RetroCluster.Patience, Stop)).Code);
    }

    [Fact]
    public async Task Only_somebody_with_an_account_joins_or_founds()
    {
        var team = await LiveTeam.Found(cluster);
        var guest = Caller.Seat(new(Guid.NewGuid()));
        var invite = await team.Invite();

        await Refused("account-needed", () => team.Grain.Join(guest, invite));
        await Refused("account-needed", () => cluster.Grains.GetGrain<ITeamGrain>(Guid.NewGuid()).Found(guest, "Mine"));
        await Refused("not-found", () => cluster.Grains.GetGrain<ITeamGrain>(Guid.NewGuid()).View(team.Ana));
        Assert.Null(await cluster.Grains.GetGrain<ITeamGrain>(Guid.NewGuid()).Preview(invite));
        Assert.Equal("Platform", (await team.Grain.Preview(invite))?.Name);
    }

    [Fact]
    public async Task Nobody_speaks_for_the_room_from_outside()
    {
        var team = await LiveTeam.Found(cluster);
        var ben = team.Person(team.Ben);
        await Refused("not-yours", () => team.Grain.RoleOf(team.Ana, team.Ben.Person));
        await Refused("not-yours", () => team.Grain.HoldRetro(team.Ana, new("a-retro-that-is-not-there")));
        await Refused("not-yours", () => team.Grain.RetroGone(team.Ana, new("a-retro-that-is-not-there")));
        await Refused("not-yours", () => ben.TeamJoined(team.Ben, team.Id));
        await Refused("not-yours", () => ben.Looked(team.Ben, team.Ana.Person, "open-promises", cluster.Time.GetUtcNow()));
        await Refused("not-yours", () => ben.TurnOut(team.Ana, team.Ana.Person));
        await Refused("not-yours", () => ben.TurnedOutToBe(team.Ana));
        await Refused("not-yours", () => ben.SeatedAs(team.Ana, new("a-retro-that-is-not-there")));
        await Refused("not-yours", () => team.Ledger.Nudge(team.Ana));
        await Refused("not-yours", () => ben.Introduce(team.Ana, "Ben"));
        await Refused("not-yours", () => ben.Profile(team.Ana));
    }
}

[Collection(nameof(RetroCluster))]
public sealed class PeopleOfATeamInFiles(RetroCluster cluster) : PeopleOfATeam(cluster);

[Collection(nameof(RetroClusterInADatabase))]
public sealed class PeopleOfATeamInADatabase(RetroClusterInADatabase cluster) : PeopleOfATeam(cluster);
