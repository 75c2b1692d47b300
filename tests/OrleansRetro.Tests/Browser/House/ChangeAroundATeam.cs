using System.Text.RegularExpressions;
using Microsoft.Playwright;
using OrleansRetro.Tests.Infrastructure;
using static Microsoft.Playwright.Assertions;

namespace OrleansRetro.Tests.Browser;

/// <summary>Something changes around a team of two, each at their own screen.</summary>
public sealed class ChangeAroundATeam(Chrome chrome, SharedProgram shared)
{
    [Fact, Trait("Row", "A13"), Trait("Row", "Axe")]
    public async Task It_is_told_answered_by_whom_it_concerns_and_settled()
    {
        var site = (await shared.Program).Address;
        await using var ana = await chrome.Person("Ana", site);
        await using var ben = await chrome.Person("Ben", site);
        var inspection = new Inspection(wide: true);
        await ana.SignsUp();
        await ana.FoundsTeam("Platform");
        var team = ana.Page.Url;
        await ben.Joins("Platform", await ana.Invites());
        await Offer(ben, "send the pilot invoices");
        await Agree(ana);

        await ana.Open(team);
        await ana.IsLive();
        await ana.Page.GetByLabel("More about the team").ClickAsync();
        await ana.Link("Something changed…").ClickAsync();
        await ana.Heading("Something changed");
        await ana.IsLive();
        await inspection.Of(ana, "telling a change");
        await ana.Field("What changed?").FillAsync("The client moved the launch");
        await ana.Page.GetByRole(AriaRole.Checkbox, new() { NameRegex = new("send the pilot invoices") }).CheckAsync();
        await ana.Button("Tell the team").ClickAsync();
        await ana.Page.WaitForURLAsync(new Regex("/changes/[0-9a-f-]{36}$"));
        await ana.Heading("The client moved the launch");
        await ana.IsLive();
        await Expect(ana.Button("Call it settled")).ToHaveCountAsync(0);

        await ben.Open(team);
        await ben.IsLive();
        await Expect(ben.Region("Something changed")).ToContainTextAsync("A question for you");
        await inspection.Of(ben, "a team around which something changed");
        await ben.Region("Something changed").GetByRole(AriaRole.Link).ClickAsync();
        await ben.Heading("The client moved the launch");
        await ben.IsLive();
        await inspection.Of(ben, "a change that asks");
        await ben.Page.GetByRole(AriaRole.Radio, new() { Name = "So-so" }).CheckAsync(new() { Force = true });
        await ben.Region("How is the team's mood?").GetByRole(AriaRole.Button, new() { Name = "Answer", Exact = true }).ClickAsync();
        await ben.Sees("Your answer: So-so");
        await ben.Button("Still holds: send the pilot invoices").ClickAsync();

        // The other one sees it at once, and nothing of the answer about the mood.
        await Expect(ana.Button("Call it settled")).ToBeVisibleAsync();
        Assert.Equal(0, await ana.Page.GetByText("Your answer").CountAsync());
        await ana.Button("Call it settled").ClickAsync();
        await Expect(ben.Page.GetByText(new Regex("Settled"))).ToBeVisibleAsync();
        await inspection.Of(ana, "a change that is settled");
        inspection.FoundNothingOn(pages: 4);
    }

    static async Task Offer(Person who, string what)
    {
        await who.Open("/promises/new");
        await who.IsLive();
        await who.Field("What").FillAsync(what);
        await who.Field("Done when").FillAsync("all 12 pilots have one");
        await who.Page.GetByText("More", new() { Exact = true }).Last.ClickAsync();
        await who.Page.Locator(".composer__more [type=checkbox]").Last.CheckAsync();
        await who.Page.Locator(".composer [type=submit]").ClickAsync();
        await Expect(who.Page.GetByText(what).First).ToBeVisibleAsync();
    }

    static async Task Agree(Person who)
    {
        await who.Open("/home");
        await who.IsLive();
        await who.Page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Agree: ") }).ClickAsync();
        await Expect(who.Region("Promised to you")).ToContainTextAsync("send the pilot invoices");
    }
}
