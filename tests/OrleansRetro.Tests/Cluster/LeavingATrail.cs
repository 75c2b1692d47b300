using OrleansRetro.Auditing;
using OrleansRetro.EventSourcing;
using OrleansRetro.Pms;
using OrleansRetro.Retros;
using OrleansRetro.Teams;
using static OrleansRetro.Tests.Cluster.Refusal;

namespace OrleansRetro.Tests.Cluster;

/// <summary>What was done and what was tried, and none of the words.</summary>
public abstract class LeavingATrail(RetroCluster cluster)
{
    [Fact]
    public async Task What_is_done_in_a_team_is_in_its_audit_with_who_did_it_and_without_a_word_of_it()
    {
        var (ana, ben) = (await Named("Ana"), await Named("Ben"));
        var (team, trail) = await Founded(ana);
        await team.Invite(ana, new(Guid.NewGuid()), Secret.Hash("way in"), TeamRole.Member, cluster.Time.GetUtcNow().AddDays(7), 1);
        await team.Join(ben, Secret.Hash("way in"));
        await team.AddAgreement(ben, new(Guid.NewGuid()), "We say what hurts");
        await team.Remove(ana, ben.Person);

        var lines = await trail.Find(ana, new());
        Assert.Equal(
            [("Ana", "member-removed", "Ben"), ("Ben", "agreement-added", null), ("Ben", "member-joined", null), ("Ana", "member-invited", null), ("Ana", "team-founded", null)],
            lines.Select(line => (line.Who!, line.What, line.What == "member-removed" ? line.Target : null)));
        Assert.All(lines, line => Assert.Equal(AuditOutcome.Done, line.Outcome));
        Assert.DoesNotContain("hurts", string.Concat(lines), StringComparison.Ordinal);
        Assert.Equal(["member-removed"], (await trail.Find(ana, new("REMOVED"))).Select(line => line.What));
        Assert.Equal(["member-removed"], (await trail.Find(ana, new("member removed"))).Select(line => line.What));
        Assert.Equal(2, (await trail.Find(ana, new(Limit: 2))).Length);
        Assert.Empty(await trail.Find(ana, new(From: cluster.Time.GetUtcNow().AddMinutes(1))));
    }

    [Fact, Trait("Row", "Attack-A8")]
    public async Task What_is_refused_is_in_it_once_a_minute()
    {
        var (ana, eve) = (await Named("Ana"), await Named("Eve"));
        var (team, trail) = await Founded(ana);
        foreach (var _ in Enumerable.Range(0, 5))
            await Refused("not-found", () => team.Rename(eve, "Mine"));

        var refused = await Until(trail, ana, lines => lines.Any(line => line.Outcome == AuditOutcome.Refused));
        Assert.Equal([("Eve", "rename")], refused.Where(line => line.Outcome == AuditOutcome.Refused).Select(line => (line.Who!, line.What)));
        cluster.Time.Advance(TimeSpan.FromMinutes(2));
        await Refused("not-found", () => team.Rename(eve, "Mine"));
        await Until(trail, ana, lines => lines.Count(line => line.Outcome == AuditOutcome.Refused) == 2);
    }

    [Fact]
    public async Task A_page_that_was_left_open_leaves_no_trail()
    {
        var (ana, eve) = (await Named("Ana"), await Named("Eve"));
        var (team, trail) = await Founded(ana);
        await Refused("not-found", async () => await team.Watch(eve, 0, TestContext.Current.CancellationToken).FirstAsync(TestContext.Current.CancellationToken));
        await Refused("not-found", () => team.Rename(eve, "Mine"));

        var lines = await Until(trail, ana, lines => lines.Any(line => line.What == "rename"));
        Assert.DoesNotContain(lines, line => line.What == "watch");
    }

    [Fact]
    public async Task A_team_that_is_not_there_leaves_no_trail()
    {
        var nowhere = Trail.Of(new(Guid.NewGuid()));
        await cluster.Grains.GetGrain<IAuditGrain>(nowhere).Note(Caller.Room, new(cluster.Time.GetUtcNow(), null, "rename", null, AuditOutcome.Refused));
        Assert.False(await cluster.Log.Read($"audit/{nowhere}").AnyAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task The_installations_is_for_operators_alone()
    {
        var trail = cluster.Grains.GetGrain<IAuditGrain>(Trail.Installation);
        var ana = await Named("Ana");
        await trail.Note(Caller.Room, new(cluster.Time.GetUtcNow(), ana.Person, "sign-in", "this-one", AuditOutcome.Failed));
        Assert.Contains(await trail.Find(Caller.Operator(ana.Person), new("this-one")), line => line is { Who: "Ana", What: "sign-in", Outcome: AuditOutcome.Failed });
        await Refused("not-found", () => trail.Find(ana, new()));
        await Refused("not-found", async () => await (await Founded(ana)).Trail.Find(Caller.Operator(ana.Person), new()));
    }

    [Fact, Trait("Row", "Attack-A73")]
    public async Task Whoever_is_forgotten_is_still_one_and_the_same()
    {
        var (ana, ben) = (await Named("Ana"), await Named("Benjamina"));
        var (team, trail) = await Founded(ana);
        await team.Invite(ana, new(Guid.NewGuid()), Secret.Hash("for ben"), TeamRole.Member, cluster.Time.GetUtcNow().AddDays(7), 1);
        await team.Join(ben, Secret.Hash("for ben"));
        await cluster.Grains.GetGrain<IPmGrain>(ben.Person.Value).Erase(ben);

        var lines = await trail.Find(ana, new());
        Assert.DoesNotContain("Benjamina", string.Concat(lines), StringComparison.Ordinal);
        Assert.Single(lines.Where(line => line.What is "member-joined" or "member-left").Select(line => line.Who).Distinct());
    }

    [Fact]
    public async Task What_is_noted_are_fixed_words()
    {
        var trail = cluster.Grains.GetGrain<IAuditGrain>(Trail.Installation);
        await Refused("malformed", () => trail.Note(Caller.Room, new(cluster.Time.GetUtcNow(), null, "Ana said so", null, AuditOutcome.Done)));
    }

    async Task<(ITeamGrain Team, IAuditGrain Trail)> Founded(Caller who)
    {
        var id = new TeamId(Guid.NewGuid());
        var team = cluster.Grains.GetGrain<ITeamGrain>(id.Value);
        await team.Found(who, "Builders");
        return (team, cluster.Grains.GetGrain<IAuditGrain>(Trail.Of(id)));
    }

    async Task<Caller> Named(string name)
    {
        var who = Caller.Account(new(Guid.NewGuid()));
        await cluster.Grains.GetGrain<IPmGrain>(who.Person.Value).Introduce(who, name);
        return who;
    }

    /// <summary>A refusal is noted by itself, some time after it was said.</summary>
    static async Task<IReadOnlyList<AuditLine>> Until(IAuditGrain trail, Caller who, Func<IReadOnlyList<AuditLine>, bool> so)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(RetroCluster.Patience);
        while (true)
        {
            var lines = await trail.Find(who, new());
            if (so(lines))
                return lines;
            patience.Token.ThrowIfCancellationRequested();
        }
    }
}

[Collection(nameof(RetroCluster))]
public sealed class LeavingATrailInFiles(RetroCluster cluster) : LeavingATrail(cluster);

[Collection(nameof(RetroClusterInADatabase))]
public sealed class LeavingATrailInADatabase(RetroClusterInADatabase cluster) : LeavingATrail(cluster);
