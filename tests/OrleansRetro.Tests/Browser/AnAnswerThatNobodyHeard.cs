using Microsoft.Playwright;
using OrleansRetro.Tests.Infrastructure;

namespace OrleansRetro.Tests.Browser;

/// <summary>Somebody answers before their page is live.</summary>
public class AnAnswerThatNobodyHeard(Chrome chrome, SharedProgram shared)
{
    [Fact, Trait("Row", "R21")]
    public async Task Is_given_as_soon_as_it_can_be_heard()
    {
        await using var ana = await chrome.Person("Ana", (await shared.Program).Address);
        await ana.Open("/");
        await ana.Button("Start a retro").ClickAsync();
        await ana.Page.WaitForURLAsync("**/retros/*");
        await ana.Write("Went well", "One command starts everything.");
        await ana.Button("Go to Close").ClickAsync();
        await Assertions.Expect(ana.Page.GetByRole(AriaRole.Radio)).ToHaveCountAsync(5);
        var line = new TaskCompletionSource();
        await ana.Page.RouteAsync("**/_blazor/negotiate**", async route =>
        {
            await line.Task.Soon();
            await route.ContinueAsync();
        });
        await ana.Page.ReloadAsync();

        await ana.Page.GetByRole(AriaRole.Radio, new() { Name = "4: It gave back more than it took." }).CheckAsync();
        line.SetResult();

        await ana.Sees("It gave back more than it took.");
        await ana.Page.UnrouteAllAsync();
        await ana.Page.ReloadAsync();
        await Assertions.Expect(ana.Page.GetByRole(AriaRole.Radio, new() { Name = "4: It gave back more than it took." })).ToBeCheckedAsync();
    }
}
