using Microsoft.Playwright;

namespace OrleansRetro.Tests.Browser;

/// <summary>Promises, as people make them on the board.</summary>
sealed partial class Person
{
    /// <summary>Somebody (as the list names them) is asked for something by the usual day.</summary>
    public async Task Ask(string owner, string what, string doneWhen)
    {
        await Page.GetByLabel("Who", new() { Exact = true }).SelectOptionAsync(new SelectOptionValue { Label = owner });
        await Field("What").FillAsync(what);
        await Field("Done when").FillAsync(doneWhen);
        await Page.Locator("form.composer button[type=submit]").ClickAsync();
        await Assertions.Expect(Page.Locator("li.promise", new() { HasText = what })).ToBeVisibleAsync();
    }
}
