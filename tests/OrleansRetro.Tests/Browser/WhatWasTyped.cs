using System.Globalization;
using Microsoft.Playwright;
using OrleansRetro.Tests.Infrastructure;
using static Microsoft.Playwright.Assertions;

namespace OrleansRetro.Tests.Browser;

/// <summary>Words that were being typed when a page went away are before its reader again, and go where they belong; words that are saved never come back by themselves.</summary>
[Trait("Row", "Fault-R26")]
public sealed class WhatWasTyped(Chrome chrome, SharedProgram shared)
{
    [Fact, Trait("Row", "R14")]
    public async Task At_the_end_of_notes_when_the_program_is_killed()
    {
        var url = ("ASPNETCORE_URLS", $"http://127.0.0.1:{FreePort.Next().ToString(CultureInfo.InvariantCulture)}");
        var data = Directory.CreateTempSubdirectory("retro-notes-").FullName;
        var program = await RetroProgram.Start(data, url);
        try
        {
            using var api = new ApiClient(program.Address);
            await using var ana = await chrome.Person("Ana", program.Address);
            var retro = await ana.Starts(api);
            await retro.Facilitator.Card("A topic");
            await retro.Facilitator.Enter("discuss");
            await ana.Opens(retro);
            await Notes(ana, "Base note");
            await ana.Mark();
            await program.Kill();
            await ana.Sees("Reconnecting… Your text is safe here.");
            await ana.Field("Notes").PressAsync("Control+End");
            await ana.Page.Keyboard.TypeAsync(" and what it means");
            await program.DisposeAsync();
            program = await RetroProgram.Start(data, url);

            await ana.IsBack();
            await Expect(ana.Field("Notes")).ToHaveValueAsync("Base note and what it means");
            await Expect(ana.Page.Locator(".notes [role=status]")).ToHaveTextAsync("Saved");
            Assert.Equal("Base note and what it means", await Notes(retro.Facilitator));
        }
        finally
        {
            await program.DisposeAsync();
            Directory.Delete(data, recursive: true);
        }
    }

    [Fact, Trait("Row", "R14")]
    public async Task In_notes_that_somebody_else_wrote_on_meanwhile()
    {
        await using var together = await Discussing();
        var (ana, ben) = (together.Ana, together.Ben);
        await Notes(ana, "Base note");
        await Expect(ben.Field("Notes")).ToHaveValueAsync("Base note");
        await Away(ana, async () =>
        {
            await ana.Field("Notes").PressAsync("Control+End");
            await ana.Page.Keyboard.TypeAsync(", Ana's");
        });
        await Notes(ben, "Base note\nBen's line");

        await ana.Page.GoBackAsync();

        foreach (var person in new[] { ben, ana })
            await Expect(person.Field("Notes")).ToHaveValueAsync("Base note, Ana's\nBen's line");
        Assert.Equal(0, await ana.Drafts());
    }

    [Fact, Trait("Row", "R14")]
    public async Task Notes_that_were_saved_and_emptied_by_others_stay_empty()
    {
        await using var together = await Discussing();
        var (ana, ben) = (together.Ana, together.Ben);
        await Notes(ana, "Nobody wants this any more");
        await Expect(ben.Field("Notes")).ToHaveValueAsync("Nobody wants this any more");
        await ana.Open("/");
        await Notes(ben, "");

        await ana.Page.GoBackAsync();
        await ana.IsLive();

        // The page tells one thing after the other.
        await ana.Button("Park topic").ClickAsync();
        await Expect(ana.Button("Take up again")).ToBeVisibleAsync();
        await Expect(ana.Field("Notes")).ToHaveValueAsync("");
        Assert.Equal("", await Notes(together.Retro.Facilitator));
    }

    [Fact, Trait("Row", "R14")]
    public async Task In_notes_of_a_topic_that_the_room_leaves_is_saved_there()
    {
        await using var together = await Discussing("A topic", "Another topic");
        var (ana, ben) = (together.Ana, together.Ben);
        await ben.Page.Does("() => addEventListener('change', e => e.stopImmediatePropagation(), true)");
        await ben.Field("Notes").FillAsync("In the middle of a");
        await ana.Button("Next topic").ClickAsync();

        await Expect(ben.Page.Locator(".topics__go").Last).ToHaveAttributeAsync("aria-current", "true");
        await Expect(ben.Field("Notes")).ToHaveValueAsync("");
        await ana.Page.Locator(".topics__go").First.ClickAsync();
        await Expect(ana.Field("Notes")).ToHaveValueAsync("In the middle of a");
        await Expect(ben.Field("Notes")).ToHaveValueAsync("In the middle of a");
        Assert.Equal(0, await ben.Drafts());
    }

    [Fact, Trait("Row", "R21")]
    public async Task A_take_away_is_the_newest_one_and_no_older_one_comes_back()
    {
        var site = (await shared.Program).Address;
        await using var ana = await chrome.Person("Ana", site);
        using var api = new ApiClient(site);
        var retro = await ana.Starts(api);
        await retro.Facilitator.Enter("close");
        await ana.Opens(retro);
        var field = ana.Field("One take-away");
        await field.FillAsync("Rest");
        await ana.Sees("Saved");
        await Away(ana, async () =>
        {
            await field.PressAsync("End");
            await ana.Page.Keyboard.TypeAsync(" more");
        });
        await ana.Page.GoBackAsync();
        await Expect(field).ToHaveValueAsync("Rest more");
        await ana.Sees("Saved");
        var second = await ana.Context.NewPageAsync();
        await second.GotoAsync($"/retros/{retro.Id}");
        await Expect(second.GetByRole(AriaRole.Textbox, new() { Name = "One take-away", Exact = true })).ToHaveValueAsync("Rest more");

        Assert.Equal(0, await ana.Drafts());
        await ana.Open("/");
        await second.GetByRole(AriaRole.Textbox, new() { Name = "One take-away", Exact = true }).FillAsync("Sleep");
        await Expect(second.GetByText("Saved", new() { Exact = true })).ToBeVisibleAsync();
        await ana.Page.GoBackAsync();
        await Expect(field).ToHaveValueAsync("Sleep");
    }

    async Task<Together> Discussing(params string[] topics)
    {
        var together = await Together.Open(chrome, shared);
        foreach (var topic in topics is [] ? ["A topic"] : topics)
            await together.Retro.Facilitator.Card(topic);
        await together.Retro.Facilitator.Enter("discuss");
        return together;
    }

    /// <summary>Types, and is gone before a second of rest has saved it.</summary>
    static async Task Away(Person person, Func<Task> type)
    {
        // Nothing that is typed from now on reaches the program.
        await person.Page.Does("() => addEventListener('change', e => e.stopImmediatePropagation(), true)");
        await type();
        await person.Open("/");
    }

    /// <summary>Writes all notes anew and waits until they are saved.</summary>
    static async Task Notes(Person person, string text)
    {
        await person.Field("Notes").FillAsync(text);
        await Expect(person.Page.Locator(".notes [role=status]")).ToHaveTextAsync("Saved");
        await person.Field("Notes").BlurAsync();
    }

    static async Task<string?> Notes(TestSeat seat) => (await seat.Board()).GetProperty("topics").EnumerateArray().Single().GetProperty("notes").GetString();
}
