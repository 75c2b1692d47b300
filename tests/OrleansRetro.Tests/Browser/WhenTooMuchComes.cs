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
