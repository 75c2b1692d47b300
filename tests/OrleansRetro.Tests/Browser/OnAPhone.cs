using Microsoft.Playwright;
using OrleansRetro.Tests.Infrastructure;

namespace OrleansRetro.Tests.Browser;

/// <summary>A board where one column fills the screen.</summary>
public class OnAPhone(Chrome chrome, SharedProgram shared)
{
    const int Wide = 390;

    [Fact, Trait("Row", "R02")]
    public async Task Sharing_is_offered_in_a_strip_and_covers_nothing()
    {
        await using var ana = await chrome.Person("Ana", (await shared.Program).Address, width: Wide, height: 844, touch: true);
        await ana.Open("/");
        await ana.Button("Start a retro").ClickAsync();
        await ana.Page.WaitForURLAsync("**/retros/*");
        await ana.Write("Went well", "One command starts everything.");

        await Assertions.Expect(ana.Button("Copy link")).ToBeVisibleAsync();
        var strip = (await ana.Page.GetByRole(AriaRole.Complementary, new() { Name = "Share" }).BoundingBoxAsync())!;
        var field = (await ana.Field("Add a card to Went well").BoundingBoxAsync())!;
        Assert.True(strip.Height < 80 && strip.Y + strip.Height <= field.Y, $"{strip.Y} + {strip.Height}, {field.Y}");
        await ana.Button("Show QR").ClickAsync();
        await Assertions.Expect(ana.Page.GetByRole(AriaRole.Img, new() { Name = "QR code for joining" })).ToBeInViewportAsync();
    }

    [Fact, Trait("Row", "R12")]
    public async Task Nothing_is_wider_than_the_screen()
    {
        await using var ana = await chrome.Person("Ana", (await shared.Program).Address, width: Wide, height: 844, touch: true);
        await ana.Open("/");
        await ana.Button("Start a retro").ClickAsync();
        await ana.Page.WaitForURLAsync("**/retros/*");
        await ana.Write("Went well", "One command starts everything.");

        Assert.Equal(Wide, await ana.Page.Says<int>("document.scrollingElement.scrollWidth"));
    }

    [Fact, Trait("Row", "R26")]
    public async Task What_the_header_opens_has_buttons_that_can_be_read()
    {
        await using var ana = await chrome.Person("Ana", (await shared.Program).Address, width: Wide, height: 844, touch: true);
        using var api = await shared.Client();
        await ana.Opens(await ana.Starts(api));
        await ana.Page.Locator("details.more > summary").ClickAsync();
        await ana.Button("Add column…").ClickAsync();
        var button = ana.Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Add column", Exact = true });
        await Assertions.Expect(button).ToBeVisibleAsync();

        Assert.True(await button.EvaluateAsync<double>("it => parseFloat(getComputedStyle(it).fontSize)") > 12);
        Assert.NotEqual("rgba(0, 0, 0, 0)", await button.EvaluateAsync<string>("it => getComputedStyle(it).backgroundColor"));
    }
}
