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

        Assert.True(await button.Says<double>("it => parseFloat(getComputedStyle(it).fontSize)") > 12);
        Assert.NotEqual("rgba(0, 0, 0, 0)", await button.Says<string>("it => getComputedStyle(it).backgroundColor"));
    }

    /// <summary>Neither a name of forty letters nor a word of two hundred has a place to break.</summary>
    [Theory, Trait("Row", "R02"), Trait("Row", "R11"), Trait("Row", "R19"), Trait("Row", "R21")]
    [InlineData(390)]
    [InlineData(320)]
    public async Task However_long_a_name_or_a_word_is(int width)
    {
        var (name, other, word) = ("Maximiliane" + new string('m', 29), "Bartholomaeus" + new string('w', 27), "Donaudampf" + new string('w', 190));
        var site = (await shared.Program).Address;
        using var api = new ApiClient(site);
        var retro = await TestRetro.Start(api, title: other);
        var ben = await retro.Join(other);
        await ben.Card(word);
        await using var ana = await chrome.Person(name, site, width, height: 844, touch: true);

        await ana.Open($"/join/{retro.JoinCode}");
        await ana.Field("Your name").FillAsync(name);
        await StaysPut(ana, "join");
        await ana.Join(retro.JoinCode);
        foreach (var phase in new[] { "write", "group", "vote", "discuss" })
        {
            await retro.Facilitator.Enter(phase);
            await Assertions.Expect(ana.Page.Locator(".rail__now")).ToContainTextAsync(phase, new() { IgnoreCase = true });
            await ana.Sees(word);
            await StaysPut(ana, phase);
        }
        await retro.Facilitator.Enter("commit");
        await ana.Ask($"{name} (you)", word, word);
        await ana.Ask(other, $"again {word}", word);
        await StaysPut(ana, "commit");
        await retro.Facilitator.Enter("close");
        await Assertions.Expect(ana.Page.GetByRole(AriaRole.Radio).First).ToBeVisibleAsync();
        await StaysPut(ana, "close");
        foreach (var page in new[] { "summary", "promises" })
        {
            await ana.Open($"/retros/{retro.Id}/{page}");
            await Assertions.Expect(ana.Page.GetByText(word).Filter(new() { Visible = true }).First).ToBeVisibleAsync();
            await StaysPut(ana, page);
        }
    }

    static async Task StaysPut(Person person, string page)
    {
        var wide = await person.Page.Says<string[]>("""
            () => {
              scrollTo(9999, scrollY);
              const moved = scrollX;
              scrollTo(0, scrollY);
              return moved ? [`${moved}`, ...[...document.querySelectorAll('body *')].filter(e => !e.closest('details:not([open])') && (e.getBoundingClientRect().right > innerWidth + 1 || e.scrollWidth > e.clientWidth + 1)).map(e => `${e.localName}.${e.className}`)] : [];
            }
            """);
        Assert.True(wide.Length == 0, $"{page} scrolls sideways: {string.Join(", ", wide)}");
    }
}
