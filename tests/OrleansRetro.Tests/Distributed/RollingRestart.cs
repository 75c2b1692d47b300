using OrleansRetro.Tests.Browser;
using OrleansRetro.Tests.Infrastructure;
using OrleansRetro.Tests.Log;
using static Microsoft.Playwright.Assertions;

namespace OrleansRetro.Tests.Distributed;

/// <summary>An operator replaces everything while people work: process after process is told to end and started anew.</summary>
[Collection(nameof(Alone))]
[Trait("Row", "Fault-R27")]
public sealed class RollingRestart(Chrome chrome, Postgres postgres)
{
    static readonly TimeSpan Bearable = TimeSpan.FromSeconds(8);

    // How long the page was cut off, each time from the first sign until it is live again, reloaded or not.
    const string Gaps = """
        const read = () => JSON.parse(sessionStorage.getItem('gaps') ?? '[]');
        document.addEventListener('retro:disconnected', () => sessionStorage.setItem('cut', sessionStorage.getItem('cut') ?? String(Date.now())));
        setInterval(() => {
          const cut = sessionStorage.getItem('cut');
          const strip = document.getElementById('components-reconnect-modal');
          if (!cut || !strip || strip.dataset.state || !('live' in document.documentElement.dataset)) return;
          sessionStorage.setItem('gaps', JSON.stringify([...read(), Date.now() - Number(cut)]));
          sessionStorage.removeItem('cut');
        }, 50);
        """;

    [Fact]
    public async Task Nobody_loses_anything_or_waits_for_long()
    {
        await using var fleet = await Fleet.Start(postgres, [("Logging__Console__FormatterOptions__SingleLine", "true")]);
        await using var east = new Proxy(fleet, 0);
        await using var west = new Proxy(fleet, 1);
        using var api = new ApiClient(west.Address);
        await using var ana = await chrome.Person("Ana", west.Address);
        await ana.Context.AddInitScriptAsync(Gaps);
        var hers = await ana.Starts(api);
        await ana.Opens(hers);
        await ana.Field("Add a card to Ideas").FillAsync("Half a thought");

        TestRetro[] retros = [hers, await TestRetro.Start(api), await TestRetro.Start(api)];
        Crowd[] crowds = [.. retros.SelectMany(retro => new[] { new Crowd(retro, east.Address, west.Address), new Crowd(retro, west.Address, east.Address) })];
        using var end = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var writing = crowds.Select(crowd => crowd.Write(end.Token)).ToArray();
        var reading = crowds.Zip(writing, (crowd, written) => crowd.Read(written)).ToArray();

        await fleet.Roll(fleet.Silos, 0);
        await fleet.Roll(fleet.Silos, 1);
        await fleet.Roll(fleet.Webs, 0);
        await fleet.Roll(fleet.Webs, 1);
        await ana.IsConnected();
        await Expect(ana.Field("Add a card to Ideas")).ToHaveValueAsync("Half a thought");
        await ana.Field("Add a card to Ideas").PressAsync("Enter");
        await Expect(ana.Region("Ideas").Locator("[data-card]")).ToHaveCountAsync(1);
        await end.CancelAsync();
        await Task.WhenAll(writing);
        await Task.WhenAll(retros.Select(retro => retro.Facilitator.Card("The end, for those who still listen")));
        await Task.WhenAll(reading);

        foreach (var retro in retros)
        {
            var cards = (await retro.Facilitator.Board()).GetProperty("cards").EnumerateArray().Select(card => card.GetProperty("id").GetGuid()).ToList();
            Assert.Equal(cards.Count, cards.Distinct().Count());
            Assert.Superset(crowds.Where(crowd => crowd.Retro == retro).SelectMany(crowd => crowd.Acknowledged).ToHashSet(), cards.ToHashSet());
        }
        var gaps = await ana.Page.Says<double[]>("() => JSON.parse(sessionStorage.getItem('gaps') ?? '[]')");
        var figures = $"cards {crowds.Sum(crowd => crowd.Acknowledged.Count)}, longest wait {crowds.Max(crowd => crowd.LongestWait)}, longest silence {crowds.Max(crowd => crowd.LongestSilence)}, page {string.Join(' ', gaps)} ms";
        TestContext.Current.TestOutputHelper?.WriteLine(figures);
        Assert.Equal("", string.Join('\n', crowds.SelectMany(crowd => crowd.Failures)));
        Assert.All(crowds, crowd => Assert.True(crowd.LongestWait < Bearable && crowd.LongestSilence < Bearable, figures));
        Assert.NotEmpty(gaps);
        Assert.All(gaps, gap => Assert.True(gap < Bearable.TotalMilliseconds, figures));
        Assert.All(fleet.Ended, program => Assert.Equal(0, program.ExitCode));
        var complaints = string.Join('\n', fleet.Ended.Concat(fleet.Webs).Concat(fleet.Silos).SelectMany(program => program.Complaints));
        Assert.True(complaints.Length == 0, complaints);
    }
}
