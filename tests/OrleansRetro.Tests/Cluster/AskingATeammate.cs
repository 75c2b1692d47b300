using System.Collections.Immutable;
using OrleansRetro.Commitments;
using OrleansRetro.EventSourcing;
using OrleansRetro.Pms;
using OrleansRetro.Teams;
using static OrleansRetro.Tests.Cluster.Refusal;

namespace OrleansRetro.Tests.Cluster;

[Collection(nameof(RetroCluster)), Trait("Row", "S23")]
public sealed class AskingATeammate(RetroCluster cluster)
{
    readonly CommitmentId _id = new(Guid.NewGuid());

    ICommitmentGrain Promise => cluster.Grains.GetGrain<ICommitmentGrain>(_id.Value);

    CommitmentDraft Draft(LiveTeam team, Caller promisor, Caller requester, bool shared = false) =>
        new("Send the pilot invoices", "All 12 pilots have one", DateOnly.FromDateTime(cluster.Time.GetUtcNow().AddDays(14).UtcDateTime), "Europe/Berlin", promisor.Person, requester.Person, team.Id, shared);

    IPmLedgerGrain LedgerOf(Caller who) => cluster.Grains.GetGrain<IPmLedgerGrain>(who.Person.Value);

    [Fact]
    public async Task It_is_in_the_ledgers_of_both_and_in_the_team_s_once_it_is_promised_for_all_to_see()
    {
        var team = await LiveTeam.Found(cluster);
        var draft = Draft(team, team.Ben, team.Ana, shared: true);
        Assert.Equal(1, await Promise.Propose(team.Ana, draft));
        Assert.Equal(1, await Promise.Propose(team.Ana, draft));

        var asked = Assert.Single((await LedgerOf(team.Ben).Open(team.Ben)).Promises);
        Assert.Equal((_id, CommitmentStatus.Requested, team.Ana.Person), (asked.Id, asked.Status, asked.Author));
        Assert.Empty(await TeamSees(team));

        await Promise.Agree(team.Ben, asked.TermsHash);
        Assert.Equal(CommitmentStatus.Promised, Assert.Single((await LedgerOf(team.Ana).Open(team.Ana)).Promises).Status);
        Assert.Equal(("Ben", "Ana"), Assert.Single(await TeamSees(team)) is var seen ? (seen.Promisor, seen.Requester) : default);
        Assert.Equal(["commitment-requested", "promise-made"], (await Promise.History(team.Ben)).Select(moment => moment.What));
    }

    [Fact, Trait("Row", "T15")]
    public async Task Whoever_sees_it_in_the_team_s_list_is_seen_looking_once_a_day()
    {
        var team = await LiveTeam.Found(cluster);
        await Promise.Propose(team.Ana, Draft(team, team.Ben, team.Ana, shared: true));
        await Promise.Agree(team.Ben, (await Promise.View(team.Ben))!.TermsHash);

        Assert.Single(await TeamSees(team));
        Assert.Single(await TeamSees(team));
        await team.Ledger.OpenPromises(team.Ben);
        await cluster.Reload(team.Ledger);
        Assert.Single(await TeamSees(team));

        Assert.Equal([(Look.Promises, "Olga")], (await team.Person(team.Ben).Looks(team.Ben)).Select(look => (look.What, look.By)));
        Assert.Equal(["Olga", "Ben"], (await team.Person(team.Ana).Looks(team.Ana)).Select(look => look.By).Order().Reverse());
        cluster.Time.Advance(TimeSpan.FromDays(1));
        await TeamSees(team);
        Assert.Equal(2, (await team.Person(team.Ben).Looks(team.Ben)).Length);
    }

    [Fact]
    public async Task What_is_between_two_people_the_team_does_not_see()
    {
        var team = await LiveTeam.Found(cluster);
        await Promise.Propose(team.Ben, Draft(team, team.Ben, team.Ana));
        await Promise.Agree(team.Ana, (await Promise.View(team.Ana))!.TermsHash);
        Assert.Empty(await TeamSees(team));
    }

