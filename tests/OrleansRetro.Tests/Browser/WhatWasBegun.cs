using OrleansRetro.Tests.Infrastructure;
using static Microsoft.Playwright.Assertions;

namespace OrleansRetro.Tests.Browser;

/// <summary>What was begun and not sent when a page went away can be gone on with, until it is sent or given up.</summary>
[Trait("Row", "Fault-R26")]
public sealed class WhatWasBegun(Chrome chrome, SharedProgram shared)
{
    [Fact, Trait("Row", "R11")]
    public async Task In_a_card_that_was_being_edited()
    {
        var site = (await shared.Program).Address;
        await using var ana = await chrome.Person("Ana", site);
        using var api = new ApiClient(site);
        var retro = await ana.Starts(api);
        await ana.Opens(retro);
        await ana.Write("Went well", "One command");
        await Edits(ana, "One command");
        await ana.Field("Text of the card").FillAsync("One command starts");

        await ana.Page.ReloadAsync();

        await Expect(ana.Field("Text of the card")).ToHaveValueAsync("One command starts");
        await ana.Button("Cancel").ClickAsync();
        await ana.Sees("One command");
        await ana.Page.ReloadAsync();
        await ana.IsLive();
        await ana.Write("Went well", "Another");
        await Expect(ana.Field("Text of the card")).ToHaveCountAsync(0);

        await Edits(ana, "One command");
        await ana.Field("Text of the card").FillAsync("One command starts everything");
        await ana.Page.ReloadAsync();
        await ana.Field("Text of the card").PressAsync("Enter");
        await ana.Sees("One command starts everything");
        Assert.Equal(0, await ana.Drafts());
    }

    [Fact, Trait("Row", "R17")]
    public async Task In_a_comment()
    {
        var site = (await shared.Program).Address;
        await using var ana = await chrome.Person("Ana", site);
        using var api = new ApiClient(site);
        var retro = await ana.Starts(api);
        await retro.Facilitator.Card("A card");
        await retro.Facilitator.Enter("group");
        await ana.Opens(retro);
        await ana.Page.GetByLabel("More: A card").ClickAsync();
        await ana.Button("Comment").ClickAsync();
        await ana.Field("Add a comment").FillAsync("Half a thought");

        await ana.Page.ReloadAsync();
        await Expect(ana.Field("Add a comment")).ToHaveValueAsync("Half a thought");

        await ana.IsLive();
        await ana.Button("Go to Discuss").ClickAsync();
        await Expect(ana.Field("Notes")).ToBeVisibleAsync();
        await Expect(ana.Field("Add a comment")).ToHaveValueAsync("Half a thought");
        await ana.Field("Add a comment").PressAsync("Enter");
        await Expect(ana.Page.Locator(".comments [data-thing]")).ToContainTextAsync("Half a thought");
        await ana.Page.ReloadAsync();
        await ana.IsLive();
        await ana.Button("Promise from this").ClickAsync();
        await Expect(ana.Field("What")).ToBeVisibleAsync();
        await Expect(ana.Field("Add a comment")).ToHaveCountAsync(0);
    }

    [Fact, Trait("Row", "R19")]
    public async Task In_a_promise_from_a_topic_which_goes_on_to_commit()
    {
        var site = (await shared.Program).Address;
        await using var ana = await chrome.Person("Ana", site);
        using var api = new ApiClient(site);
        var retro = await ana.Starts(api);
        await retro.Facilitator.Card("A topic");
        await retro.Facilitator.Enter("discuss");
        await ana.Opens(retro);
        await ana.Button("Promise from this").ClickAsync();
        await ana.Field("What").FillAsync("merge every day");

        await ana.Page.ReloadAsync();
        await Expect(ana.Field("What")).ToHaveValueAsync("merge every day");

        await ana.IsLive();
        await ana.Next("Commit");
        await ana.Sees(NonePromised);
        await Expect(ana.Field("Done when")).ToHaveValueAsync("");
        await Expect(ana.Field("What")).ToHaveValueAsync("merge every day");
        await ana.Sees("From: A topic");
        await ana.Field("Done when").FillAsync("no branch is older");
        await ana.Button("Add promise").ClickAsync();
        await Expect(ana.Page.Locator("li.promise .promise__text")).ToContainTextAsync("merge every day");
        await ana.Button("Go to Discuss").ClickAsync();
        await ana.Button("Promise from this").ClickAsync();
        await Expect(ana.Field("What")).ToHaveValueAsync("");
    }

    const string NonePromised = "No promises yet. Begin with the topic on top.";

    [Fact]
    public async Task In_a_promise_that_is_sent_at_the_moment_in_which_the_retro_goes_on()
    {
        var site = (await shared.Program).Address;
        // What the program answers to a form that it has drawn away meanwhile.
        await using var ana = (await chrome.Person("Ana", site)).Forgiving("exception invoking 'DispatchEventAsync'");
        using var api = new ApiClient(site);
        var line = await SlowLine.Of(ana);
        var retro = await ana.Starts(api);
        await retro.Facilitator.Card("A topic");
        await retro.Facilitator.Enter("discuss");
        await ana.Opens(retro);
        await ana.IsLive();
        await ana.Button("Promise from this").ClickAsync();
        await ana.Field("What").FillAsync("merge every day");
        await ana.Field("Done when").FillAsync("no branch is older");

        line.Hold();
        await ana.Button("Add promise").ClickAsync();
        await retro.Facilitator.Enter("commit");
        await ana.Sees(NonePromised);
        line.Release();

        await Expect(ana.Field("What")).ToHaveValueAsync("merge every day");
        await Expect(ana.Field("Done when")).ToHaveValueAsync("no branch is older");
        await ana.Sees("From: A topic");
        await ana.Button("Add promise").ClickAsync();
        await Expect(ana.Page.Locator("li.promise .promise__text")).ToContainTextAsync("merge every day");
        await Expect(ana.Field("What")).ToHaveValueAsync("");
    }

    static async Task Edits(Person person, string card)
    {
        await person.Page.GetByLabel($"More: {card}").ClickAsync();
        await person.Button("Edit").ClickAsync();
    }
}
