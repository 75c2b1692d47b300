using Microsoft.Playwright;
using OrleansRetro.Tests.Infrastructure;
using static Microsoft.Playwright.Assertions;

namespace OrleansRetro.Tests.Browser;

/// <summary>What somebody takes along from a retro where nobody is named.</summary>
public sealed class TakenAlong(Chrome chrome, SharedProgram shared)
{
    [Fact, Trait("Row", "R10"), Trait("Row", "R21")]
    public async Task It_stays_in_this_browser_alone_and_outlives_a_reload()
    {
        var program = await shared.Program;
        var (words, others) = ($"Rest more {Guid.NewGuid()}", $"Ask earlier {Guid.NewGuid()}");
        await using var ana = await chrome.Person("Ana", program.Address);
        using var api = new ApiClient(program.Address);

        await Takes(words, anonymous: true);
        await ana.Page.ReloadAsync();
        await ana.IsLive();
        await Expect(ana.Field("One take-away")).ToHaveValueAsync(words);
        Assert.False(await IsStored(program, words), "It lies on the server.");

        await Takes(others, anonymous: false);
        await ana.Sees("Saved");
        Assert.True(await IsStored(program, others), "What is stored is found: so the test can find it.");

        async Task Takes(string text, bool anonymous)
        {
            var retro = await ana.Starts(api, anonymous);
            await retro.Facilitator.Enter("close");
            await ana.Opens(retro);
            await ana.Field("One take-away").FillAsync(text);
            await ana.Field("One take-away").BlurAsync();
            // The page tells one thing after the other, so what was typed has been heard when this is answered.
            await ana.Page.GetByRole(AriaRole.Radio, new() { Name = "4: It gave back more than it took." }).CheckAsync();
            await ana.Sees("It gave back more than it took.");
        }
    }

    /// <summary>Whether any store of this program has these words, in its log of writes or in itself.</summary>
    static async Task<bool> IsStored(RetroProgram program, string words)
    {
        foreach (var path in Directory.EnumerateFiles(program.DataDirectory, "*.db*", SearchOption.AllDirectories))
        {
            await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var copy = new MemoryStream();
            await file.CopyToAsync(copy, TestContext.Current.CancellationToken);
            if (copy.GetBuffer().AsSpan(0, (int)copy.Length).IndexOf(System.Text.Encoding.UTF8.GetBytes(words)) >= 0)
                return true;
        }
        return false;
    }
}
