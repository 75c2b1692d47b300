using OrleansRetro.Calendars;
using OrleansRetro.Retros;
using static OrleansRetro.Tests.Cluster.Refusal;

namespace OrleansRetro.Tests.Cluster;

/// <summary>Who has a calendar's secret reads it, until it ends.</summary>
public abstract class CalendarsThatEnd(RetroCluster cluster)
{
    readonly CalendarId _first = new(Guid.NewGuid()), _second = new(Guid.NewGuid());

    [Fact]
    public async Task A_persons_opens_by_its_secret_alone_and_ends_with_a_new_one_and_with_themselves()
    {
        var ana = await LiveTeam.Account(cluster, "Ana");
        var pm = cluster.Grains.GetGrain<Pms.IPmGrain>(ana.Person.Value);
        Assert.Null(await pm.CalendarAddress(ana));
        await pm.OpenCalendar(ana, _first, "de");
        await pm.OpenCalendar(ana, _first, "de");
        var first = (await pm.CalendarAddress(ana))!.Secret!;
        Assert.Equal("de", (await pm.ReadCalendar(Secret.Hash(first)))!.Language);
        Assert.Null(await pm.ReadCalendar(first));
        Assert.DoesNotContain(first, await pm.Export(ana), StringComparison.Ordinal);
        Assert.DoesNotContain(first[33..], await pm.Export(ana), StringComparison.Ordinal);

        await pm.OpenCalendar(ana, _second, "de");
        await Refused("deleted", () => pm.OpenCalendar(ana, _first, "de"));
        var second = (await pm.CalendarAddress(ana))!.Secret!;
        Assert.Null(await pm.ReadCalendar(Secret.Hash(first)));
        Assert.Null(await cluster.Keys.Get($"calendar/{first[..33]}/{_first}"));
        await cluster.Reload(pm);
        Assert.Equal(second, (await pm.CalendarAddress(ana))!.Secret);
        Assert.Equal(ana.Person, (await pm.ReadCalendar(Secret.Hash(second)))!.Id);

        await pm.Erase(ana);
        Assert.Null(await pm.ReadCalendar(Secret.Hash(second)));
        Assert.Null(await cluster.Keys.Get($"calendar/{second[..33]}/{_second}"));
    }

    [Fact]
    public async Task Switched_off_it_opens_nothing_and_without_its_key_it_still_opens_but_is_not_shown()
    {
        var ana = await LiveTeam.Account(cluster, "Ana");
        var pm = cluster.Grains.GetGrain<Pms.IPmGrain>(ana.Person.Value);
        await pm.OpenCalendar(ana, _first, "en");
        var secret = (await pm.CalendarAddress(ana))!.Secret!;
        await cluster.Keys.Destroy($"calendar/{secret[..33]}/{_first}");
        Assert.Null((await pm.CalendarAddress(ana))!.Secret);
        Assert.NotNull(await pm.ReadCalendar(Secret.Hash(secret)));

        await pm.CloseCalendar(ana, _first);
        Assert.Null(await pm.CalendarAddress(ana));
        Assert.Null(await pm.ReadCalendar(Secret.Hash(secret)));
    }

    [Fact]
    public async Task A_teams_stays_when_somebody_leaves_and_goes_with_the_team()
    {
        var team = await LiveTeam.Found(cluster);
        await Refused("not-facilitator", () => team.Grain.OpenCalendar(team.Ben, _first, "en"));
        await team.Grain.OpenCalendar(team.Ana, _first, "en");
        var secret = (await team.Grain.CalendarAddress(team.Ben))!.Secret!;
        await Refused("not-yours", () => team.Grain.CalendarAddress(team.Olga));
        await team.Grain.Remove(team.Ana, team.Ben.Person);
        Assert.Equal("Platform", (await team.Grain.ReadCalendar(Secret.Hash(secret)))!.Name);
        Assert.Null(await team.Grain.ReadCalendar(Secret.Hash(secret + "x")));

        await team.Grain.Delete(team.Ana);
        Assert.Null(await team.Grain.ReadCalendar(Secret.Hash(secret)));
        Assert.Null(await cluster.Keys.Get($"calendar/{secret[..33]}/{_first}"));
    }
}

[Collection(nameof(RetroCluster))]
public sealed class CalendarsThatEndInFiles(RetroCluster cluster) : CalendarsThatEnd(cluster);

[Collection(nameof(RetroClusterInADatabase))]
public sealed class CalendarsThatEndInADatabase(RetroClusterInADatabase cluster) : CalendarsThatEnd(cluster);
