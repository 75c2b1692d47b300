using Microsoft.Playwright;
using OrleansRetro.Tests.Infrastructure;
using static Microsoft.Playwright.Assertions;

namespace OrleansRetro.Tests.Browser;

/// <summary>Two people on the page that they share, each at their own screen.</summary>
public sealed class PageOfTwoPeople(Chrome chrome, SharedProgram shared)
{
    [Fact, Trait("Row", "S25"), Trait("Row", "S08"), Trait("Row", "Axe")]
    public async Task They_talk_check_in_and_close_and_each_sees_the_other_at_once()
    {
        var site = (await shared.Program).Address;
        await using var ana = await chrome.Person("Ana", site);
        await using var ben = await chrome.Person("Ben", site);
        var inspection = new Inspection(wide: true);
        await ana.SignsUp();
        await ana.FoundsTeam("Platform");
        await ben.Joins("Platform", await ana.Invites());
        await ana.Link("You and Ben").ClickAsync();
        await ana.IsLive();
        await ana.Heading("You and Ben");
        await inspection.Of(ana, "two who share nothing yet");
        await ben.Link("You and Ana").ClickAsync();
        await ben.IsLive();
        await ben.Heading("You and Ana");

        await ana.Page.GetByRole(AriaRole.Combobox, new() { Name = "Topic" }).SelectOptionAsync("Problem");
        await ana.Region("Agenda for your next talk").GetByRole(AriaRole.Textbox).FillAsync("The import takes too long");
        await ana.Region("Agenda for your next talk").GetByRole(AriaRole.Button, new() { Name = "Add", Exact = true }).ClickAsync();
        await Expect(ben.Region("Agenda for your next talk")).ToContainTextAsync("The import takes too long");

        await Answer(ana, "We say no early", "Hard");
        await Expect(ana.Region("Check-in")).ToContainTextAsync("Both are shown once Ben has answered.");
        await inspection.Of(ana, "one has answered");
        await inspection.Of(ben, "the other one is asked");
        Assert.Equal(0, await ben.Page.GetByText("We say no early").CountAsync());
        await Answer(ben, "We laugh a lot", "Smoothly");
        await Expect(ben.Region("Check-in")).ToContainTextAsync("We say no early");
        await Expect(ana.Region("Check-in")).ToContainTextAsync("We laugh a lot");

        await ben.Region("What you are each after").GetByRole(AriaRole.Textbox).FillAsync("Run interviews");
        await ben.Region("What you are each after").GetByRole(AriaRole.Textbox).PressAsync("Enter");
        await Expect(ana.Region("What you are each after")).ToContainTextAsync("Run interviews");
        await ben.Button("Talked about: The import takes too long").ClickAsync();
        // The button of what isn't talked about yet says the same.
        await ana.Region("Agenda for your next talk").Locator("details.put-away > summary").ClickAsync();
        await ana.Sees("Talked about in twelve weeks: Problem 1 of 1.");
        await inspection.Of(ana, "a page of two");

        await ana.Link("Ask Ben for something").ClickAsync();
        await ana.IsLive();
        await ana.Field("What").FillAsync("send the pilot invoices");
        await ana.Field("Done when").FillAsync("all 12 pilots have one");
        await ana.Page.Locator(".composer [type=submit]").ClickAsync();
        await Expect(ben.Region("From you to Ana")).ToContainTextAsync("send the pilot invoices");
        await ana.Page.WaitForURLAsync("**/promises?side=to-me");
        await ana.IsLive();
        await ana.Page.GetByLabel("More about: send the pilot invoices").ClickAsync();
        await ana.Link("What happened").ClickAsync();
        await ana.IsLive();
        await ana.Link("You and Ben").ClickAsync();
        await ana.IsLive();
        await Expect(ana.Region("From Ben to you")).ToContainTextAsync("send the pilot invoices");

        await ben.Page.GetByLabel("More about this page").ClickAsync();
        await ben.Button("Close page…").ClickAsync();
        await ben.Button("Close page").ClickAsync();
        await Expect(ana.Page.GetByText("We laugh a lot")).ToHaveCountAsync(0);
        await Expect(ana.Region("From Ben to you")).ToContainTextAsync("send the pilot invoices");
        inspection.FoundNothingOn(pages: 4);
    }

    static async Task Answer(Person person, string works, string going)
    {
        await person.Field("What works between us?").FillAsync(works);
        await person.Page.GetByRole(AriaRole.Radio, new() { Name = going }).CheckAsync(new() { Force = true });
        await person.Region("Check-in").GetByRole(AriaRole.Button, new() { Name = "Answer", Exact = true }).ClickAsync();
    }
}
