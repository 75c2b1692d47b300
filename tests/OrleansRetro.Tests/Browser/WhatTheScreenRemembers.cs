using Microsoft.Playwright;
using OrleansRetro.Tests.Infrastructure;
using static Microsoft.Playwright.Assertions;

namespace OrleansRetro.Tests.Browser;

/// <summary>Where the focus goes, what is marked as chosen, what can be taken back, and what another page of the same person shows.</summary>
public sealed class WhatTheScreenRemembers(Chrome chrome, SharedProgram shared)
{
    [Fact, Trait("Row", "R26")]
    public async Task A_dialog_begins_in_its_first_field()
    {
        await using var ana = await chrome.Person("Ana", (await shared.Program).Address);
        await OpenBoard(ana);
        foreach (var (item, field) in new[] { ("Add column…", "Column title"), ("Start a poll…", "Question") })
        {
            await ana.Page.Locator("details.more > summary").ClickAsync();
            await ana.Button(item).ClickAsync();
            await Expect(ana.Field(field)).ToBeFocusedAsync();
            await ana.Page.Keyboard.PressAsync("Escape");
        }
    }

    [Fact, Trait("Row", "R34"), Trait("Row", "R15")]
    public async Task The_menu_marks_what_is_chosen()
    {
        await using var ana = await chrome.Person("Ana", (await shared.Program).Address);
        await OpenBoard(ana);
        await ana.Page.Locator("details.more > summary").ClickAsync();
        await Expect(ana.Button("As the system")).ToHaveAttributeAsync("aria-pressed", "true");
        await Expect(ana.Button("Off")).ToHaveAttributeAsync("aria-pressed", "true");
        await ana.Button("Dark").ClickAsync();
        await ana.Button("30 min").ClickAsync();
        await Expect(ana.Button("Dark")).ToHaveAttributeAsync("aria-pressed", "true");
        await Expect(ana.Button("As the system")).ToHaveAttributeAsync("aria-pressed", "false");
        await Expect(ana.Button("30 min")).ToHaveAttributeAsync("aria-pressed", "true");
        await Expect(ana.Button("Off")).ToHaveAttributeAsync("aria-pressed", "false");
    }

    [Fact, Trait("Row", "R06")]
    public async Task A_column_gets_its_old_name_back_in_every_language()
    {
        await using var together = await Together.Open(chrome, shared, locale: "de-DE");
        var (ana, ben) = (together.Ana, together.Ben);
        await ana.Page.GetByLabel("Menu of Ideas").ClickAsync();
        await ana.Button("Rename column").ClickAsync();
        await ana.Field("Column title").FillAsync("Experiments");
        await ana.Field("Column title").PressAsync("Enter");
        await Expect(ben.Region("Experiments")).ToBeVisibleAsync();
        await ana.Sees("Column renamed.");

        await ana.Page.Keyboard.PressAsync("Control+z");

        await Expect(ana.Region("Ideas")).ToBeVisibleAsync();
        await Expect(ben.Region("Ideen")).ToBeVisibleAsync();
    }

    [Fact, Trait("Row", "R11"), Trait("Row", "R09")]
    public async Task Another_page_of_the_same_person_shows_their_new_card_at_once()
    {
        var site = (await shared.Program).Address;
        await using var ana = await chrome.Person("Ana", site);
        using var api = new ApiClient(site);
        var retro = await ana.Starts(api, anonymous: true, hidden: true);
        await ana.Opens(retro);
        var second = await ana.Context.NewPageAsync();
        await second.GotoAsync($"/retros/{retro.Id}");
        await second.WaitForFunctionAsync("() => 'live' in document.documentElement.dataset");

        await ana.Write("Went well", "One command starts everything.");

        // Well before the batch in which it leaves for the others.
        await Expect(second.Locator("[data-card]")).ToContainTextAsync("One command starts everything.", new() { Timeout = 6_000 });
    }

    [Fact, Trait("Row", "R02")]
    public async Task Whoever_started_it_takes_a_name_of_their_own()
    {
        var site = (await shared.Program).Address;
        await using var ana = await chrome.Person("Ana", site);
        await using var ben = await chrome.Person("Ben", site);
        await ana.Open("/");
        await ana.Button("Start a retro").ClickAsync();
        await ana.IsLive();
        await ana.Button("Share").ClickAsync();
        await ben.Join((await ana.Page.Locator(".code").First.InnerTextAsync()).Replace(" ", "", StringComparison.Ordinal));
        await ben.IsLive();

        await ana.Page.Locator("details.people > summary").ClickAsync();
        await ana.Page.GetByText("Facilitator (you)", new() { Exact = true }).ClickAsync();
        await ana.Button("Change name…").ClickAsync();
        await Expect(ana.Field("Your name")).ToBeFocusedAsync();
        await Expect(ana.Field("Your name")).ToHaveValueAsync("Facilitator");
        await ana.Field("Your name").FillAsync("Ana");
        await ana.Field("Your name").PressAsync("Enter");

        await ben.Page.Locator("details.people > summary").ClickAsync();
        await ben.Sees("Ana");
        await Expect(ana.Page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
    }

    async Task OpenBoard(Person ana)
    {
        using var api = await shared.Client();
        await ana.Opens(await ana.Starts(api));
    }
}
