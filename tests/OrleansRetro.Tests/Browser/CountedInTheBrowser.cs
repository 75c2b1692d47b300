using Microsoft.Playwright;
using OrleansRetro.Tests.Infrastructure;
using static Microsoft.Playwright.Assertions;

namespace OrleansRetro.Tests.Browser;

/// <summary>How much somebody has to do, and how long it takes.</summary>
public sealed class CountedInTheBrowser(Chrome chrome, SharedProgram shared)
{
    [Fact, Trait("Row", "R01"), Trait("Row", "Counted")]
    public async Task The_first_card_takes_two_clicks_and_a_text_even_on_a_slow_line()
    {
        await using var line = new Line((await shared.Program).Address, roundTrip: TimeSpan.FromMilliseconds(150));
        await using var ana = await chrome.Person("Ana", line.Address);
        var hands = new Hands();
        await ana.Open("/");
        await hands.Tap(ana.Button("Start a retro"));
        await ana.Page.WaitForURLAsync("**/retros/*");
        await ana.IsLive();
        // Since the click: a navigation begins with it, redirects and all.
        var interactive = TimeSpan.FromMilliseconds(await ana.Page.Says<double>("() => performance.now()"));
        TestContext.Current.TestOutputHelper!.WriteLine($"Interactive after {interactive.TotalMilliseconds:0} ms");
        // Twice what a quiet machine may take: requests that wait for each other again would take longer than that.
        Assert.InRange(interactive, TimeSpan.Zero, TimeSpan.FromSeconds(5));
        await hands.Type(ana.Field("Add a card to Went well"), "One command starts everything.");
        await hands.Enter(ana.Field("Add a card to Went well"));
        await Expect(ana.Page.Locator("[data-card] .card__text")).ToHaveTextAsync("One command starts everything.", new() { Timeout = 20_000 });
        Assert.Equal((2, 1), (hands.Taps, hands.Fields));
    }

    [Fact, Trait("Row", "R02"), Trait("Row", "Counted")]
    public async Task Joining_by_the_link_takes_a_name_and_one_click()
    {
        var site = (await shared.Program).Address;
        await using var ana = await chrome.Person("Ana", site);
        await using var ben = await chrome.Person("Ben", site, width: 390, height: 844, touch: true);
        using var api = new ApiClient(site);
        await ana.Opens(await ana.Starts(api));
        await ana.Button("Share").ClickAsync();
        var link = await ana.Field("Link").InputValueAsync();
        await DrawnQr.Says(link, ana.Page.GetByRole(AriaRole.Img, new() { Name = "QR code for joining" }));

        var hands = new Hands();
        await ben.Open(link);
        await Expect(ben.Field("Your name")).ToBeFocusedAsync();
        await hands.Type(ben.Field("Your name"), "Ben");
        await hands.Tap(ben.Button("Join"));
        await Expect(ben.Field("Add a card to Went well")).ToBeVisibleAsync();
        Assert.Equal((1, 1), (hands.Taps, hands.Fields));
    }

    [Fact, Trait("Row", "R19"), Trait("Row", "Counted")]
    public async Task A_promise_has_four_fields_and_one_tap_answers_it()
    {
        await using var together = await Together.Open(chrome, shared, width: 390, height: 844, touch: true);
        var (ana, ben) = (together.Ana, together.Ben);
        await together.Retro.Facilitator.Enter("commit");
        await Expect(ana.Field("What")).ToBeVisibleAsync();

        var (asking, answering, began) = (new Hands(), new Hands(), TimeProvider.System.GetTimestamp());
        await asking.Choose(ana.Page.GetByLabel("Who", new() { Exact = true }), "Ben");
        await asking.Type(ana.Field("What"), "send the pilot invoices");
        await asking.Type(ana.Field("Done when"), "all 12 pilots have an invoice");
        await asking.Pick(ana.Page.GetByLabel("By when"), DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().Date).AddDays(7));
        await asking.Tap(ana.Button("Ask Ben"));
        await Expect(ana.Page.Locator("li.promise")).ToContainTextAsync("send the pilot invoices");
        Assert.InRange(TimeProvider.System.GetElapsedTime(began), TimeSpan.Zero, TimeSpan.FromSeconds(20));
        Assert.Equal((1, 4), (asking.Taps, asking.Fields));

        await answering.Tap(ben.Button("I promise"));
        await ana.Sees("Promised");
        Assert.Equal((1, 0), (answering.Taps, answering.Fields));
    }

    [Fact, Trait("Row", "R22"), Trait("Row", "Counted")]
    public async Task One_click_copies_the_summary_as_rich_text_and_as_Markdown()
    {
        var site = (await shared.Program).Address;
        await using var ana = await chrome.Person("Ana", site);
        await ana.Context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
        using var api = new ApiClient(site);
        var retro = await ana.Starts(api, title: "Pilot");
        await retro.Facilitator.Card("The import went out **two days** early.");
        await retro.Facilitator.Enter("close");
        await ana.Open($"/retros/{retro.Id}/summary");

        var hands = new Hands();
        await hands.Tap(ana.Button("Copy summary"));
        await Expect(ana.Button("Copied")).ToBeVisibleAsync();
        var copied = await ana.Page.Says<Dictionary<string, string>>("""
            async () => {
              const [item] = await navigator.clipboard.read();
              return Object.fromEntries(await Promise.all(item.types.map(async type => [type, await (await item.getType(type)).text()])));
            }
            """);
        Assert.Equal(1, hands.Taps);
        Assert.Equal((await retro.Facilitator.Export("md")).Is(200).Text.Trim().ReplaceLineEndings("\n"), copied["text/plain"].Trim().ReplaceLineEndings("\n"));
        Assert.Contains("<h1>Pilot</h1>", copied["text/html"], StringComparison.Ordinal);
        Assert.Contains("<strong>two days</strong>", copied["text/html"], StringComparison.Ordinal);
        Assert.DoesNotContain("<button", copied["text/html"], StringComparison.Ordinal);
    }
}
