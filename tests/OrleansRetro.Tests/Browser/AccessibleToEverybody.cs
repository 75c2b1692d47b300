using OrleansRetro.Tests.Infrastructure;

namespace OrleansRetro.Tests.Browser;

/// <summary>Every page before and after the board, in both themes, on a laptop and on a phone.</summary>
[Trait("Row", "Axe")]
public sealed class AccessibleToEverybody(Chrome chrome, SharedProgram shared)
{
    [Theory]
    [InlineData("en-GB")]
    [InlineData("de-DE")]
    public async Task Pages_before_the_board(string locale)
    {
        var site = (await shared.Program).Address;
        await using var ana = (await chrome.Person("Ana", site, locale: locale)).Forgiving("404");
        await using var ben = await chrome.Person("Ben", site, locale: locale);
        using var api = new ApiClient(site);
        var retro = await ana.Starts(api);
        var inspection = new Inspection();

        await ben.Open("/");
        await inspection.Of(ben, "landing");
        await ben.Page.Locator("details.formats > summary").ClickAsync();
        await inspection.Of(ben, "landing with its formats");
        await ben.Open("/join");
        await inspection.Of(ben, "asking for a code");
        await ben.Open($"/join/{retro.JoinCode}");
        await inspection.Of(ben, "join");
        await ben.Open("/error");
        await inspection.Of(ben, "something went wrong");
        await ana.Open("/join/ZZZZZZ");
        await inspection.Of(ana, "a code that leads nowhere");
        await ana.Open("/nowhere");
        await inspection.Of(ana, "not found");
        inspection.FoundNothingOn(7);
    }

    [Fact]
    public async Task The_inspection_sees_what_is_wrong()
    {
        await using var ana = await chrome.Person("Ana", (await shared.Program).Address);
        await ana.Open("/");
        await ana.Page.Does("() => { document.querySelector('main').innerHTML = '<h1>Faults</h1><button></button><p style=\"color: #777; background: #666; width: 2000px\">grey</p>'; }");
        var inspection = new Inspection();
        await inspection.Of(ana, "planted");
        foreach (var fault in new[] { "button-name", "color-contrast", "scrolls sideways" })
            Assert.Contains(inspection.Found, found => found.Contains(fault, StringComparison.Ordinal));
    }
}
