using OrleansRetro.Tests.Infrastructure;

namespace OrleansRetro.Tests.Api;

/// <summary>A board that was deleted, here the sample by its form: nothing is left for anybody, whether they come anew or were there.</summary>
[Trait("Row", "R01"), Trait("Row", "R26")]
public sealed class DeletedTests(SharedProgram shared)
{
    [Fact]
    public async Task Every_reader_is_told_that_there_is_no_such_retro()
    {
        using var api = await shared.Client();
        using var ana = new PageVisitor(api.Address);
        var (seat, ben) = await Sample(ana, api);
        await using var open = await ben.Watch();
        await open.Next("snapshot");

        await Delete(ana, seat);
        await Ended(open);

        foreach (var one in new[] { seat, ben })
        {
            (await one.GetBoard()).Is(404, "not-found");
            await using var changes = await one.Watch();
            Assert.Equal(404, (int)changes.Response.StatusCode);
            foreach (var kind in new[] { "md", "csv", "json" })
                (await one.Export(kind)).Is(404, "not-found");
            (await one.PutCard(Guid.NewGuid(), "Too late")).Is(404, "not-found");
            (await one.PutPhase("write")).Is(404, "not-found");
            (await one.PutVotes(Guid.NewGuid(), 1)).Is(404, "not-found");
        }
        foreach (var page in new[] { "", "/wall", "/summary" })
            Assert.Contains("There is no retro here.", (await ana.Get($"/retros/{seat.Retro}{page}")).Is(404).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_streams_of_those_who_listen_end()
    {
        using var api = await shared.Client();
        using var ana = new PageVisitor(api.Address);
        var (seat, ben) = await Sample(ana, api);
        await using var hers = await seat.Watch();
        await using var his = await ben.Watch();
        await hers.Next("snapshot");
        await his.Next("snapshot");

        await Delete(ana, seat);

        await Ended(hers);
        await Ended(his);
    }

    [Theory, Trait("Row", "R25")]
    [InlineData("")]
    [InlineData("/wall")]
    public async Task A_page_that_is_open_says_so(string page)
    {
        using var api = await shared.Client();
        using var ana = new PageVisitor(api.Address);
        var (seat, _) = await Sample(ana, api);
        await using var open = await Circuit.Open(ana, $"/retros/{seat.Retro}{page}");
        await open.Shows("A sample");

        await Delete(ana, seat);

        await open.Shows("This retro was deleted.");
        Assert.False(open.HasEnded);
    }

    static async Task<(TestSeat Ana, TestSeat Ben)> Sample(PageVisitor ana, ApiClient api)
    {
        var id = (await ana.Post("/sample", "/")).Is(302).Header("Location")!["/retros/".Length..];
        var seat = ana.SeatIn(api, id);
        var code = (await seat.Board()).GetProperty("joinCode").GetString()!;
        return (seat, await new TestRetro(api, id, code, "", seat).Join("Eve"));
    }

    static async Task Ended(EventStream stream)
    {
        while (await stream.Next() is { } last)
            Assert.Equal("room", last.Name);
    }

    static async Task Delete(PageVisitor ana, TestSeat seat) =>
        Assert.Equal("/", (await ana.Post($"/retros/{seat.Retro}/remove-sample", $"/retros/{seat.Retro}/summary")).Is(302).Header("Location"));
}
