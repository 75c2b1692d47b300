using System.Text.RegularExpressions;
using Microsoft.Playwright;
using OrleansRetro.Tests.Infrastructure;
using static Microsoft.Playwright.Assertions;

namespace OrleansRetro.Tests.Browser;

/// <summary>Somebody's seat is taken away while they sit there.</summary>
public sealed class Removed(Chrome chrome, SharedProgram shared)
{
    [Fact, Trait("Row", "R02"), Trait("Row", "Attack-A31")]
    public async Task Their_page_says_so_and_nothing_opens_for_them_again()
    {
        await using var together = await Together.Open(chrome, shared);
        var (ana, ben, api, retro, seat) = together;
        ben.Forgiving("404");
        await seat.Card("Ben's words stay");
        await using var heard = await seat.Watch();
        await heard.Next("snapshot");

        await ana.Page.Locator("summary.people__open").ClickAsync();
        await Expect(ana.Page.Locator(".who-list > li:not(.is-away)")).ToHaveCountAsync(2);
        await ana.Page.Locator(".person summary", new() { HasText = "Ben" }).ClickAsync();
        await ana.Button("Remove Ben").ClickAsync();
        await ana.Page.GetByRole(AriaRole.Dialog, new() { NameRegex = new Regex("^Remove Ben\\?") }).GetByRole(AriaRole.Button, new() { Name = "Remove Ben" }).ClickAsync();

        await ben.Sees("You no longer have a seat in this retro.");
        foreach (var page in new[] { "", "/wall", "/summary" })
        {
            Assert.Equal(404, (await ben.Page.GotoAsync($"/retros/{retro.Id}{page}"))!.Status);
            await ben.Sees("There is no retro here.");
            Assert.Equal(404, (await ben.Page.ReloadAsync())!.Status);
        }
        foreach (var answer in new[] { await seat.GetBoard(), await seat.Export("json"), await seat.PutCard(Guid.NewGuid(), "Still here"), await api.Get($"/api/v1/retros/{retro.Id}/changes", seat.Token) })
        {
            Assert.Contains((int)answer.Status, new[] { 403, 404 });
            Assert.DoesNotContain("words", answer.Text, StringComparison.Ordinal);
        }
        while (await heard.Next() is { } last)
            Assert.Contains(last.Name, new[] { "room", "change" });
        await Expect(ana.Region("Went well")).ToContainTextAsync("Ben's words stay");
    }
}
