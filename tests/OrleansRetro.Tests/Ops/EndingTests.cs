using System.Diagnostics;
using System.Globalization;
using OrleansRetro.Tests.Distributed;
using OrleansRetro.Tests.Infrastructure;
using OrleansRetro.Tests.Log;

namespace OrleansRetro.Tests.Ops;

/// <summary>The program is told to end, and does.</summary>
[Collection(nameof(Alone))]
[Trait("Row", "Fault-R27")]
public sealed class EndingTests
{
    [Fact]
    public async Task Alone_it_ends_at_once_and_loses_nothing()
    {
        using var scratch = new ScratchDirectory();
        var url = ("ASPNETCORE_URLS", $"http://127.0.0.1:{FreePort.Next().ToString(CultureInfo.InvariantCulture)}");
        await using var program = await RetroProgram.Start(scratch.Path, url);
        using var api = new ApiClient(program.Address);
        var retros = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => TestRetro.Start(api)));
        Crowd[] crowds = [.. retros.Select(retro => new Crowd(retro, program.Address, program.Address))];
        using var end = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var writing = crowds.Select(crowd => crowd.Write(end.Token)).ToArray();
        var reading = crowds.Zip(writing, (crowd, written) => crowd.Read(written)).ToArray();
        await Task.WhenAll(crowds.Select(crowd => crowd.Wrote(10)));

        var told = Stopwatch.GetTimestamp();
        await program.Stop();
        Assert.InRange(Stopwatch.GetElapsedTime(told), TimeSpan.Zero, TimeSpan.FromSeconds(5));
        await using var again = await RetroProgram.Start(scratch.Path, url);
        await Task.WhenAll(crowds.Select(crowd => crowd.Wrote(crowd.Acknowledged.Count + 5)));
        await end.CancelAsync();
        await Task.WhenAll(writing);
        await Task.WhenAll(retros.Select(retro => retro.Facilitator.Card("The end, for those who still listen")));
        await Task.WhenAll(reading);

        foreach (var (retro, crowd) in retros.Zip(crowds))
        {
            var cards = (await retro.Facilitator.Board()).GetProperty("cards").EnumerateArray().Select(card => card.GetProperty("id").GetGuid()).ToHashSet();
            Assert.Superset(crowd.Acknowledged.ToHashSet(), cards);
        }
        Assert.Equal(0, program.ExitCode);
        Assert.Empty(program.Complaints);
    }

    [Theory]
    [InlineData("TERM")]
    [InlineData("INT")]
    public async Task Told_once_it_sends_people_elsewhere_and_told_twice_it_ends(string signal)
    {
        await using var program = await RetroProgram.Start(null, ("Retro__DrainSeconds", "300"));
        using var api = new ApiClient(program.Address);
        using var ben = new PageVisitor(program.Address);
        var retro = await TestRetro.Start(api);
        await ben.Join(retro, "Ben");
        await using var page = await Circuit.Open(ben, $"/retros/{retro.Id}");
        await using var wire = await retro.Facilitator.Watch();
        await wire.Next("snapshot");

        await program.Signal(signal);
        using var patience = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while ((int)(await api.Get("/health/ready")).Status == 200)
            await patience.WaitForNextTickAsync(TestContext.Current.CancellationToken);
        (await api.Get("/health/live")).Is(200);
        var refused = await api.Send(HttpMethod.Post, "/_blazor/negotiate?negotiateVersion=1", null, null, ("Origin", program.Address.GetLeftPart(UriPartial.Authority)));
        Assert.Equal(("1", true), (refused.Is(503).Header("Retry-After"), refused.Headers.ConnectionClose));
        var later = await ben.Get($"/retros/{retro.Id}");
        Assert.Equal(("1", "1"), (later.Is(503).Header("Refresh"), later.Header("Retry-After")));
        (await ben.Get("/")).Is(200);
        var card = await retro.Facilitator.Card("Whoever is here goes on for a while");
        await wire.Change("card", card);
        await page.Shows("Whoever is here goes on for a while");

        var told = Stopwatch.GetTimestamp();
        await program.Signal(signal);
        await program.Exited();
        Assert.InRange(Stopwatch.GetElapsedTime(told), TimeSpan.Zero, TimeSpan.FromSeconds(5));
        Assert.Equal(0, program.ExitCode);
        while (await wire.Next() is { } last)
            Assert.NotEqual("snapshot", last.Name);
        await page.Ended();
        Assert.Empty(program.Complaints);
    }

    [Fact, Trait("Row", "Fault-R34")]
    public async Task How_long_is_a_number() =>
        Assert.Contains("Retro__DrainSeconds", string.Join('\n', (await RetroProgram.Run(null, ("Retro__DrainSeconds", "a while"))).Said), StringComparison.Ordinal);
}
