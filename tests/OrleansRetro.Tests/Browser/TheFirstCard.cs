using Microsoft.Playwright;
using OrleansRetro.Tests.Infrastructure;

namespace OrleansRetro.Tests.Browser;

/// <summary>From the landing page to a card of one's own.</summary>
public class TheFirstCard(Chrome chrome, SharedProgram shared)
{
    [Fact, Trait("Row", "R01")]
    public async Task Takes_one_click_and_one_text()
    {
        await using var ana = await chrome.Person("Ana", (await shared.Program).Address);
        await ana.Open("/");
        await ana.Button("Start a retro").ClickAsync();
        await ana.Page.WaitForURLAsync("**/retros/*");
        await Assertions.Expect(ana.Field("Add a card to Went well")).ToBeFocusedAsync();
        await ana.Write("Went well", "One command starts everything.");
        Assert.Empty(ana.Elsewhere);
    }
}
