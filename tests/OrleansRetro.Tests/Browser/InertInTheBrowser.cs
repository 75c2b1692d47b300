using Microsoft.Playwright;
using OrleansRetro.Tests.Infrastructure;
using static Microsoft.Playwright.Assertions;

namespace OrleansRetro.Tests.Browser;

/// <summary>Words that would like to be code, in every field, on every page that shows them: they stay words.</summary>
[Trait("Row", "Attack-A46")]
public sealed class InertInTheBrowser(Chrome chrome, SharedProgram shared)
{
    const string Short = "<img src=x onerror=alert(1)>');alert(1)//";

    const string Long = """
        <script>alert(1)</script> <img src=x onerror=alert(1)> <svg/onload=alert(1)> [x](javascript:alert(1)) [y](JaVa&#x73;cript:alert(1)) [z](data:text/html,1)
        <javascript:alert(1)> hi {onclick=alert(1)} # h {style=color:red} ![t](http://tracker.example/p.gif) ![v](https://www.youtube.com/watch?v=abc) ');alert(1)// {{constructor.constructor('alert(1)')()}}
        """;

    [Fact, Trait("Row", "Attack-A42"), Trait("Row", "Attack-A43"), Trait("Row", "Attack-A45"), Trait("Row", "Attack-A47")]
    public async Task On_the_board_the_wall_the_summary_and_beyond()
    {
        var site = (await shared.Program).Address;
        await using var ana = await chrome.Person(Short, site);
        using var api = new ApiClient(site);
        var retro = await ana.Starts(api, title: Short);
        var ben = await retro.Join("Ben");
        await ana.Opens(retro);
        await ana.Page.Locator("details.more > summary").ClickAsync();
        await ana.Button("Add column…").ClickAsync();
        await ana.Page.Locator("dialog[open] input").First.FillAsync(Short);
        await ana.Page.Locator("dialog[open] [type=submit]").ClickAsync();
        await Expect(ana.Page.Locator("dialog[open]")).ToHaveCountAsync(0);
        await ana.Field("Add a card to Went well").FillAsync(Long);
        await ana.Field("Add a card to Went well").PressAsync("Enter");
        await Expect(ana.Page.Locator("[data-card]")).ToHaveCountAsync(1, new() { Timeout = 20_000 });
        var card = await retro.Facilitator.Card(Long);
        await IsInert(ana, "write");

        await ana.Next("Group");
        await Expect(ana.Button("Next: Vote")).ToBeVisibleAsync();
        (await ben.PutGroup(Guid.NewGuid(), Short, card)).Is(200);
        await Expect(ana.Page.Locator("li.group")).ToBeVisibleAsync();
        await ana.Page.Locator("li.group li.card summary.card__act").ClickAsync();
        await ana.Button("Comment").ClickAsync();
        await ana.Field("Add a comment").FillAsync(Long);
        await ana.Field("Add a comment").PressAsync("Enter");
        await Expect(ana.Page.Locator(".talk__text")).ToContainTextAsync("<script>");
        await IsInert(ana, "group");
        await ana.Next("Vote");
        await ana.Button($"Vote for {Short}").ClickAsync();
        await ana.Sees("2 left");
        await IsInert(ana, "vote");
        await ana.Next("Discuss");
        await ana.Field("Notes").FillAsync(Long);
        await ana.Field("Notes").BlurAsync();
        await Expect(ana.Page.Locator(".notes [role=status]")).ToHaveTextAsync("Saved");
        await IsInert(ana, "discuss");
        await ana.Open($"/retros/{retro.Id}/wall");
        await Expect(ana.Page.GetByRole(AriaRole.Img, new() { Name = "QR code for joining" })).ToBeVisibleAsync();
        await IsInert(ana, "wall");

        await ana.Opens(retro);
        await ana.Next("Commit");
        await Expect(ana.Page.Locator(".discuss")).ToHaveCountAsync(0);
        await ana.Ask($"{Short} (you)", Short, Short);
        await IsInert(ana, "commit");
        await ana.Next("Close");
        var takeAway = ana.Page.Locator("textarea[data-draft='take-away']");
        await takeAway.FillAsync(Short);
        await takeAway.BlurAsync();
        await ana.Button("Share with the room").Or(ana.Page.Locator("section:has(#take-away) button")).First.ClickAsync();
        await ana.Field("For what").FillAsync(Short);
        await ana.Button("Say thanks").ClickAsync();
        await Expect(ana.Page.Locator(".spoken li").First).ToContainTextAsync("onerror");
        await IsInert(ana, "close");
        await ana.Open($"/retros/{retro.Id}/summary");
        Assert.StartsWith(Short, await ana.Page.TitleAsync(), StringComparison.Ordinal);
        await IsInert(ana, "summary");
        await ana.Open($"/retros/{retro.Id}/promises");
        await IsInert(ana, "promises");
        await ana.Open($"/join/{retro.JoinCode}");
        await ana.Open("/");
        await Expect(ana.Page.Locator(".recent li").First).ToContainTextAsync("onerror");
        await IsInert(ana, "landing");
        Assert.Empty(ana.Elsewhere);
    }

    /// <summary>The words are there, and nothing has become of them; requests, dialogs and complaints of the policy are heard by the person.</summary>
    static async Task IsInert(Person person, string page)
    {
        Assert.True(await person.Page.GetByText("onerror").CountAsync().Soon() > 0, $"{page} does not show the words at all.");
        var live = await person.Page.Says<string[]>("""
            () => [...document.querySelectorAll('*')].flatMap(node => [
              ...[...node.attributes].filter(a => a.name.startsWith('on')).map(a => `${node.localName} ${a.name}`),
              ...['img', 'iframe', 'object', 'embed'].filter(name => node.localName === name),
              ...(node.localName === 'script' && !node.src ? ['inline script'] : []),
              ...(node.hasAttribute('href') && node.closest('a') && !/^https?:$/.test(new URL(node.href, location).protocol) ? [node.outerHTML] : []),
            ])
            """);
        Assert.True(live.Length == 0, $"{page}: {string.Join(", ", live)}");
    }
}
