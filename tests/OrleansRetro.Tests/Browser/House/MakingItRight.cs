using Microsoft.Playwright;
using OrleansRetro.Tests.Infrastructure;
using static Microsoft.Playwright.Assertions;

namespace OrleansRetro.Tests.Browser;

/// <summary>Somebody makes right what they promised and didn't keep, and sees when it happens again; the other one sees nothing of it.</summary>
public sealed class MakingItRight(Chrome chrome, SharedProgram shared)
{
    [Fact, Trait("Row", "S24"), Trait("Row", "Axe")]
    public async Task From_a_promise_kept_in_part_to_what_happened_again()
    {
        var site = (await shared.Program).Address;
        await using var ana = await chrome.Person("Ana", site);
        await using var ben = await chrome.Person("Ben", site);
        var inspection = new Inspection(wide: true);
        await ana.SignsUp();
        await ana.FoundsTeam("Platform");
        await ben.Joins("Platform", await ana.Invites());
        await ana.Open("/home");
        await ana.IsLive();
        await ana.Link("Made right").ClickAsync();
        await ana.IsLive();
        await ana.Sees("What went wrong, and what you did about it. Only you see this.");
        await inspection.Of(ana, "nothing made right yet");

        await KeepInPart(ana, ben);
        await ana.Open("/promises");
        await ana.IsLive();
        await Expect(ana.Region("Earlier").GetByRole(AriaRole.Link, new() { Name = "Made right" })).ToHaveAttributeAsync("href", "/promises/make-right");
        await ana.Page.GetByLabel("More about: send the pilot invoices").ClickAsync();
        await ana.Link("What happened").ClickAsync();
        await ana.IsLive();
        await inspection.Of(ana, "a promise that was kept in part");
        await ana.Page.Locator(".house__acts").GetByRole(AriaRole.Link, new() { Name = "Make it right" }).ClickAsync();
        await ana.IsLive();
        await ana.Sees("About your promise: send the pilot invoices");
        await Fill(ana, "Two pilots got no invoice because I used an old list");
        await ana.Field("Whom did it touch?").FillAsync("Two pilots, and Ben, who had to answer them");
        await ana.Field("Who knows, since when?").FillAsync("Ben and both pilots");
        await ana.Field("Known since").FillAsync(TimeProvider.System.GetUtcNow().ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
        await ana.Field("What did you do about it?").FillAsync("Sent both invoices and said sorry on the phone");
        await ana.Field("What keeps it from happening again?").FillAsync("The list is made from the contracts");
        await inspection.Of(ana, "making it right");
        await ana.Button("Save").ClickAsync();
        await Expect(ana.Page.Locator(".line--mistake")).ToContainTextAsync("Two pilots got no invoice");
        await Expect(ana.Page.Locator(".make-right")).ToHaveCountAsync(0);

        await ana.Button("Make it right").ClickAsync();
        await Fill(ana, "Again a pilot got no invoice, the list was old");
        await ana.Button("Save").ClickAsync();
        await Expect(ana.Page.GetByRole(AriaRole.Group, new() { NameRegex = new("^Like the one of ") })).ToBeVisibleAsync();
        await inspection.Of(ana, "like an earlier one");
        await ana.Button("Link them").ClickAsync();
        await Expect(ana.Page.GetByText("Happened before:")).ToBeVisibleAsync();
        await Expect(ana.Page.GetByText("Happened again:")).ToBeVisibleAsync();
        await ana.Page.ReloadAsync();
        await ana.IsLive();
        await Expect(ana.Page.GetByText("Happened again:")).ToBeVisibleAsync();
        await inspection.Of(ana, "what happened again");

        await ana.Page.GetByLabel("More about: Two pilots got no invoice because").ClickAsync();
        await ana.Page.Locator(".line--mistake .menu[open]").GetByRole(AriaRole.Button, new() { Name = "Take back…" }).ClickAsync();
        await ana.Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Take back", Exact = true }).ClickAsync();
        await Expect(ana.Page.Locator(".line--mistake")).ToHaveCountAsync(1);
        await Expect(ana.Page.Locator(".mistake__links")).ToContainTextAsync("taken back");

        await ben.Open("/promises/make-right");
        await ben.IsLive();
        await ben.Sees("What went wrong, and what you did about it. Only you see this.");
        await Expect(ben.Page.GetByText("invoice")).ToHaveCountAsync(0);
        inspection.FoundNothingOn(pages: 5);
    }

    /// <summary>What Ana promised Ben by word of mouth, entered afterwards.</summary>
    static async Task KeepInPart(Person ana, Person ben)
    {
        await ana.Open("/promises/new");
        await ana.IsLive();
        await ana.Field("What").FillAsync("send the pilot invoices");
        await ana.Field("Done when").FillAsync("all 12 pilots have one");
        await ana.Page.Locator(".composer__more > summary").ClickAsync();
        await ana.Page.GetByLabel("Its day has passed already").CheckAsync();
        await ana.Page.Locator(".composer [type=submit]").ClickAsync();
        await ana.Page.WaitForURLAsync("**/promises");
        await ben.Open("/promises?side=to-me");
        await ben.IsLive();
        await ben.Page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Agree: ") }).ClickAsync();
        await Expect(ben.Page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Confirm: ") })).ToBeVisibleAsync();
        await ben.Page.GetByLabel("More about: send the pilot invoices").ClickAsync();
        await ben.Button("Partly").ClickAsync();
        await Expect(ben.Region("Earlier")).ToContainTextAsync("Partly");
    }

    static Task Fill(Person person, string what) => person.Field("What happened?").FillAsync(what);
}
