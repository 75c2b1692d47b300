using OrleansRetro.Tests.Infrastructure;
using static Microsoft.Playwright.Assertions;

namespace OrleansRetro.Tests.Browser;

/// <summary>More words than fit, more keys than anybody types, more changes than a page can draw.</summary>
public sealed class WhenTooMuchComes(Chrome chrome, SharedProgram shared)
{
    const int Changes = 2_000;

    [Fact, Trait("Row", "Fault-R28"), Trait("Row", "R35")]
    public async Task A_huge_paste_is_cut_with_a_word_and_the_page_lives()
    {
        var site = (await shared.Program).Address;
        await using var ana = await chrome.Person("Ana", site);
        await ana.Context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
        using var api = new ApiClient(site);
        var retro = await ana.Starts(api);
        await ana.Opens(retro);
        await ana.Mark();
        var field = ana.Field("Add a card to Went well");

        await field.FocusAsync();
        await ana.Page.Does("() => navigator.clipboard.writeText('x'.repeat(40000))");
        await ana.Page.Keyboard.PressAsync("Control+V");
        await ana.Sees("Up to 2,000 characters fit. The end was cut off.");
        await Expect(field).ToHaveValueAsync(new string('x', 2_000));
        await field.Does("field => { for (let at = 0; at < 1000; at++) { field.value = `${at} strokes`; field.dispatchEvent(new InputEvent('input', { bubbles: true })); } }");
        await field.PressAsync("Enter");
        await ana.Write("Went well", "Alive");
        await Expect(ana.Page.Locator("[data-card]")).ToHaveCountAsync(2);
        Assert.True(await ana.Page.Says<bool>("() => window.isOld === true"), "The page was loaded again.");
        Assert.Equal(["999 strokes", "Alive"], (await retro.Facilitator.Board()).GetProperty("cards").EnumerateArray().Select(card => card.GetProperty("text").GetString()).Order(StringComparer.Ordinal));
    }

    [Fact, Trait("Row", "Fault-R28"), Trait("Row", "R26")]
    public async Task A_title_and_a_name_that_are_pasted_too_long_are_cut_with_a_word()
    {
        var site = (await shared.Program).Address;
        await using var ana = await chrome.Person("Ana", site);
        await using var ben = await chrome.Person("Ben", site);
        using var api = new ApiClient(site);
        var retro = await ana.Starts(api);
        await ana.Opens(retro);
        await ana.Button("Rename: Sprint 12").ClickAsync();
        await Pastes(ana, "Title of the retro", 120);
        await ana.Field("Title of the retro").PressAsync("Enter");
        await Expect(ana.Button($"Rename: {new string('x', 120)}")).ToBeVisibleAsync();
        await ana.Page.Locator("details.more > summary").ClickAsync();
        await ana.Button("Add column…").ClickAsync();
        await Pastes(ana, "Column title", 120);

        await ben.Open($"/join/{retro.JoinCode}");
        await Pastes(ben, "Your name", 60);
    }

    [Fact, Trait("Row", "Fault-R28"), Trait("Row", "R14")]
    public async Task A_thousand_strokes_into_a_shared_field_and_a_huge_paste_leave_the_page_alive()
    {
        var site = (await shared.Program).Address;
        await using var ana = await chrome.Person("Ana", site);
        using var api = new ApiClient(site);
        var retro = await ana.Starts(api);
        await retro.Facilitator.Card("A topic");
        await retro.Facilitator.Enter("discuss");
        await ana.Opens(retro);
        await ana.Mark();
        var notes = ana.Field("Notes");
        await notes.Does("""
            field => {
              field.focus();
              for (let at = 0; at < 1000; at++) { field.value = `${at} strokes`; field.dispatchEvent(new InputEvent('input', { bubbles: true })); }
              field.select();
              document.execCommand('insertText', false, 'y'.repeat(40000));
            }
            """);
        var shown = await notes.InputValueAsync();
        Assert.Equal(4_000, shown.Length);
        await Expect(ana.Page.Locator(".notes [role=status]")).ToHaveTextAsync("Saved");
        Assert.Equal(shown, (await retro.Facilitator.Board()).GetProperty("topics").EnumerateArray().Single().GetProperty("notes").GetString());
        Assert.True(await ana.Page.Says<bool>("() => window.isOld === true"), "The page was loaded again.");
    }

    /// <summary>One more than fits, in place of what is there; then as much as fits, of which nothing is said.</summary>
    static async Task Pastes(Person person, string field, int most)
    {
        await person.Context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
        var cut = person.Page.GetByText($"Up to {most} characters fit. The end was cut off.", new() { Exact = true });
        foreach (var (length, notes) in new[] { (most, 0), (most + 1, 1), (most, 0), (most + 1, 1) })
        {
            await person.Page.Does($"() => navigator.clipboard.writeText('x'.repeat({length}))");
            await person.Field(field).PressAsync("Control+A");
            await person.Field(field).PressAsync("Control+V");
            await Expect(person.Field(field)).ToHaveValueAsync(new string('x', most));
            await Expect(cut).ToHaveCountAsync(notes);
        }
    }

    [Fact, Trait("Row", "Fault-R23"), Trait("Row", "Attack-A9")]
    public async Task A_frozen_page_costs_the_others_nothing_and_is_right_when_it_wakes()
    {
        await using var program = await RetroProgram.Start(null, ("Retro__Limits__Enabled", "false"));
        using var api = new ApiClient(program.Address);
        await using var ana = await chrome.Person("Ana", program.Address);
        var retro = await ana.Starts(api);
        var ben = await retro.Join("Ben");
        var card = await ben.Card("start");
        await ana.Opens(retro);
        await ana.Mark();
        await using var others = await retro.Facilitator.Watch();
        await others.Next("snapshot");

        var debugger = await ana.Context.NewCDPSessionAsync(ana.Page);
        await debugger.SendAsync("Debugger.enable");
        var frozen = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        debugger.Event("Debugger.paused").OnEvent += (_, _) => frozen.TrySetResult();
        await debugger.SendAsync("Debugger.pause");
        await frozen.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        var before = program.Memory();
        for (var number = 0; number < Changes; number += 20)
        {
            foreach (var step in Enumerable.Range(number, 20))
                (await ben.PutCard(card, $"Change {step}")).Is(200);
            foreach (var step in Enumerable.Range(number, 20))
                Assert.Equal($"Change {step}", (await others.Change("card", card)).GetProperty("text").GetString());
        }
        Assert.InRange(program.Memory() - before, long.MinValue, 96 * 1024 * 1024);

        await debugger.SendAsync("Debugger.resume");
        await debugger.SendAsync("Debugger.disable");
        await ana.Sees($"Change {Changes - 1}");
        await ana.Write("Went well", "Awake");
        Assert.True(await ana.Page.Says<bool>("() => window.isOld === true"), "The page was loaded again.");
    }
}
