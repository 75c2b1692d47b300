using OrleansRetro.Sql;
using OrleansRetro.Tests.Infrastructure;

namespace OrleansRetro.Tests.Faults;

/// <summary>Acknowledged means stored.</summary>
public sealed class WriteLockTests
{
    [Fact, Trait("Row", "Fault-R1")]
    public async Task Nothing_is_acknowledged_or_shown_while_the_store_can_not_commit()
    {
        await using var program = await RetroProgram.Start();
        using var api = new ApiClient(program.Address);
        var retro = await TestRetro.Start(api);
        await using var wire = await retro.Facilitator.Watch();
        await wire.Next("snapshot");
        var card = Guid.NewGuid();
        Task<Answer> put;
        using (var other = SqliteFile.OpenWriter(Path.Combine(program.DataDirectory, "log.db")))
        {
            other.Run("BEGIN IMMEDIATE");
            put = retro.Facilitator.PutCard(card, "Not yet");
            for (var looks = 0; looks < 50; looks++)
            {
                Assert.Empty((await retro.Facilitator.Board()).GetProperty("cards").EnumerateArray());
                Assert.False(put.IsCompleted);
            }
            Assert.Equal("Unhealthy", (await api.Get("/health/ready")).Is(503).Text);
        }
        var stored = (await put).Is(200);
        await wire.Change("card", card);
        Assert.Equal(stored.Version, (await retro.Facilitator.Board()).GetProperty("version").GetInt64());
    }

    [Fact, Trait("Row", "Fault-R1")]
    public async Task What_was_acknowledged_is_there_after_a_kill()
    {
        var data = Directory.CreateTempSubdirectory("retro-kill-").FullName;
        try
        {
            TestSeat seat;
            Guid[] cards;
            await using (var program = await RetroProgram.Start(data))
            {
                using var api = new ApiClient(program.Address);
                var retro = await TestRetro.Start(api);
                seat = retro.Facilitator;
                cards = await Task.WhenAll(Enumerable.Range(0, 100).Select(number => seat.Card($"{number}")));
                await program.Kill();
            }
            await using var again = await RetroProgram.Start(data);
            using var later = new ApiClient(again.Address);
            seat = seat with { Api = later };
            Assert.Equal(cards.Order(), (await seat.Board()).GetProperty("cards").EnumerateArray().Select(card => card.GetProperty("id").GetGuid()).Order());
            (await seat.PutCard(cards[0], "Still mine")).Is(200);
        }
        finally
        {
            Directory.Delete(data, recursive: true);
        }
    }
}
