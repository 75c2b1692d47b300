using Microsoft.Playwright;
using OrleansRetro.Tests.Infrastructure;
using static Microsoft.Playwright.Assertions;

namespace OrleansRetro.Tests.Browser;

/// <summary>The board in every phase, with everything that opens on it, and the pages that follow from it.</summary>
[Trait("Row", "Axe")]
public sealed class AccessibleBoard(Chrome chrome, SharedProgram shared)
{
    readonly Inspection _inspection = new();

    [Fact, Trait("Row", "R04")]
    public async Task Writing_and_everything_that_opens()
    {
        var site = (await shared.Program).Address;
        await using var ana = await chrome.Person("Ana", site);
        using var api = new ApiClient(site);
        var retro = await ana.Starts(api, hidden: true);
        var ben = await retro.Join("Ben");
        await ana.Opens(retro);
        await _inspection.Of(ana, "write, empty");

        await ana.Write("Went well", "One command starts everything.");
        await ben.Card("The build is slow on Mondays.", "did-not");
        await Expect(ana.Region("Didn't").GetByText("1 card face down")).ToBeVisibleAsync();
        await Expect(ana.Page.GetByRole(AriaRole.Img, new() { Name = "QR code for joining" })).ToBeVisibleAsync();
        await _inspection.Of(ana, "write, cards up and down, share");
        await ana.Button("Close sharing").ClickAsync();

        await ana.Button("Export").ClickAsync();
        await _inspection.Of(ana, "export");
        await ana.Page.Keyboard.PressAsync("Escape");
        await ana.Button("What is hidden?").ClickAsync();
        await _inspection.Of(ana, "what is hidden");
        await ana.Page.Keyboard.PressAsync("Escape");
        await ana.Page.Locator("details.people > summary").ClickAsync();
        await ana.Page.Locator("details.person > summary").First.ClickAsync();
        await _inspection.Of(ana, "people");
        await ana.Page.Keyboard.PressAsync("Escape");
        await ana.Page.Locator("details.more > summary").ClickAsync();
        await _inspection.Of(ana, "more");
        await ana.Button("Keyboard shortcuts").ClickAsync();
        await _inspection.Of(ana, "keys");
        _inspection.FoundNothingOn(7);
    }

    [Fact, Trait("Row", "R04")]
    public async Task From_grouping_to_the_next_retro()
    {
        var site = (await shared.Program).Address;
        await using var ana = await chrome.Person("Ana", site);
        using var api = new ApiClient(site);
        var retro = await ana.Starts(api);
        var ben = await retro.Join("Ben");
        var slow = await ben.Card("The build is slow on Mondays", "did-not");
        await ben.Card("Our build is slow", "did-not");
        await ben.Card("One command starts everything");
        var help = await ben.Card("Ask for help earlier", "ideas");
        var pair = await ben.Card("Pair when stuck", "ideas");
        await retro.Facilitator.Enter("group");
        (await retro.Facilitator.PutGroup(Guid.NewGuid(), "Help", help, pair)).Is(200);
        await ana.Opens(retro);
        await ana.Button("Suggest groups").ClickAsync();
        await Expect(ana.Button("Group them")).ToBeVisibleAsync();
        await _inspection.Of(ana, "group, with a suggestion");
        await ana.Page.Locator($"[data-card='{slow}'] summary.card__act").ClickAsync();
        await Expect(ana.Button("Group with…")).ToBeVisibleAsync();
        await _inspection.Of(ana, "group, with a menu");

        await ana.Next("Vote");
        await ana.Button("Vote for Help").ClickAsync();
        await ana.Sees("2 left");
        await _inspection.Of(ana, "vote");
        await ana.Next("Discuss");
        await ana.Button("Promise from this").ClickAsync();
        await Expect(ana.Field("What")).ToBeVisibleAsync();
        await _inspection.Of(ana, "discuss, with a promise");
        await ana.Next("Commit");
        await Expect(ana.Page.Locator(".discuss")).ToHaveCountAsync(0);
        await ana.Ask("Ana (you)", "merge every hour", "no branch is older than a day");
        await ana.Ask("Ben", "draw the dark theme first", "each page has both screenshots");
        await _inspection.Of(ana, "commit");
        await ana.Next("Close");
        await ana.Page.GetByRole(AriaRole.Radio, new() { Name = "4: " }).CheckAsync();
        await ana.Sees("1 answered");
        await _inspection.Of(ana, "close");
        var own = await ana.Page.GetByRole(AriaRole.Textbox, new() { Name = "Your promises from this retro" }).InputValueAsync();

        await ana.Open($"/retros/{retro.Id}/wall");
        await Expect(ana.Page.GetByRole(AriaRole.Img, new() { Name = "QR code for joining" })).ToBeVisibleAsync();
        await _inspection.Of(ana, "wall");
        await ana.Open(own);
        await _inspection.Of(ana, "your promises");
        await ana.Open($"/retros/{retro.Id}/summary");
        await _inspection.Of(ana, "summary");
        await ana.Button("Start the next one").ClickAsync();
        await ana.IsLive();
        await ana.Sees("Last time you promised one thing.");
        await _inspection.Of(ana, "check in, last time");
        await ana.Button("Safety check").ClickAsync();
        await Expect(ana.Page.GetByRole(AriaRole.Radio).First).ToBeVisibleAsync();
        await _inspection.Of(ana, "check in, a question");
        _inspection.FoundNothingOn(11);
    }

    [Fact, Trait("Row", "R34")]
    public async Task In_German()
    {
        var site = (await shared.Program).Address;
        await using var ana = await chrome.Person("Ana", site, locale: "de-DE");
        using var api = new ApiClient(site);
        var retro = await ana.Starts(api);
        await retro.Facilitator.Card("Ein Befehl startet alles.");
        await ana.Opens(retro);
        await _inspection.Of(ana, "Schreiben");
        await retro.Facilitator.Enter("vote");
        await Expect(ana.Page.Locator(".vote__add")).ToBeVisibleAsync();
        await _inspection.Of(ana, "Abstimmen");
        await retro.Facilitator.Enter("commit");
        await Expect(ana.Page.Locator("form.composer")).ToBeVisibleAsync();
        await _inspection.Of(ana, "Zusagen");
        _inspection.FoundNothingOn(3);
    }
}
