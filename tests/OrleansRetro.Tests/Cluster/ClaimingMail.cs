using OrleansRetro.Commitments;
using OrleansRetro.EventSourcing;
using OrleansRetro.Pms;

namespace OrleansRetro.Tests.Cluster;

/// <summary>However many would send somebody's mail, one gets it.</summary>
[Trait("Row", "S23")]
public abstract class ClaimingMail(RetroCluster cluster)
{
    [Fact]
    public async Task Of_many_who_ask_at_once_one_gets_it_and_nobody_after_a_restart()
    {
        var retro = await LiveRetro.Start(cluster, phase: Retros.Phase.Discuss);
        var due = DateOnly.FromDateTime(cluster.Time.GetUtcNow().AddDays(1).UtcDateTime);
        while (due.DayOfWeek is not DayOfWeek.Tuesday)
            due = due.AddDays(1);
        await retro.Grain.ProposeAction(retro.Ana.Caller, new(new(Guid.NewGuid()), retro.Ben.Seat, "send it", "it is there", due, "UTC"));
        var pm = cluster.Grains.GetGrain<IPmGrain>(retro.Ben.Caller.Person.Value);
        // To the next Monday, in the middle of the morning.
        var now = cluster.Time.GetUtcNow();
        cluster.Time.SetUtcNow(new(due.AddDays(-1).ToDateTime(new(11, 0)) is var monday && monday > now.UtcDateTime ? monday : now.UtcDateTime, TimeSpan.Zero));
        Assert.True((await pm.LookForMail(Caller.Room)).IsDue);

        var claimed = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => pm.ClaimMail(Caller.Room)));
        var mail = Assert.Single(claimed, one => one is not null)!;
        Assert.Equal((MailKind.AskedOfYou, "send it"), (Assert.Single(mail.Lines).Kind, mail.Lines[0].Promise.What));
        await cluster.Reload(pm);
        Assert.Null(await pm.ClaimMail(Caller.Room));

        await pm.ReturnMail(Caller.Room, mail.At);
        Assert.NotNull(await pm.ClaimMail(Caller.Room));
    }
}

[Collection(nameof(RetroCluster))]
public sealed class ClaimingMailInFiles(RetroCluster cluster) : ClaimingMail(cluster);

[Collection(nameof(RetroClusterInADatabase))]
public sealed class ClaimingMailInADatabase(RetroClusterInADatabase cluster) : ClaimingMail(cluster);