    [Fact]
    public async Task Nobody_is_asked_but_by_a_teammate()
    {
        var team = await LiveTeam.Found(cluster);
        var stranger = await LiveTeam.Account(cluster, "Dora");
        await Refused("unknown-person", () => Promise.Propose(stranger, Draft(team, team.Ben, stranger)));
        await Refused("unknown-person", () => Promise.Propose(team.Ana, Draft(team, stranger, team.Ana)));
        await Refused("unknown-person", () => Promise.Propose(team.Ana, Draft(team, team.Olga, team.Ana)));
        await Refused("unknown-person", () => Promise.Propose(team.Ana, Draft(team, team.Ben, team.Ana) with { Team = null }));
        await Refused("not-yours", () => Promise.Propose(team.Ana, Draft(team, team.Ben, stranger)));
        Assert.Null(await Promise.View(Caller.Room));
    }

    [Fact]
    public async Task An_id_that_is_somebody_else_s_promise_tells_nothing()
    {
        var team = await LiveTeam.Found(cluster);
        await Promise.Propose(team.Ana, Draft(team, team.Ben, team.Ana));
        await Refused("not-found", () => Promise.Propose(team.Ben, Draft(team, team.Ana, team.Ben)));
        var stranger = await LiveTeam.Account(cluster, "Dora");
        await Refused("not-found", () => Promise.Propose(stranger, Draft(team, stranger, stranger) with { Team = null }));
    }

    [Fact, Trait("Row", "Fault-R6")]
    public async Task Asked_again_after_a_lost_answer_it_is_one_promise()
    {
        var team = await LiveTeam.Found(cluster);
        var draft = Draft(team, team.Ben, team.Ana);
        cluster.Log.LoseNextReply($"commitment/{_id}");
        await Assert.ThrowsAsync<UnknownOutcomeException>(() => Promise.Propose(team.Ana, draft));
        await cluster.Gone(Promise);
        Assert.Equal(1, await Promise.Propose(team.Ana, draft));
    }

    [Fact, Trait("Row", "S23")]
    public async Task Whoever_comes_after_the_day_finds_it_missed_however_late_the_clock_is()
    {
        var team = await LiveTeam.Found(cluster);
        await Promise.Propose(team.Ana, Draft(team, team.Ben, team.Ana));
        await Promise.Agree(team.Ben, (await Promise.View(team.Ben))!.TermsHash);
        cluster.Time.Advance(TimeSpan.FromDays(30));

        await Promise.Deliver(team.Ben);

        Assert.Equal(["commitment-missed", "delivery-declared"], (await Promise.History(team.Ana)).Select(moment => moment.What).TakeLast(2));
        Assert.Equal((0, 1), (await LedgerOf(team.Ben).Record(team.Ben)) is { OnTime: var rate } ? (rate.Kept, rate.Of) : default);
    }

    [Fact]
    public async Task A_kept_promise_is_counted_for_its_promisor_alone()
    {
        var team = await LiveTeam.Found(cluster);
        await Promise.Propose(team.Ana, Draft(team, team.Ben, team.Ana));
        await Promise.Agree(team.Ben, (await Promise.View(team.Ben))!.TermsHash);
        await Promise.Deliver(team.Ben);
        await Promise.DeclareSatisfaction(team.Ana, true);
        cluster.Time.Advance(TimeSpan.FromDays(20));
        var record = await LedgerOf(team.Ben).Record(team.Ben);
        Assert.Equal((1, 1, 1, 1), (record.OnTime.Kept, record.OnTime.Of, record.Answered, record.AskedOf));
        Assert.Equal(_id, Assert.Single((await LedgerOf(team.Ana).Closed(team.Ana)).Promises).Id);
        Assert.Equal(0, (await LedgerOf(team.Ana).Record(team.Ana)).OnTime.Of);
        await Refused("not-yours", () => LedgerOf(team.Ben).Record(team.Ana));
    }

    async Task<ImmutableArray<TeamPromise>> TeamSees(LiveTeam team) => await cluster.Grains.GetGrain<ITeamLedgerGrain>(team.Id.Value).OpenPromises(team.Olga);
}
