using System.Text;
using OrleansRetro.Tests.Infrastructure;
using OrleansRetro.Tests.Log;

namespace OrleansRetro.Tests.Distributed;

/// <summary>A silo of this version beside one of a later version, which writes a kind of event that this one doesn't know and says more on the wire.</summary>
[Collection(nameof(Alone)), Trait("Row", "Fault-R20")]
public sealed class TwoVersions(Postgres postgres)
{
    [Fact, Trait("Row", "Fault-R18")]
    public async Task They_serve_the_same_retros_and_neither_destroys_what_the_other_wrote()
    {
        await using var database = await postgres.Database();
        await using var today = new Slot(() => RetroProgram.StartSilo(database.ConnectionString));
        await using var later = new Slot(() => RetroProgram.StartLaterSilo(database.ConnectionString));
        await Task.WhenAll(today.Start(), later.Start());
        await using var web = await RetroProgram.Start(null, ("ConnectionStrings__Postgres", database.ConnectionString));
        using var api = new ApiClient(web.Address);

        // Enough of them that either silo holds some.
        var retros = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => TestRetro.Start(api)));
        var first = await Task.WhenAll(retros.Select(Write));
        foreach (var (retro, card) in retros.Zip(first))
        {
            await using var wire = await retro.Facilitator.Watch();
            Assert.Contains((await wire.Next("snapshot")).Data.GetProperty("cards").EnumerateArray(), shown => shown.GetProperty("id").GetGuid() == card);
        }

        // What the later version alone can write, it writes into one of them.
        await today.Stop();
        await Task.WhenAll(retros.Select(Write));
        (await retros[0].Facilitator.PutCard(first[0], "Reworded later")).Is(200);

        // Back to this version: that one can be read and taken home, the others are as they were.
        await today.Start();
        await later.Stop();
        foreach (var retro in retros[1..])
        {
            await Write(retro);
            Assert.Equal(3, (await retro.Facilitator.Board()).GetProperty("cards").GetArrayLength());
        }
        (await retros[0].Facilitator.PutCard(Guid.NewGuid(), "More")).Is(409, "damaged");
        Assert.Equal(2, (await retros[0].Facilitator.Board()).GetProperty("cards").GetArrayLength());
        Assert.Contains("Reworded later", Encoding.UTF8.GetString((await retros[0].Facilitator.Export("md")).Is(200).Bytes), StringComparison.Ordinal);
        using var ready = new ApiClient(today.Program.LocalAddress);
        (await ready.Get("/health/ready")).Is(200);

        // And forward again: nothing was dropped.
        await later.Start();
        await today.Stop();
        await Write(retros[0]);
        var cards = (await retros[0].Facilitator.Board()).GetProperty("cards").EnumerateArray().ToArray();
        Assert.Equal(["Reworded later", "Written", "Written"], cards.Select(card => card.GetProperty("text").GetString()).Order());
    }

    static Task<Guid> Write(TestRetro retro) => retro.Facilitator.Card("Written");

    /// <summary>A place in the cluster for a silo of one version.</summary>
    sealed class Slot(Func<Task<RetroProgram>> start) : IAsyncDisposable
    {
        RetroProgram? _running;

        public RetroProgram Program => _running ?? throw new InvalidOperationException("It was stopped.");

        public async Task Start() => _running = await start();

        /// <summary>As an operator does, who replaces one version by another.</summary>
        public async Task Stop()
        {
            await Program.Stop();
            await DisposeAsync();
        }

        public async ValueTask DisposeAsync()
        {
            if (_running is { } running)
                await running.DisposeAsync();
            _running = null;
        }
    }
}
