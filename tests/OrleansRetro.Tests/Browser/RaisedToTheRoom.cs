using Microsoft.Playwright;
using OrleansRetro.Tests.Infrastructure;
using static Microsoft.Playwright.Assertions;

namespace OrleansRetro.Tests.Browser;

/// <summary>A promise that was taken along twice and became a card: it says whose it was, close above its words.</summary>
public sealed class RaisedToTheRoom(Chrome chrome, SharedProgram shared)
{
    const string What = "Keep the build under ten minutes, so that nobody waits for it with their hands in their lap";

    [Fact, Trait("Row", "R19"), Trait("Row", "R26")]
    public async Task The_card_says_whose_it_was_close_above_its_words()
    {
        var site = (await shared.Program).Address;
        await using var ana = await chrome.Person("Ana", site);
        using var api = new ApiClient(site);
        var first = await ana.Starts(api);
        await first.Facilitator.Enter("commit");
        await ana.Opens(first);
        await ana.Ask("Ana (you)", What, "It is green");
        await TakesAlong(ana, first.Facilitator);
        var second = await ana.SeatIn(api, Retro(ana));
        await TakesAlong(ana, second);
        var third = await ana.SeatIn(api, Retro(ana));
        await ana.IsLive();
        await ana.Button("Raise it").ClickAsync();
        await ana.Sees("It is a card now.");
        await third.Enter("write");
        var card = ana.Page.Locator("li.card", new() { HasText = What });
        await Expect(card).ToContainTextAsync("Still open: promised by Ana");
        await IsClose(ana, card);

        var other = await third.Card("Slow builds");
        await third.Enter("group");
        await third.PutGroup(Guid.NewGuid(), "Builds", Guid.Parse((await card.GetAttributeAsync("data-card"))!), other);
        await Expect(ana.Page.Locator("li.group li.card", new() { HasText = What })).ToBeVisibleAsync();
        await IsClose(ana, card);
    }

    /// <summary>The label is right above the text, begins where it does, and neither runs under the card's menu.</summary>
    static async Task IsClose(Person person, ILocator card)
    {
        foreach (var (width, height) in new[] { (1440, 900), (390, 844) })
        {
            await person.Page.SetViewportSizeAsync(width, height);
            var sizes = await card.Says<double[]>("""
                card => {
                  const box = node => { const range = document.createRange(); range.selectNodeContents(node); return range.getBoundingClientRect(); };
                  const [label, text] = ['p', '.card__text'].map(part => box(card.querySelector(part)));
                  const menu = card.querySelector('.menu')?.getBoundingClientRect();
                  return [text.top - label.bottom, text.left - label.left, menu ? Math.max(label.right, text.right) - menu.left : 0];
                }
                """);
            Assert.InRange(sizes[0], 0, 6);
            Assert.InRange(sizes[1], -1, 1);
            Assert.InRange(sizes[2], double.NegativeInfinity, 0);
        }
    }

    /// <summary>Ends a retro and starts the one after it.</summary>
    static async Task TakesAlong(Person person, TestSeat seat)
    {
        await seat.Enter("close");
        await person.Open($"/retros/{seat.Retro}/summary");
        await person.Button("Start the next one").ClickAsync();
        await person.Page.WaitForURLAsync(url => url.Contains("/retros/", StringComparison.Ordinal) && !url.Contains(seat.Retro, StringComparison.Ordinal));
    }

    static string Retro(Person person) => new Uri(person.Page.Url).Segments[^1];
}
