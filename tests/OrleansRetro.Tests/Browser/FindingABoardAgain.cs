using Microsoft.Playwright;
using OrleansRetro.Tests.Infrastructure;

namespace OrleansRetro.Tests.Browser;

/// <summary>Somebody closed the page, and comes back to the start.</summary>
public class FindingABoardAgain(Chrome chrome, SharedProgram shared)
{
    [Fact, Trait("Row", "R01")]
    public async Task It_is_among_the_recent_ones_of_this_device()
    {
        await using var ana = await chrome.Person("Ana", (await shared.Program).Address);
        await ana.Open("/");
        await ana.Button("Start a retro").ClickAsync();
        await ana.Page.WaitForURLAsync("**/retros/*");
        await ana.Write("Went well", "One command starts everything.");
        var (board, title) = (ana.Page.Url, await ana.Page.GetByRole(AriaRole.Heading, new() { Level = 1 }).GetAttributeAsync("aria-label"));

        await ana.Open("/");
        await ana.Page.GetByRole(AriaRole.Link, new() { Name = title! }).ClickAsync();

        await ana.Page.WaitForURLAsync(board);
        await ana.Sees("One command starts everything.");
    }
}
