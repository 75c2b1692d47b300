using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace OrleansRetro.Tests.Browser;

/// <summary>What a team does in a retro, as steps that people would name.</summary>
static class Team
{
    /// <summary>A promise that somebody asks for: by whom, what, and how all can tell.</summary>
    public sealed record Promise(string Owner, string What, string DoneWhen);

    /// <summary>What three of them promise each other.</summary>
    public static Promise[] Promises { get; } =
    [
        new("Ben", "merge every hour", "no branch is older than a day"),
        new("Chloe", "draw the dark theme first", "each page has both screenshots"),
        new("Dev", "ask a newcomer to run the README", "they wrote a card without asking us"),
    ];

    /// <summary>From the landing page to the board; answers the code that lets others in.</summary>
    public static async Task<string> Start(Person ana, string format)
    {
        await ana.Open("/");
        await ana.Page.Locator("details.formats > summary").ClickAsync();
        await ana.Page.GetByLabel(format).CheckAsync();
        await ana.Button("Start a retro").ClickAsync();
        await ana.Page.WaitForURLAsync("**/retros/*");
        await Expect(ana.Field($"Add a card to {FortyCards.DoneWell}")).ToBeFocusedAsync();
        await ana.Button("Share").ClickAsync();
        return (await ana.Page.Locator(".code").First.InnerTextAsync()).Replace(" ", "", StringComparison.Ordinal);
    }

    /// <summary>Ten cards each, all at once, each saved in the end; nobody's page has another's.</summary>
    public static async Task Write(Person[] team)
    {
        await Task.WhenAll(team.Select(async (person, index) =>
        {
            foreach (var (column, text) in Own(index))
                await person.Write(column, text);
            await Expect(person.Page.Locator("[data-pending]")).ToHaveCountAsync(0, new() { Timeout = 30_000 });
        }));
        foreach (var (index, person) in team.Index())
        {
            var content = await person.Page.ContentAsync().Soon();
            Assert.DoesNotContain(FortyCards.All.Except(Own(index)), card => content.Contains(card.Text, StringComparison.Ordinal));
        }

        IEnumerable<(string Column, string Text)> Own(int index) => FortyCards.All.Where((_, card) => card % team.Length == index);
    }

    /// <summary>Every card once, in its column.</summary>
    public static async Task SeesAllCards(Person person)
    {
        foreach (var (column, text) in FortyCards.All)
            await Expect(person.Region(column).GetByText(text, new() { Exact = true })).ToHaveCountAsync(1);
    }

    /// <summary>Two cards into a group, by the menu, and a name for it.</summary>
    public static async Task Group(Person person, FortyCards.Pair pair)
    {
        var card = person.Page.Locator("li.card", new() { HasText = pair.Card });
        await card.Locator("summary.card__act").ClickAsync();
        await card.GetByRole(AriaRole.Button, new() { Name = "Group with…" }).ClickAsync();
        await card.GetByRole(AriaRole.Button, new() { Name = pair.With[..20] }).ClickAsync();
        var group = person.Page.Locator("li.group", new() { HasText = pair.Card });
        await Expect(group).ToContainTextAsync(pair.With, new() { Timeout = 20_000 });
        await group.GetByRole(AriaRole.Button, new() { Name = "Name this group" }).ClickAsync();
        await person.Field("Group title").FillAsync(pair.Title);
        await person.Field("Group title").PressAsync("Enter");
        await Expect(group.GetByRole(AriaRole.Button, new() { Name = pair.Title })).ToBeVisibleAsync(new() { Timeout = 20_000 });
    }

    public static async Task Vote(Person person, string topic)
    {
        await person.Button($"Vote for {topic}").ClickAsync();
        await Expect(person.Button($"Take a vote back from {topic}")).ToBeVisibleAsync();
    }

    /// <summary>Four fields and one button.</summary>
    public static async Task Ask(Person asking, Promise promise)
    {
        await asking.Page.GetByLabel("Who", new() { Exact = true }).SelectOptionAsync(new SelectOptionValue { Label = promise.Owner == asking.Name ? $"{promise.Owner} (you)" : promise.Owner });
        await asking.Field("What").FillAsync(promise.What);
        await asking.Field("Done when").FillAsync(promise.DoneWhen);
        await asking.Page.Locator("form.composer button[type=submit]").ClickAsync();
        await Expect(asking.Page.Locator("li.promise", new() { HasText = promise.What })).ToBeVisibleAsync(new() { Timeout = 20_000 });
    }
}
