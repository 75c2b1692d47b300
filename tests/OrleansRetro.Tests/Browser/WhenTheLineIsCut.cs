using OrleansRetro.Tests.Infrastructure;
using static Microsoft.Playwright.Assertions;

namespace OrleansRetro.Tests.Browser;

/// <summary>The sockets break while somebody types: what the field shows is what is saved.</summary>
[Trait("Row", "Fault-R25")]
public sealed class WhenTheLineIsCut(Chrome chrome, SharedProgram shared)
{
    [Fact]
    public async Task A_card_is_saved_as_its_field_shows_it()
    {
        var site = (await shared.Program).Address;
        await using var line = new Line(site);
        await using var ana = await chrome.Person("Ana", line.Address);
        using var api = new ApiClient(site);
        var retro = await ana.Starts(api);
        await ana.Opens(retro);
        await ana.Mark();
        var field = ana.Field("Add a card to Went well");

        await field.PressSequentiallyAsync("Typed before");
        line.Cut();
        await ana.Sees("Reconnecting… Your text is safe here.");
        Assert.Equal(0, await ana.Page.Locator("dialog[open]").CountAsync().Soon());
        await field.PressSequentiallyAsync(" and while it was down");
        line.Mend();
        await ana.IsConnected();
        await Expect(field).ToHaveValueAsync("Typed before and while it was down");
        await field.PressAsync("Enter");

        line.Cut();
        await ana.Sees("Reconnecting… Your text is safe here.");
        await field.PressSequentiallyAsync("Sent while it was down");
        await field.PressAsync("Enter");
        await Expect(ana.Page.Locator("[data-pending]", new() { HasText = "Sent while it was down" })).ToBeVisibleAsync();
        line.Mend();
        await Expect(ana.Page.Locator("[data-pending]")).ToHaveCountAsync(0);
        await Expect(ana.Page.Locator("[data-card]")).ToHaveCountAsync(2);
        Assert.True(await ana.Page.Says<bool>("() => window.isOld === true"), "The page was loaded again.");
        Assert.Equal(["Sent while it was down", "Typed before and while it was down"],
            (await retro.Facilitator.Board()).GetProperty("cards").EnumerateArray().Select(card => card.GetProperty("text").GetString()).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_way_back_that_breaks_off_at_its_handshake_is_tried_again()
    {
        var site = (await shared.Program).Address;
        await using var line = new Line(site);
        await using var ana = await chrome.Person("Ana", line.Address);
        using var api = new ApiClient(site);
        var retro = await ana.Starts(api);
        var (opened, broken) = (0, 0);
        await ana.Page.RouteWebSocketAsync("**/_blazor**", socket =>
        {
            if (Interlocked.Increment(ref opened) is 2 or 3)
                socket.OnMessage(handshake =>
                {
                    Interlocked.Increment(ref broken);
                    _ = socket.CloseAsync();
                });
            else
                socket.ConnectToServer();
        });
        await ana.Opens(retro);
        await ana.Mark();
        await ana.Field("Add a card to Went well").PressSequentiallyAsync("Typed before");

        line.Cut();
        await ana.Sees("Reconnecting… Your text is safe here.");
        line.Mend();
        await ana.IsConnected();
        await ana.Field("Add a card to Went well").PressAsync("Enter");

        await Expect(ana.Page.Locator("[data-card]")).ToHaveCountAsync(1);
        Assert.Equal(2, broken);
        Assert.True(await ana.Page.Says<bool>("() => window.isOld === true"), "The page was loaded again.");
    }

    [Fact, Trait("Row", "R19")]
    public async Task A_promise_is_made_as_its_fields_show_it()
    {
        var site = (await shared.Program).Address;
        await using var line = new Line(site);
        await using var ana = await chrome.Person("Ana", line.Address);
        using var api = new ApiClient(site);
        var retro = await ana.Starts(api);
        await retro.Facilitator.Enter("commit");
        await ana.Opens(retro);

        await ana.Field("What").PressSequentiallyAsync("merge every");
        await ana.Field("Done when").PressSequentiallyAsync("no branch is");
        line.Cut();
        await ana.Sees("Reconnecting… Your text is safe here.");
        await ana.Field("Done when").PressSequentiallyAsync(" older than a day");
        await ana.Field("What").PressSequentiallyAsync(" hour");
        line.Mend();
        await ana.IsConnected();
        await ana.Button("Add promise").ClickAsync();
        await Expect(ana.Page.Locator("li.promise .promise__text")).ToContainTextAsync("merge every hour");
        await Expect(ana.Page.Locator("li.promise .promise__done").First).ToContainTextAsync("no branch is older than a day");
    }
}
