using System.Text.RegularExpressions;
using Microsoft.Playwright;
using OrleansRetro.Tests.Infrastructure;
using static Microsoft.Playwright.Assertions;

namespace OrleansRetro.Tests.Browser;

/// <summary>Two people and one promise, each at home: from the asking to the confirmation, with another day in between.</summary>
public sealed partial class PromisesOfTwo(Chrome chrome, SharedProgram shared)
{
    [Fact, Trait("Row", "S23"), Trait("Row", "Axe"), Trait("Row", "Counted")]
    public async Task What_was_asked_is_promised_moved_warned_about_handed_over_and_confirmed()
    {
        var site = (await shared.Program).Address;
        await using var ana = await chrome.Person("Ana", site);
        await using var ben = await chrome.Person("Ben", site);
        var inspection = new Inspection(wide: true);
        await AskInARetro(ana, ben);
        foreach (var person in new[] { ana, ben })
        {
            await person.Open("/home");
            await person.IsLive();
        }

        // One tap, and the other one sees it without asking.
        await Act(ben, "I promise").ClickAsync();
        await Expect(ben.Region("You promised")).ToContainTextAsync("send the pilot invoices");
        await Expect(ana.Region("Promised to you")).ToContainTextAsync("send the pilot invoices");

        await More(ben);
        await ben.Button("New date…").ClickAsync();
        await Expect(ben.Page.GetByText("Last day to ask fairly")).ToBeVisibleAsync();
        await inspection.Of(ben, "asking for another day");
        await ben.Field("New date").FillAsync(TimeProvider.System.GetUtcNow().AddDays(40).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
        await ben.Button("Ask").ClickAsync();
        await Expect(ben.Region("You promised")).ToContainTextAsync("New date asked");
        await Expect(ana.Region("Waiting for you")).ToContainTextAsync("Ben asks for");
        await inspection.Of(ana, "another day is asked for");
        await Act(ana, "Agree").ClickAsync();
        await Expect(ben.Region("You promised")).Not.ToContainTextAsync("New date asked");

        await More(ben);
        await ben.Button("At risk").ClickAsync();
        await Expect(ana.Region("Promised to you")).ToContainTextAsync("At risk");
        await inspection.Of(ana, "a promise at risk");

        await Act(ben, "Done").ClickAsync();
        await Expect(ana.Region("Waiting for you")).ToContainTextAsync("send the pilot invoices");
        await Act(ana, "Confirm").ClickAsync();
        await Expect(ana.Page.GetByText("send the pilot invoices")).ToHaveCountAsync(0);
        await Expect(ben.Page.GetByText("send the pilot invoices")).ToHaveCountAsync(0);
        inspection.FoundNothingOn(pages: 3);
    }

    [Fact, Trait("Row", "S23"), Trait("Row", "Axe"), Trait("Row", "Counted")]
    public async Task What_is_offered_is_asked_back_about_moved_and_taken_without_a_retro()
    {
        var site = (await shared.Program).Address;
        await using var ana = await chrome.Person("Ana", site);
        await using var ben = await chrome.Person("Ben", site);
        var inspection = new Inspection(wide: true);
        await Meet(ana, ben);
        foreach (var (person, side) in new[] { (ana, "?side=to-me"), (ben, "") })
        {
            await person.Open($"/promises{side}");
            await person.IsLive();
            await inspection.Of(person, "no promises yet");
        }

        // Four fields, of which two are filled already, and one button.
        await ben.Link("Make a promise").ClickAsync();
        await ben.IsLive();
        await ben.Field("What").FillAsync("send the pilot invoices");
        await ben.Field("Done when").FillAsync("all 12 pilots have one");
        await inspection.Of(ben, "making a promise");
        await ben.Button("Offer promise").ClickAsync();
        await Expect(ben.Region("Open")).ToContainTextAsync("You offered Ana to send the pilot invoices");
        await Expect(ana.Region("Open")).ToContainTextAsync("Ben offers to send the pilot invoices");

        await Act(ana, "Ask back").ClickAsync();
        await ana.Field("What do you want to know?").FillAsync("Those of May as well?");
        await inspection.Of(ana, "asking back");
        await ana.Button("Ask back").ClickAsync();
        await Expect(ben.Region("Open")).ToContainTextAsync("Those of May as well?");
        await Act(ben, "Answer").ClickAsync();
        await ben.Field("Your answer").FillAsync("Yes, all of them");
        await ben.Button("Answer").ClickAsync();
        await Expect(ana.Region("Open")).ToContainTextAsync("Yes, all of them");

        await Act(ana, "Other date…").ClickAsync();
        await ana.Field("Other date").FillAsync(TimeProvider.System.GetUtcNow().AddDays(40).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
        await ana.Button("Suggest").ClickAsync();
        await Expect(ben.Region("Open")).ToContainTextAsync("Ana asks you to send the pilot invoices");
        await inspection.Of(ben, "other terms are suggested");
        await Act(ben, "I promise").ClickAsync();
        await Expect(ana.Region("Open")).ToContainTextAsync("Ben promised you to send the pilot invoices");

        await More(ana);
        await ana.Link("What happened").ClickAsync();
        await ana.IsLive();
        await Expect(ana.Region("What happened").GetByRole(AriaRole.Listitem)).ToHaveCountAsync(5);
        await inspection.Of(ana, "what happened to a promise");
        await Act(ben, "Done").ClickAsync();
        await Act(ana, "Confirm").ClickAsync();
        await Expect(ben.Region("Earlier")).ToContainTextAsync("Kept");
        await inspection.Of(ben, "a promise that was kept");
        inspection.FoundNothingOn(pages: 7);
    }

    static async Task Meet(Person ana, Person ben)
    {
        await ana.SignsUp();
        await ana.FoundsTeam("Platform");
        await ben.Joins("Platform", await ana.Invites());
    }

    static async Task AskInARetro(Person ana, Person ben)
    {
        await Meet(ana, ben);
        await ana.Button("Start a retro").ClickAsync();
        await ana.Page.WaitForURLAsync(Board());
        await ana.IsLive();
        await ben.Open("/home");
        await ben.Page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Join") }).ClickAsync();
        await ben.Page.WaitForURLAsync(Board());
        await ben.IsLive();
        foreach (var phase in new[] { "Group", "Vote", "Discuss", "Commit" })
            await ana.Next(phase);
        await ana.Ask("Ben", "send the pilot invoices", "all 12 pilots have one");
    }

    static ILocator Act(Person person, string act) => person.Page.GetByRole(AriaRole.Button, new() { NameRegex = new($"^{act}: ") });

    static Task More(Person person) => person.Page.GetByLabel("More about: send the pilot invoices").ClickAsync();

    [GeneratedRegex("/retros/[^/?]+$")]
    private static partial Regex Board();
}
