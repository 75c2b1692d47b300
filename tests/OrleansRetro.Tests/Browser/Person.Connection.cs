using Microsoft.Playwright;

namespace OrleansRetro.Tests.Browser;

/// <summary>The line of a page, as its reader sees it.</summary>
sealed partial class Person
{
    /// <summary>Nothing says that the line is down, and the page is live.</summary>
    public async Task IsConnected()
    {
        await Assertions.Expect(Page.Locator("#components-reconnect-modal")).ToBeHiddenAsync(new() { Timeout = 30_000 });
        await IsLive();
    }
}
