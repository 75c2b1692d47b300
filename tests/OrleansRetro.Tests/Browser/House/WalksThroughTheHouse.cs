using System.Text.RegularExpressions;
using Microsoft.Playwright;
using OrleansRetro.Tests.Infrastructure;
using static Microsoft.Playwright.Assertions;

namespace OrleansRetro.Tests.Browser;

/// <summary>The walks that people take through the house, from an account to a team's second retro.</summary>
public sealed partial class WalksThroughTheHouse(Chrome chrome, SharedProgram shared)
{
    [Fact, Trait("Row", "Axe"), Trait("Row", "Counted"), Trait("Row", "S01")]
    public async Task From_an_account_to_what_became_of_a_retro()
    {
        var site = (await shared.Program).Address;
        await using var ana = await chrome.Person("Ana", site);
        await using var ben = await chrome.Person("Ben", site);
        var inspection = new Inspection(wide: true);

        await ana.SignsUp();
        await ana.Sees("Nothing waits for you.");
        await ana.IsLive();
        await inspection.Of(ana, "home on the first day");
        await ana.Open("/retros");
        await ana.IsLive();
        await inspection.Of(ana, "retros, none yet");
        await ana.FoundsTeam("Platform");
        await inspection.Of(ana, "a new team");
        var team = ana.Page.Url;

        var link = await ana.Invites();
        await ben.Open(link);
        Assert.DoesNotContain(link[link.LastIndexOf('/')..], ben.Page.Url, StringComparison.Ordinal);
        await ben.Heading("Join Platform");
        await inspection.Of(ben, "an invitation");
        await ben.Link("Create account").ClickAsync();
        await ben.SignsUp();
        await ben.Button("Join team").ClickAsync();
        await ben.IsIn("Platform");
        await ana.Sees("Ben");

        await ana.Field("Add a topic").FillAsync("Why do deploys take an hour?");
        await ana.Field("Add a topic").PressAsync("Enter");
        await ben.Sees("Why do deploys take an hour?");
        await ana.Button("Start a retro").ClickAsync();
        await ana.Page.WaitForURLAsync(Board());
        await ana.IsLive();
        await ana.Sees("Why do deploys take an hour?");
        await ana.Sees("Team and anyone with the link");

        await ben.Open("/home");
        await ben.Page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Join") }).ClickAsync();
        await ben.Page.WaitForURLAsync(Board());
        await ben.IsLive();
        foreach (var phase in new[] { "Group", "Vote", "Discuss", "Commit" })
            await ana.Next(phase);
        await ana.Ask("Ben", "send the pilot invoices", "all 12 pilots have one");
        await ana.Next("Close");
        await Expect(ana.Link("See summary")).ToBeVisibleAsync();

        // Whoever was told nothing: two clicks at most, from home.
        await ben.Open("/home");
        await ben.IsLive();
        await Expect(ben.Region("Waiting for you")).ToContainTextAsync("Ana asks you to send the pilot invoices");
        await inspection.Of(ben, "home");
        await ben.Page.GetByRole(AriaRole.Button, new() { NameRegex = new("^I promise") }).ClickAsync();
        await Expect(ben.Region("You promised")).ToContainTextAsync("send the pilot invoices");
        await ben.Region("Retros").GetByRole(AriaRole.Link).Filter(new() { HasText = "Last" }).ClickAsync();
        await ben.Sees("What we promised");
        await ben.Open("/home");
        await ben.IsLive();
        await ben.Link("Who looked at my data").ClickAsync();
        await ben.Sees("Who can see your record");
        await inspection.Of(ben, "who looked");
        var export = await ben.Page.RunAndWaitForDownloadAsync(async () => { await ben.Open("/home"); await ben.Link("Export everything about me").ClickAsync(); });
        Assert.Contains("Ben", System.Text.Encoding.UTF8.GetString(await export.Bytes()), StringComparison.Ordinal);

        await ana.Open(team);
        await ana.IsLive();
        await Expect(ana.Region("Open promises")).ToContainTextAsync("Ben will send the pilot invoices");
        await inspection.Of(ana, "the team");
        await ana.Open("/retros");
        await ana.IsLive();
        await inspection.Of(ana, "retros");
        await ana.Open($"{team}/update");
        await ana.IsLive();
        await ana.Sees("No promise of the team came to an end in these days.");
        await inspection.Of(ana, "an update with nothing in it");
        await ana.Open($"{team}/settings");
        await ana.IsLive();
        await ana.Button("Switch on").ClickAsync();
        await Expect(ana.Field("Secret address of the calendar")).ToBeVisibleAsync();
        await inspection.Of(ana, "settings of the team");
        await ana.Open("/settings");
        await ana.IsLive();
        await ana.Button("Switch on").ClickAsync();
        await Expect(ana.Field("Secret address of the calendar")).ToBeVisibleAsync();
        await inspection.Of(ana, "settings");

        await ana.Page.Keyboard.PressAsync("Control+k");
        await ana.Page.Keyboard.TypeAsync("deploys");
        await Expect(ana.Page.Locator("[data-found] a", new() { HasText = "Why do deploys take an hour?" })).ToBeVisibleAsync();
        await inspection.Of(ana, "search");
        await ana.Page.Keyboard.PressAsync("ArrowDown");
        await ana.Page.Keyboard.PressAsync("Enter");
        await ana.Page.WaitForURLAsync(new Regex("/retros/[^/]+/summary"));
        await ana.Sees("What we promised");
        inspection.FoundNothingOn(12);
    }

    [Fact]
    public async Task Whoever_is_removed_sees_a_plain_page_within_seconds()
    {
        var site = (await shared.Program).Address;
        await using var ana = await chrome.Person("Ana", site);
        await using var ben = (await chrome.Person("Ben", site)).Forgiving("404");
        await ana.SignsUp();
        await ana.FoundsTeam("Payments");
        await ben.Joins("Payments", await ana.Invites("Observer"));
        Assert.Equal(0, await ben.Button("Start a retro").CountAsync());

        await ana.Page.GetByText("Actions for Ben").Or(ana.Page.Locator("summary[aria-label='Actions for Ben']")).ClickAsync();
        await ana.Button("Remove from team…").ClickAsync();
        await ana.Sees("Team pages and boards close for them within a minute. Their cards and promises stay.");
        await ana.Button("Remove Ben").ClickAsync();

        await ben.Heading("Nothing is here for you.");
        await ben.Open(ana.Page.Url);
        await Expect(ben.Page.Locator("section")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_guest_keeps_a_board_with_a_new_account_and_gives_it_to_a_team()
    {
        var site = (await shared.Program).Address;
        await using var ana = await chrome.Person("Ana", site);
        await ana.Open("/");
        await ana.Button("Start a retro").ClickAsync();
        await ana.Page.WaitForURLAsync(Board());
        await ana.IsLive();
        await ana.Link("Keep this board").ClickAsync();
        await ana.SignsUp();
        await ana.Page.WaitForURLAsync(Board());
        await ana.IsLive();
        await ana.Sees("Kept with an account.");
        var board = ana.Page.Url;

        await ana.FoundsTeam("Platform");
        await ana.Open("/retros");
        await ana.IsLive();
        await ana.Page.Locator(".line--retro summary").ClickAsync();
        await ana.Button("Give to Platform").ClickAsync();
        await Expect(ana.Page.Locator(".line--retro")).ToContainTextAsync("Platform");
        await ana.Open(board);
        await ana.Sees("Kept by the team.");
    }

    [GeneratedRegex("/retros/[^/?]+$")]
    private static partial Regex Board();
}
