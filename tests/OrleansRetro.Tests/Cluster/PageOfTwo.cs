using System.Text;
using OrleansRetro.Commitments;
using OrleansRetro.EventSourcing;
using OrleansRetro.Partnerships;
using OrleansRetro.Pms;
using static OrleansRetro.Tests.Cluster.Refusal;

namespace OrleansRetro.Tests.Cluster;

/// <summary>Two teammates and their page.</summary>
[Collection(nameof(RetroCluster)), Trait("Row", "S25"), Trait("Row", "S08")]
public sealed class PageOfTwo(RetroCluster cluster)
{
    static readonly AgendaItemId Import = new(new Guid("00000000-0000-0000-0000-0000000000e9")), Pricing = new(new Guid("00000000-0000-0000-0000-0000000000ea"));

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_one_writes_the_other_one_sees_and_nobody_else()
    {
        var (team, page) = await Begun();
        await using var watch = page.Watch(team.Ben, await page.AddItem(team.Ana, Import, AgendaTopic.Problem, "The import"), Stop).GetAsyncEnumerator(Stop);
        var next = watch.MoveNextAsync();

        await page.AddItem(team.Ana, Pricing, AgendaTopic.Opportunity, "Pricing");

        Assert.True(await next.AsTask().WaitAsync(RetroCluster.Patience, Stop));
        Assert.Equal([Import, Pricing], (await page.View(team.Ben))!.Agenda.Select(item => item.Id));
        await cluster.Reload(page);
        Assert.Equal(2, (await page.View(team.Ana))!.Agenda.Length);
        var dora = await team.Welcome("Dora");
        foreach (var stranger in new[] { team.Olga, dora, Caller.Operator(team.Ana.Person), Caller.Seat(team.Ana.Person) })
            await Refused("not-found", () => page.View(stranger));
    }

    [Fact]
    public async Task Only_two_members_of_one_team_begin()
    {
        var team = await LiveTeam.Found(cluster);
        var stranger = await LiveTeam.Account(cluster, "Dora");
        await Refused("not-teammates", () => Page(team.Ana, stranger).Begin(team.Ana, team.Id, 1));
        await Refused("not-teammates", () => Page(team.Ana, team.Olga).Begin(team.Ana, team.Id, 1));
        await Refused("not-found", () => Page(team.Ana, team.Ben).AddItem(team.Ana, Import, AgendaTopic.Work, "Too early"));
        Assert.Null(await Page(team.Ana, team.Ben).View(team.Ben));
        Assert.Empty((await team.Person(stranger).Profile(stranger)).Partners);
        await Task.WhenAll(Page(team.Ana, team.Ben).Begin(team.Ana, team.Id, 1), Page(team.Ana, team.Ben).Begin(team.Ben, team.Id, 1));
        Assert.Equal((1, 1), ((await Page(team.Ana, team.Ben).View(team.Ben))!.Round, (await Page(team.Ana, team.Ben).View(team.Ben))!.Version));
    }

    [Fact]
    public async Task Nothing_of_it_is_counted_or_listed_anywhere()
    {
        var (team, page) = await Begun();
        await page.AddItem(team.Ana, Import, AgendaTopic.Problem, "The import");
        await page.SettleItem(team.Ben, Import, true);
        foreach (var topic in new[] { $"pm:{team.Ana.Person}", $"pm:{team.Ben.Person}", $"team:{team.Id}" })
            Assert.DoesNotContain(await cluster.Log.ReadTopic(topic).ToArrayAsync(Stop), stored => Streams.KindOf(stored.Stream) == "partnership");
        var ledger = cluster.Grains.GetGrain<IPmLedgerGrain>(team.Ana.Person.Value);
        Assert.Equal(0, (await ledger.Record(team.Ana)).OnTime.Of);
        Assert.Empty((await ledger.Open(team.Ana)).Promises);
    }

    [Fact]
    public async Task Closed_it_keeps_no_word_of_either_and_begins_anew()
    {
        var (team, page) = await Begun();
        await page.AddItem(team.Ana, Import, AgendaTopic.Problem, "Wombat import");
        await page.AnswerCheckIn(team.Ben, 1, "Wombat answers", "", Going.Hard);

        await page.Close(team.Ben, 1);

        Assert.DoesNotContain("Wombat", await Stored(team), StringComparison.Ordinal);
        await page.Begin(team.Ana, team.Id, 2);
        await page.AddItem(team.Ana, Pricing, AgendaTopic.Work, "Wombat pricing");
        await page.Close(team.Ben, 1);
        await cluster.Reload(page);
        Assert.Equal(Pricing, Assert.Single((await page.View(team.Ben))!.Agenda).Id);
        Assert.Contains("Wombat pricing", await Stored(team), StringComparison.Ordinal);
    }

