using OrleansRetro.Tests.Infrastructure;

namespace OrleansRetro.Tests.Browser;

/// <summary>A sentence that ends in a field keeps its full stop beside it, however wide the screen is.</summary>
public sealed class NoLoneFullStops(Chrome chrome, SharedProgram shared)
{
    [Theory, Trait("Row", "R34"), Trait("Row", "R12")]
    [InlineData("commit", "de-DE", ".composer .say")]
    [InlineData("close", "de-DE", ".say--small")]
    [InlineData("commit", "en-GB", ".composer .say")]
    public async Task In_a_sentence_with_blanks(string phase, string language, string sentence)
    {
        var site = (await shared.Program).Address;
        await using var ana = await chrome.Person("Ana", site, locale: language);
        using var api = new ApiClient(site);
        var retro = await ana.Starts(api);
        await retro.Join("Ben");
        await retro.Facilitator.Enter(phase);
        await ana.Opens(retro);
        var strays = new List<string>();
        foreach (var words in new[] { "", "Ein langer Satz, der in jedem Fall über mehr als nur eine einzige Zeile geht" })
        {
            if (words.Length > 0)
                await ana.Page.Locator($"{sentence} textarea").First.FillAsync(words);
            for (var width = 320; width <= 480; width += 4)
            {
                await ana.Page.SetViewportSizeAsync(width, 844);
                var found = await ana.Page.Locator(sentence).Says<string[]>("""
                    sentence => [...sentence.querySelectorAll('.blank')].flatMap(blank => {
                      const mark = blank.nextSibling;
                      if (mark?.nodeType !== Node.TEXT_NODE || !/^[.,]/.test(mark.data)) return [];
                      const range = document.createRange();
                      range.setStart(mark, 0);
                      range.setEnd(mark, 1);
                      const at = range.getBoundingClientRect();
                      return [at.top >= blank.getBoundingClientRect().bottom - 1 ? 'alone' : at.right > sentence.getBoundingClientRect().right + 1 ? 'outside' : 'beside'];
                    })
                    """);
                Assert.NotEmpty(found);
                strays.AddRange(found.Where(mark => mark != "beside").Select(mark => $"{mark} at {width}"));
            }
        }
        Assert.Empty(strays);
    }
}
