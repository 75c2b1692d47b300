using OrleansRetro.Tests.Infrastructure;
using static Microsoft.Playwright.Assertions;

namespace OrleansRetro.Tests.Browser;

/// <summary>Without a mouse: one sees where one is, keys act on what has the focus, and the focus is never lost.</summary>
[Trait("Row", "R26")]
public sealed class ByKeysAlone(Chrome chrome, SharedProgram shared)
{
    const string Ring = "() => { const s = getComputedStyle(document.activeElement); return s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2 || s.boxShadow !== 'none' || document.activeElement.matches('[data-card], input, textarea'); }";

    [Fact]
    public async Task Everything_that_has_the_focus_shows_it()
    {
        await using var ana = await chrome.Person("Ana", (await shared.Program).Address);
        await Board(ana, 2);
        var buttons = 0;
        for (var i = 0; i < 40; i++)
        {
            await ana.Page.Keyboard.PressAsync("Tab");
            if (await ana.Page.Says<bool>("() => document.activeElement === document.body"))
                continue;
            Assert.True(await ana.Page.Says<bool>(Ring), await ana.Page.Says<string>("() => document.activeElement.outerHTML.slice(0, 160)"));
            buttons += await ana.Page.Says<bool>("() => document.activeElement.matches('button')") ? 1 : 0;
        }
        Assert.InRange(buttons, 8, 40);
    }

    [Fact]
    public async Task M_opens_where_a_card_may_go_and_the_arrows_stay_in_it()
    {
        await using var ana = await chrome.Person("Ana", (await shared.Program).Address);
        await Board(ana, 2);
        await ana.Page.Locator("[data-card]").Last.FocusAsync();
        var moved = await ana.Page.Locator("[data-card]").Last.GetAttributeAsync("data-card");

        await ana.Page.Keyboard.PressAsync("m");
        await Expect(ana.Page.Locator("details.menu[open] .menu__item").First).ToBeFocusedAsync();
        await Expect(ana.Page.Locator("details.menu[open] .menu__head")).ToHaveTextAsync("Move to…");
        await ana.Page.Keyboard.PressAsync("ArrowDown");
        await ana.Page.Keyboard.PressAsync("Enter");

        await Expect(ana.Region("Ideas").Locator($"[data-card='{moved}']")).ToBeVisibleAsync();
        await Expect(ana.Page.Locator("[data-card]")).ToHaveCountAsync(2);
    }

    [Fact]
    public async Task A_card_deleted_by_keys_comes_back_by_keys()
    {
        await using var ana = await chrome.Person("Ana", (await shared.Program).Address);
        await Board(ana, 1);
        await ana.Page.Locator("[data-card]").FocusAsync();
        await ana.Page.Keyboard.PressAsync("Tab");
        await ana.Page.Keyboard.PressAsync("Enter");
        await ana.Button("Delete").PressAsync("Enter");
        await Expect(ana.Page.Locator("[data-card]")).ToHaveCountAsync(0);
        await ana.Sees("Card deleted.");
        await ana.Page.WaitForFunctionAsync("() => document.activeElement !== document.body");

        await ana.Page.Keyboard.PressAsync("Control+z");

        await Expect(ana.Page.Locator("[data-card]")).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task Who_leads_on_by_a_button_that_goes_is_at_the_heading_of_what_comes_next()
    {
        await using var ana = await chrome.Person("Ana", (await shared.Program).Address);
        await Board(ana, 2);
        foreach (var step in new[] { "Go to Vote", "Go to Write", "Go to Commit", "Next: Close" })
        {
            await ana.Button(step).PressAsync("Enter");
            await Expect(ana.Page.Locator(".phase h2")).ToBeFocusedAsync();
        }
    }

    [Fact, Trait("Row", "R02")]
    public async Task On_a_phone_the_facilitator_goes_to_any_phase()
    {
        await using var ana = await chrome.Person("Ana", (await shared.Program).Address, width: 390);
        await Board(ana, 2);
        await ana.Button("Next: Group").ClickAsync();
        await ana.Page.Locator("summary.rail__now").ClickAsync();
        await ana.Button("Go to Write").ClickAsync();
        await Expect(ana.Field("Add a card to Went well")).ToBeVisibleAsync();
        await Expect(ana.Page.Locator("summary.rail__now")).ToContainTextAsync("Write");
    }

    [Fact, Trait("Row", "R02")]
    public async Task Where_there_is_room_for_the_steps_nobody_sees_their_short_form()
    {
        await using var together = await Together.Open(chrome, shared);
        foreach (var person in new[] { together.Ana, together.Ben })
        {
            await Expect(person.Page.Locator(".rail__steps")).ToBeVisibleAsync();
            await Expect(person.Page.Locator(".rail__small")).ToBeHiddenAsync();
        }
    }

    async Task Board(Person ana, int cards)
    {
        using var api = new ApiClient((await shared.Program).Address);
        var retro = await ana.Starts(api);
        for (var i = 0; i < cards; i++)
            await retro.Facilitator.Card($"Card {i}");
        await ana.Opens(retro);
        await Expect(ana.Page.Locator("[data-card]")).ToHaveCountAsync(cards);
    }
}
