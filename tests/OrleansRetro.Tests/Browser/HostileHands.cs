using Microsoft.Playwright;
using OrleansRetro.Tests.Infrastructure;
using static Microsoft.Playwright.Assertions;

namespace OrleansRetro.Tests.Browser;

/// <summary>Clicks that come too often, and pages of others that would like to click.</summary>
public sealed class HostileHands(Chrome chrome, SharedProgram shared)
{
    [Fact, Trait("Row", "Attack-A7")]
    public async Task Five_clicks_at_once_make_one_card_and_one_promise()
    {
        var site = (await shared.Program).Address;
        await using var ana = await chrome.Person("Ana", site);
        using var api = new ApiClient(site);
        var retro = await ana.Starts(api);
        await ana.Opens(retro);
        await ana.Field("Add a card to Went well").FillAsync("Once");
        await ana.Region("Went well").GetByRole(AriaRole.Button, new() { Name = "Add", Exact = true }).Does("button => { for (let time = 0; time < 5; time++) button.click(); }");
        await Expect(ana.Page.Locator("[data-pending]")).ToHaveCountAsync(0);
        await ana.Write("Went well", "Another");
        await Expect(ana.Page.Locator("[data-card]")).ToHaveCountAsync(2);

        await retro.Facilitator.Enter("commit");
        await ana.Field("What").FillAsync("merge every hour");
        await ana.Field("Done when").FillAsync("no branch is older than a day");
        await ana.Field("Done when").Does("field => { field.dispatchEvent(new Event('change', { bubbles: true })); const button = field.form.querySelector('[type=submit]'); for (let time = 0; time < 5; time++) button.click(); }");
        await Expect(ana.Page.Locator("li.promise")).ToHaveCountAsync(1);
        await ana.Next("Close");
        await Expect(ana.Page.GetByRole(AriaRole.Radio).First).ToBeVisibleAsync();
        Assert.Equal(2, (await retro.Facilitator.Board()).GetProperty("cards").GetArrayLength());
        Assert.Equal(1, (await retro.Facilitator.Board()).GetProperty("promises").GetArrayLength());
    }

    [Fact, Trait("Row", "Attack-A13")]
    public async Task No_page_of_another_origin_can_frame_a_board()
    {
        var site = (await shared.Program).Address;
        await using var ana = (await chrome.Person("Ana", site)).Forgiving("frame-ancestors");
        using var api = new ApiClient(site);
        var retro = await ana.Starts(api);
        var elsewhere = $"http://localhost:{site.Port}/elsewhere";
        await ana.Page.RouteAsync(elsewhere, route => route.FulfillAsync(new() { ContentType = "text/html", Body = $"<iframe src='{site}retros/{retro.Id}'></iframe>" }));
        await ana.Open(elsewhere);
        Assert.StartsWith("chrome-error:", Assert.Single(ana.Page.Frames, frame => frame.ParentFrame is not null).Url, StringComparison.Ordinal);
    }
}
