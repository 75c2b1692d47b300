using System.Diagnostics;
using System.Text.Json;
using OrleansRetro.Commitments;
using OrleansRetro.EventSourcing;
using OrleansRetro.Pms;

namespace OrleansRetro.Tests.Cluster;

/// <summary>Whoever promised much is answered as quickly as others.</summary>
[Collection(nameof(RetroCluster)), Trait("Row", "S23")]
public sealed class FiveThousandPromises(RetroCluster cluster)
{
    const int Many = 5_000, AtOnce = 100;

    [Fact]
    public async Task Their_ledger_answers_at_once_and_catches_up_with_what_is_new()
    {
        var team = await LiveTeam.Found(cluster);
        var (ben, began) = (team.Ben, cluster.Time.GetUtcNow());
        for (var number = 0; number < Many; number += AtOnce)
            await cluster.Elsewhere.Append([.. Enumerable.Range(number, AtOnce).Select(each => Kept(each, team, began))]);
        var ledger = cluster.Grains.GetGrain<IPmLedgerGrain>(ben.Person.Value);

        // The first look folds ten thousand events; those after it find them folded.
        var first = await Within(30, () => ledger.Open(ben));
        Assert.Equal((200, Many / 2), (first.Promises.Length, first.Total));
        Assert.Equal(200, (await Within(2, () => ledger.Closed(ben))).Promises.Length);
        Assert.Equal(Many / 2, (await Within(2, () => ledger.Closed(ben, IPmLedgerGrain.Most))).Promises.Length);
        Assert.Equal(Many / 2, (await Within(2, () => ledger.OpenWith(ben, team.Ana.Person))).Promises.Length);
        Assert.Empty((await Within(2, () => ledger.OpenWith(ben, new(Guid.NewGuid())))).Promises);
        cluster.Time.Advance(TimeSpan.FromDays(40));
        Assert.Equal(Many, (await Within(2, () => ledger.Record(ben))).OnTime.Of);
        var id = new CommitmentId(Guid.NewGuid());
        await cluster.Grains.GetGrain<ICommitmentGrain>(id.Value).Propose(team.Ana, new("One more", "It is there", DateOnly.FromDateTime(cluster.Time.GetUtcNow().AddDays(9).UtcDateTime), "Etc/UTC", ben.Person, team.Ana.Person, team.Id));
        Assert.Contains((await Within(2, () => ledger.Open(ben, IPmLedgerGrain.Most))).Promises, promise => promise.Id == id);
    }

    /// <summary>Of every two one is kept and one open.</summary>
    static StreamWrite Kept(int number, LiveTeam team, DateTimeOffset at)
    {
        var terms = new Terms($"Do thing {number}", "It is there", DateOnly.FromDateTime(at.AddDays(14).UtcDateTime), "Etc/UTC");
        CommitmentEvent[] events =
        [
            new CommitmentRequested(terms, team.Ana.Person, team.Ben.Person, at) { Through = team.Id }, new PromiseMade("", at),
            .. number % 2 == 0 ? [new DeliveryDeclared(at.AddMinutes(1)), new SatisfactionDeclared(true, true, at.AddMinutes(2), team.Ana.Person)] : new CommitmentEvent[] { new RiskRaised(at), new CommitmentMissed(at.AddDays(15)) },
        ];
        return new($"commitment/{new CommitmentId(Guid.NewGuid())}", 0, [.. events.Select(e => (ReadOnlyMemory<byte>)JsonSerializer.SerializeToUtf8Bytes(e, CommitmentJson.Default.CommitmentEvent))],
            [PmGrain.TopicOf(team.Ben.Person), PmGrain.TopicOf(team.Ana.Person)]);
    }

    static async Task<T> Within<T>(int seconds, Func<Task<T>> ask)
    {
        var began = Stopwatch.GetTimestamp();
        var answer = await ask();
        var took = Stopwatch.GetElapsedTime(began);
        TestContext.Current.TestOutputHelper!.WriteLine($"{took.TotalMilliseconds:F0} ms");
        Assert.InRange(took, TimeSpan.Zero, TimeSpan.FromSeconds(seconds));
        return answer;
    }
}
