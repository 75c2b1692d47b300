using OrleansRetro.Tests.Infrastructure;

namespace OrleansRetro.Tests.Faults;

/// <summary>The whole program on a small disk that fills up.</summary>
public sealed class FullDiskTests : IAsyncLifetime
{
    readonly string _disk = Directory.CreateTempSubdirectory("retro-disk-").FullName;

    public async ValueTask InitializeAsync() => await Tool.Run("mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", _disk);

    public async ValueTask DisposeAsync()
    {
        await Tool.Run("umount", _disk);
        Directory.Delete(_disk);
    }

    [Fact, Trait("Row", "Fault-R14")]
    public async Task Writes_are_refused_in_plain_words_reads_go_on_and_it_resumes_by_itself()
    {
        var data = Path.Combine(_disk, "data");
        await using var program = await RetroProgram.Start(data, ("Retro__Limits__Enabled", "false"));
        using var api = new ApiClient(program.Address);
        var retro = await TestRetro.Start(api);
        var ballast = Path.Combine(_disk, "ballast");
        await using (var file = File.Create(ballast))
            file.Write(new byte[5 * 1024 * 1024]);

        var kept = new List<Guid>();
        Answer refused;
        while (true)
        {
            var card = Guid.NewGuid();
            var answer = await retro.Facilitator.PutCard(card, new string('x', 2_000));
            if ((int)answer.Status != 200)
            {
                refused = answer;
                break;
            }
            kept.Add(card);
            Assert.True(kept.Count < 2_000, "8 MiB can't hold this much.");
        }
        refused.Is(503, "store-refused");
        Assert.Equal("1", refused.Header("Retry-After"));
        Assert.Equal("Unhealthy", (await api.Get("/health/ready")).Is(503).Text);
        (await api.Get("/health/live")).Is(200);
        Assert.Equal(kept.Order(), await Cards(retro.Facilitator));
        (await api.Post("/api/v1/retros", new { title = "A", format = "kudos" })).Is(503, "store-refused");

        File.Delete(ballast);
        (await retro.Facilitator.PutCard(Guid.NewGuid(), "It goes on")).Is(200);
        (await api.Get("/health/ready")).Is(200);
        Assert.Equal(kept.Count + 1, (await Cards(retro.Facilitator)).Length);

        await program.Stop();
        await using var again = await RetroProgram.Start(data);
        using var later = new ApiClient(again.Address);
        Assert.Equal(kept.Count + 1, (await Cards(retro.Facilitator with { Api = later })).Length);
    }

    static async Task<Guid[]> Cards(TestSeat seat) =>
        [.. (await seat.Board()).GetProperty("cards").EnumerateArray().Select(card => card.GetProperty("id").GetGuid()).Order()];
}
