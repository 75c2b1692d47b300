using System.Globalization;
using OrleansRetro.Tests.Infrastructure;
using static Microsoft.Playwright.Assertions;

namespace OrleansRetro.Tests.Browser;

/// <summary>The program ends without a word and is started again: same board, same phase, same place, and the words are there.</summary>
public sealed class WhenTheServerIsKilled(Chrome chrome)
{
    [Fact, Trait("Row", "Fault-R26")]
    public async Task The_page_comes_back_by_itself()
    {
        var url = ("ASPNETCORE_URLS", $"http://127.0.0.1:{FreePort.Next().ToString(CultureInfo.InvariantCulture)}");
        var data = Directory.CreateTempSubdirectory("retro-killed-").FullName;
        var program = await RetroProgram.Start(data, url);
        try
        {
            using var api = new ApiClient(program.Address);
            await using var ana = await chrome.Person("Ana", program.Address);
            var retro = await ana.Starts(api, format: "start-stop-continue");
            for (var card = 0; card < 30; card++)
                await retro.Facilitator.Card($"Card {card}", "start");
            await ana.Opens(retro);
            await ana.Field("Add a card to Stop").FillAsync("Half a thought");
            await ana.Page.Does("() => scrollTo(0, 700)");
            await ana.Page.WaitForFunctionAsync("() => scrollY === 700");
            await ana.Mark();

            await program.Kill();
            await ana.Sees("Reconnecting… Your text is safe here.");
            Assert.Equal(0, await ana.Page.Locator("dialog[open]").CountAsync().Soon());
            await program.DisposeAsync();
            program = await RetroProgram.Start(data, url);

            await ana.IsBack();
            Assert.EndsWith($"/retros/{retro.Id}", ana.Page.Url, StringComparison.Ordinal);
            await Expect(ana.Page.Locator("[data-card]")).ToHaveCountAsync(30);
            await Expect(ana.Field("Add a card to Stop")).ToHaveValueAsync("Half a thought");
            await ana.Page.WaitForFunctionAsync("() => Math.abs(scrollY - 700) < 20");
            Assert.Equal(0, await ana.Page.Locator("dialog[open]").CountAsync().Soon());
            await ana.Field("Add a card to Stop").PressAsync("Enter");
            await Expect(ana.Page.Locator("[data-card]")).ToHaveCountAsync(31);
        }
        finally
        {
            await program.DisposeAsync();
            Directory.Delete(data, recursive: true);
        }
    }
}
