using Microsoft.Playwright;
using OrleansRetro.Tests.Infrastructure;
using static Microsoft.Playwright.Assertions;

namespace OrleansRetro.Tests.Browser;

/// <summary>What is seen less often: the smaller dialogs, several promises from last time, a summary in German.</summary>
[Trait("Row", "Axe")]
public sealed class AccessibleDetails(Chrome chrome, SharedProgram shared)
{
    readonly Inspection _inspection = new();

    [Fact, Trait("Row", "R04")]
    public async Task What_more_and_the_timer_open()
    {
        var site = (await shared.Program).Address;
        await using var ana = await chrome.Person("Ana", site);
        using var api = new ApiClient(site);
        await ana.Opens(await ana.Starts(api));
        foreach (var item in new[] { "Phases…", "Change format…", "Votes each…", "Start a poll…", "Delete this retro…" })
        {
            await ana.Page.Locator("details.more > summary").ClickAsync();
            await ana.Button(item).ClickAsync();
            await Expect(ana.Page.GetByRole(AriaRole.Dialog)).ToBeVisibleAsync();
            await _inspection.Of(ana, item);
            await ana.Page.Keyboard.PressAsync("Escape");
            await Expect(ana.Page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
        }
        await ana.Page.Locator("details.people > summary").ClickAsync();
        await ana.Page.GetByText("Ana (you)", new() { Exact = true }).ClickAsync();
        await ana.Button("Change name…").ClickAsync();
        await Expect(ana.Field("Your name")).ToBeFocusedAsync();
        await _inspection.Of(ana, "change name");
        await ana.Page.Keyboard.PressAsync("Escape");

        await ana.Page.Locator("summary.timer").ClickAsync();
        await _inspection.Of(ana, "timer, to start");
        await ana.Button("10 minutes").ClickAsync();
        await Expect(ana.Page.Locator("[data-deadline]")).ToBeVisibleAsync();
        await ana.Page.Locator("summary.timer").ClickAsync();
        await Expect(ana.Button("Pause")).ToBeVisibleAsync();
        await _inspection.Of(ana, "timer, running");
        _inspection.FoundNothingOn(8);
    }

    [Fact, Trait("Row", "R19"), Trait("Row", "R34")]
    public async Task Several_promises_from_last_time_and_a_summary_in_German()
    {
        var site = (await shared.Program).Address;
        await using var ana = await chrome.Person("Ana", site);
        await using var ben = await chrome.Person("Ben", site, locale: "de-DE");
        using var api = new ApiClient(site);
        var retro = await ana.Starts(api);
        await ben.Sits(retro);
        await retro.Facilitator.Card("The build is slow on Mondays", "did-not");
        await retro.Facilitator.Enter("commit");
        await ana.Opens(retro);
        await ana.Ask("Ana (you)", "merge every hour", "no branch is older than a day");
        await ana.Ask("Ana (you)", "cache the packages", "a build takes four minutes");
        await ana.Ask("Ben", "draw the dark theme first", "each page has both screenshots");
        await ben.Opens(retro);
        await ben.Page.Locator("li.is-mine .btn--filled").ClickAsync();
        await Expect(ben.Page.Locator("li.is-mine")).ToHaveCountAsync(0);
        await ana.Next("Close");
        await Expect(ben.Page.Locator(".closing")).ToBeVisibleAsync();

        await ben.Open($"/retros/{retro.Id}/summary");
        await Expect(ben.Page.Locator("html")).ToHaveAttributeAsync("lang", new System.Text.RegularExpressions.Regex("^de"));
        await _inspection.Of(ben, "Zusammenfassung");

        await ana.Open($"/retros/{retro.Id}/summary");
        await ana.Button("Start the next one").ClickAsync();
        await ana.IsLive();
        await ana.Sees("Last time you promised three things.");
        await _inspection.Of(ana, "check in, the first of three");
        await ana.Button("Not kept").ClickAsync();
        await Expect(ana.Field("What got in the way?")).ToBeVisibleAsync();
        await _inspection.Of(ana, "check in, one that was not kept");
        await ana.Button("Next promise").ClickAsync();
        await ana.Sees("2 of 3");
        await _inspection.Of(ana, "check in, the second of three");
        _inspection.FoundNothingOn(4);
    }
}
