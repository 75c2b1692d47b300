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
        var monday = DateOnly.FromDateTime(cluster.Time.GetUtcNow().AddDays(1).UtcDateTime);
        while (monday.DayOfWeek is not DayOfWeek.Monday)
            monday = monday.AddDays(1);
        await retro.Grain.ProposeAction(retro.Ana.Caller, new(new(Guid.NewGuid()), retro.Ben.Seat, "send it", "it is there", monday.AddDays(1), "UTC"));
        var pm = cluster.Grains.GetGrain<IPmGrain>(retro.Ben.Caller.Person.Value);
        cluster.Time.SetUtcNow(new(monday.ToDateTime(new(11, 0)), TimeSpan.Zero));
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
