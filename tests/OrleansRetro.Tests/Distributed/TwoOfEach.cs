using OrleansRetro.Tests.Infrastructure;
using OrleansRetro.Tests.Log;

namespace OrleansRetro.Tests.Distributed;

/// <summary>One product over several processes: whoever is asked, it is the same retro, and no process is missed for long.</summary>
[Collection(nameof(Alone))]
public sealed class TwoOfEach(Postgres postgres)
{
    [Fact]
    public async Task What_is_written_at_one_web_is_on_the_wire_of_the_other()
    {
        // Everything is in the database, so there may be nowhere else to write.
        await using var fleet = await Fleet.Start(postgres, [("HOME", "/proc/nowhere")]);
        using var here = new ApiClient(fleet.Webs[0].Address);
        using var there = new ApiClient(fleet.Webs[1].Address);
        var retro = await TestRetro.Start(here);
        await using var wire = await there.Watch(retro.Id, retro.Facilitator.Token);
        await wire.Next("snapshot");

        var card = await retro.Facilitator.Card("Written here, read there");
        Assert.Equal("Written here, read there", (await wire.Change("card", card)).GetProperty("text").GetString());
        (await (retro.Facilitator with { Api = there }).PutCard(card, "Reworded there")).Is(200);
        Assert.Equal("Reworded there", (await retro.Facilitator.See(card))!.Value.GetProperty("text").GetString());

        // A form of one web is a form of the other: they protect with the same keys.
        using var browser = new PageVisitor(fleet.Webs[0].Address);
        (await browser.PostAt(fleet.Webs[1].Address, "/start", "/")).Is(302);
        foreach (var program in fleet.Webs.Concat(fleet.Silos))
        {
            using var api = new ApiClient(program.LocalAddress);
            (await api.Get("/health/ready")).Is(200);
        }
    }

    [Fact, Trait("Row", "Fault-R3"), Trait("Row", "R10")]
    public async Task Silos_that_die_one_after_the_other_lose_nothing_that_was_acknowledged()
    {
        await using var fleet = await Fleet.Start(postgres);
        using var here = new ApiClient(fleet.Webs[0].Address);
        using var there = new ApiClient(fleet.Webs[1].Address);
        var retros = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => TestRetro.Start(here)));
        using var end = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var writing = retros.Select(retro => Write(retro, [here, there], end.Token)).ToArray();
        var wires = await Task.WhenAll(retros.Select(retro => there.Watch(retro.Id, retro.Facilitator.Token)));

        await fleet.Replace(0);
        await fleet.Replace(1);
        await end.CancelAsync();
        var acknowledged = await Task.WhenAll(writing);

        for (var i = 0; i < retros.Length; i++)
        {
            Assert.NotEmpty(acknowledged[i]);
            var cards = (await retros[i].Facilitator.Board()).GetProperty("cards").EnumerateArray().Select(card => card.GetProperty("id").GetGuid()).ToList();
            Assert.Equal(cards.Count, cards.Distinct().Count());
            Assert.Superset(acknowledged[i].ToHashSet(), cards.ToHashSet());
            await Heard(wires[i], acknowledged[i]);
            await wires[i].DisposeAsync();
        }
        // Calls that were late or lost are named by nobody: it would be said what somebody did on which board, and when.
        Assert.DoesNotContain(fleet.Said, line => line.Contains(nameof(Retros.IRetroGrain), StringComparison.Ordinal));
    }

    /// <summary>Writes card after card at both webs in turn, each until it is acknowledged.</summary>
    static async Task<List<Guid>> Write(TestRetro retro, ApiClient[] webs, CancellationToken end)
    {
        var acknowledged = new List<Guid>();
        while (!end.IsCancellationRequested)
        {
            var card = Guid.NewGuid();
            var seat = retro.Facilitator with { Api = webs[acknowledged.Count % webs.Length] };
            Answer answer;
            do
            {
                answer = await seat.PutCard(card, $"Card {acknowledged.Count}");
            }
            while ((int)answer.Status is 503 or 429);
            answer.Is(200);
            acknowledged.Add(card);
        }
        return acknowledged;
    }

    /// <summary>Reads on until every card was told once; versions rise by one.</summary>
    static async Task Heard(EventStream wire, List<Guid> cards)
    {
        var (missing, version) = (cards.ToHashSet(), 0L);
        while (missing.Count > 0)
        {
            var next = await wire.Next() ?? throw new InvalidOperationException($"The stream ended with {missing.Count} cards untold.");
            if (next.Name == "snapshot")
            {
                missing.ExceptWith(next.Data.GetProperty("cards").EnumerateArray().Select(card => card.GetProperty("id").GetGuid()));
                version = next.Data.GetProperty("version").GetInt64();
            }
            else if (next.Name == "change")
            {
                Assert.Equal(++version, next.Id);
                missing.ExceptWith(next.Changes.Where(change => change.GetProperty("type").GetString() == "card").Select(change => change.GetProperty("id").GetGuid()));
            }
        }
    }
}
