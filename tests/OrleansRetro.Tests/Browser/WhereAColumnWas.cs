using OrleansRetro.Tests.Infrastructure;
using static Microsoft.Playwright.Assertions;

namespace OrleansRetro.Tests.Browser;

/// <summary>Words on their way to a place that is there no longer, or not at the moment.</summary>
[Trait("Row", "Fault-R25"), Trait("Row", "R11")]
public sealed class WhereAColumnWas(Chrome chrome, SharedProgram shared)
{
    [Fact, Trait("Row", "R06")]
    public async Task A_card_that_was_under_way_to_a_removed_column_stands_at_the_board_and_can_go_elsewhere()
    {
        await using var cut = await CutOff();
        var ben = cut.Ben;
        await ben.Field("Add a card to Didn't").FillAsync("Sent while it was down");
        await ben.Field("Add a card to Didn't").PressAsync("Enter");
        await ben.Field("Add a card to Ideas").FillAsync("Half a thought");
        await cut.Remove("Didn't");
        await cut.Remove("Ideas");
        cut.Line.Mend();
        await ben.IsConnected();

        var card = ben.Page.Locator("[data-stray]", new() { HasText = "Sent while it was down" });
        var half = ben.Page.Locator("[data-stray]", new() { HasText = "Half a thought" });
        await Expect(card).ToContainTextAsync("This column is gone.");
        await Expect(half).ToContainTextAsync("This column is gone.");
        await ben.Page.ReloadAsync();
        await ben.IsLive();
        await Expect(card).ToContainTextAsync("This column is gone.");
        await card.GetByText("Put it into Went well").ClickAsync();
        await Expect(ben.Page.Locator("[data-card]")).ToContainTextAsync("Sent while it was down");
        await half.GetByText("Put it into Went well").ClickAsync();
        await Expect(ben.Field("Add a card to Went well")).ToHaveValueAsync("Half a thought");
        await ben.Field("Add a card to Went well").PressAsync("Enter");
        await Expect(ben.Page.Locator("[data-card]")).ToHaveCountAsync(2);
        await Expect(ben.Page.Locator("[data-stray]")).ToHaveCountAsync(0);
        Assert.Equal(["Half a thought", "Sent while it was down"],
            (await cut.Retro.Facilitator.Board()).GetProperty("cards").EnumerateArray().Select(card => card.GetProperty("text").GetString()).Order(StringComparer.Ordinal));
    }

    [Fact, Trait("Row", "R06")]
    public async Task It_goes_where_it_was_meant_to_when_the_column_is_back_and_away_when_nobody_wants_it()
    {
        await using var cut = await CutOff();
        var ben = cut.Ben;
        foreach (var text in new[] { "Wanted", "Unwanted" })
        {
            await ben.Field("Add a card to Didn't").FillAsync(text);
            await ben.Field("Add a card to Didn't").PressAsync("Enter");
        }
        await cut.Remove("Didn't");
        cut.Line.Mend();
        await ben.IsConnected();
        await ben.Page.Locator("[data-stray]", new() { HasText = "Unwanted" }).GetByLabel("Dismiss").ClickAsync();
        await Expect(ben.Page.Locator("[data-stray]")).ToHaveCountAsync(1);

        await cut.Ana.Button("Undo").ClickAsync();

        await Expect(ben.Region("Didn't").Locator("[data-card]")).ToContainTextAsync("Wanted");
        await Expect(ben.Page.Locator("[data-stray]")).ToHaveCountAsync(0);
        await Expect(ben.Page.Locator("[data-pending]")).ToHaveCountAsync(0);
    }

    [Fact, Trait("Row", "R08")]
    public async Task A_card_that_came_too_late_for_its_phase_goes_when_writing_is_open_again()
    {
        await using var cut = await CutOff();
        var ben = cut.Ben;
        await ben.Field("Add a card to Didn't").FillAsync("Sent while it was down");
        await ben.Field("Add a card to Didn't").PressAsync("Enter");
        await cut.Retro.Facilitator.Enter("group");
        cut.Line.Mend();
        await ben.IsConnected();
        await Expect(ben.Page.Locator("[data-pending]")).ToContainTextAsync("This belongs to the phase Write");

        await cut.Retro.Facilitator.Enter("write");

        await Expect(ben.Page.Locator("[data-card]")).ToContainTextAsync("Sent while it was down");
        await Expect(ben.Page.Locator("[data-pending]")).ToHaveCountAsync(0);
    }

    async Task<Cut> CutOff()
    {
        var site = (await shared.Program).Address;
        var line = new Line(site);
        var (ana, ben, api) = (await chrome.Person("Ana", site), await chrome.Person("Ben", line.Address), new ApiClient(site));
        var retro = await ana.Starts(api);
        var cut = new Cut(ana, ben, api, line, retro);
        await ben.Sits(retro);
        await ana.Opens(retro);
        await ben.Opens(retro);
        line.Cut();
        await ben.Sees("Reconnecting… Your text is safe here.");
        return cut;
    }

    /// <summary>Ana facilitates, and nothing of what Ben does arrives until the line is mended.</summary>
    sealed record Cut(Person Ana, Person Ben, ApiClient Api, Line Line, TestRetro Retro) : IAsyncDisposable
    {
        public async Task Remove(string column)
        {
            await Ana.Page.GetByLabel($"Menu of {column}").ClickAsync();
            await Ana.Button("Remove column").ClickAsync();
            await Expect(Ana.Region(column)).ToHaveCountAsync(0);
        }

        public async ValueTask DisposeAsync()
        {
            await using (Ana)
            await using (Ben)
            await using (Line)
                Api.Dispose();
        }
    }
}