    [Fact, Trait("Row", "T26")]
    public async Task Whoever_is_erased_leaves_no_word_and_the_other_one_s_page_loads()
    {
        var (team, page) = await Begun();
        await page.AddItem(team.Ana, Import, AgendaTopic.Problem, "Quokka import");
        await page.AddItem(team.Ben, Pricing, AgendaTopic.Work, "Wombat pricing");
        await page.RewordItem(team.Ben, Pricing, AgendaTopic.Work, "Wombat prices");
        await page.AnswerCheckIn(team.Ben, 1, "Wombat works", "Wombat differently", Going.Hard);
        await page.AnswerCheckIn(team.Ana, 1, "Quokka works", "", Going.Mixed);

        await team.Person(team.Ben).Erase(team.Ben);

        Assert.DoesNotContain("Wombat", await Stored(team), StringComparison.Ordinal);
        await cluster.Reload(page);
        var seen = (await page.View(team.Ana))!;
        Assert.Equal((true, Import), (seen.HasLeft, Assert.Single(seen.Agenda).Id));
        Assert.Equal(("Quokka works", null), (Assert.Single(seen.CheckIns).Mine!.Works, seen.CheckIns[0].Theirs));
        await Refused("not-found", () => page.View(team.Ben));
        await Refused("partner-left", () => page.AddItem(team.Ana, new(Guid.NewGuid()), AgendaTopic.Work, "More"));

        await team.Grain.GiveRole(team.Ana, team.Olga.Person, Teams.TeamRole.Facilitator);
        await team.Person(team.Ana).Erase(team.Ana);
        Assert.Equal("", await Stored(team));
    }

    [Fact, Trait("Row", "T26"), Trait("Row", "Fault-R5")]
    public async Task An_erasure_that_broke_off_is_asked_for_again_and_nothing_comes_back()
    {
        var (team, page) = await Begun();
        await page.AddItem(team.Ben, Pricing, AgendaTopic.Work, "Wombat pricing");
        cluster.Log.LoseNextDeletion($"pm/{team.Ben.Person}");
        await Assert.ThrowsAsync<UnknownOutcomeException>(() => team.Person(team.Ben).Erase(team.Ben));

        await team.Person(team.Ben).Erase(team.Ben);

        Assert.DoesNotContain("Wombat", await Stored(team), StringComparison.Ordinal);
        await Refused("partner-left", () => Page(team.Ana, team.Ben).AddItem(team.Ana, new(Guid.NewGuid()), AgendaTopic.Work, "More"));
    }

    [Fact, Trait("Row", "T15")]
    public async Task What_one_shows_of_their_record_the_other_one_sees_as_it_was_that_day_and_is_seen_looking()
    {
        var (team, page) = await Begun();
        Assert.Null(await page.Keeping(team.Ben));
        Assert.DoesNotContain(await team.Person(team.Ana).Looks(team.Ana), look => look.What == Look.Keeping);
        await Missed(team);

        await page.ShowKeeping(team.Ana);
        await Missed(team);

        var shown = (await page.Keeping(team.Ben))!;
        Assert.Equal((0, 1), (shown.OnTime.Kept, shown.OnTime.Of));
        Assert.Equal(2, (await cluster.Grains.GetGrain<IPmLedgerGrain>(team.Ana.Person.Value).Record(team.Ana)).OnTime.Of);
        var look = Assert.Single(await team.Person(team.Ana).Looks(team.Ana), look => look.What == Look.Keeping);
        Assert.Equal("Ben", look.By);
        Assert.Null(await page.Keeping(team.Ana));
        foreach (var stranger in new[] { team.Olga, await team.Welcome("Dora"), Caller.Operator(team.Ben.Person) })
            await Refused("not-found", () => page.Keeping(stranger));

        await page.HideKeeping(team.Ana);
        Assert.Null(await page.Keeping(team.Ben));
        await cluster.Reload(page);
        Assert.Null(await page.Keeping(team.Ben));
        Assert.DoesNotContain("\"of\":1", await Stored(team), StringComparison.Ordinal);
    }

    /// <summary>Ana promises Ben something, and the day passes.</summary>
    async Task Missed(LiveTeam team)
    {
        var promise = cluster.Grains.GetGrain<ICommitmentGrain>(Guid.NewGuid());
        await promise.Propose(team.Ana, new("send the invoices", "all are there", DateOnly.FromDateTime(cluster.Time.GetUtcNow().UtcDateTime).AddDays(7), "Etc/UTC", team.Ana.Person, team.Ben.Person, team.Id));
        await promise.Agree(team.Ben, (await promise.View(team.Ben))!.TermsHash);
        cluster.Time.Advance(TimeSpan.FromDays(9));
        await promise.AsReference<IRemindable>().ReceiveReminder("deadline", default);
    }

    async Task<(LiveTeam Team, IPartnershipGrain Page)> Begun()
    {
        var team = await LiveTeam.Found(cluster);
        var page = Page(team.Ana, team.Ben);
        await page.Begin(team.Ana, team.Id, 1);
        return (team, page);
    }

    IPartnershipGrain Page(Caller one, Caller other) => cluster.Grains.GetGrain<IPartnershipGrain>($"{PartnershipId.Of(one.Person, other.Person)}");

    /// <summary>Everything that lies in the log of it.</summary>
    async Task<string> Stored(LiveTeam team) =>
        string.Concat((await cluster.Log.Read($"partnership/{PartnershipId.Of(team.Ana.Person, team.Ben.Person)}").ToArrayAsync(Stop)).Select(stored => Encoding.UTF8.GetString(stored.Data.Span)));
}
