using System.Text.Json;
using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace OrleansRetro.Tests.Browser;

/// <summary>
/// Looks at what is on a screen as it is: on a laptop and on a phone, light and dark, with axe's rules for WCAG 2.2 AA and good practice;
/// and whether anything has to be scrolled sideways. Collects what it finds, to be told at once.
/// </summary>
/// <param name="wide">Also on a large screen.</param>
sealed class Inspection(bool wide = false)
{
    static readonly string Axe = new BundledAxeScriptProvider().GetScript();
    static readonly (int Width, int Height) Laptop = (1440, 900), Phone = (390, 844), Large = (1920, 1080);

    static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    readonly (int Width, int Height)[] _screens = wide ? [Laptop, Phone, Large] : [Laptop, Phone];
    readonly List<string> _found = [];
    readonly List<string> _seen = [];

    /// <summary>Looks at this page, called <paramref name="name"/>.</summary>
    public async Task Of(Person person, string name)
    {
        var page = person.Page;
        _seen.Add(name);
        foreach (var (width, height) in _screens)
        {
            await page.SetViewportSizeAsync(width, height);
            foreach (var theme in new[] { ColorScheme.Light, ColorScheme.Dark })
            {
                await page.EmulateMediaAsync(new() { ColorScheme = theme });
                _found.AddRange((await Violations(page)).Select(fault => $"{name}, {width}, {theme}: {fault}"));
            }
        }
        foreach (var width in new[] { 390, 320 })
        {
            await page.SetViewportSizeAsync(width, 844);
            if (await page.Says<int>("() => { scrollTo(9999, scrollY); const moved = scrollX; scrollTo(0, scrollY); return moved; }") is var moved && moved > 0)
                _found.Add($"{name}, {width}: scrolls sideways by {moved}");
        }
        await page.SetViewportSizeAsync(Laptop.Width, Laptop.Height);
        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
    }

    /// <summary>What was wrong anywhere.</summary>
    public IReadOnlyList<string> Found => _found;

    /// <summary>So many pages were seen, and nothing was wrong with any.</summary>
    public void FoundNothingOn(int pages)
    {
        Assert.True(_found.Count == 0, string.Join('\n', _found));
        Assert.Equal(pages, _seen.Count);
    }

    static async Task<IEnumerable<string>> Violations(IPage page)
    {
        // Given to the page by the debugger, beside its policy: that stays as strict as it is.
        if (!await page.Says<bool>("() => 'axe' in window"))
            await page.Does(Axe);
        var violations = await page.Says<JsonElement>("""
            async () => {
              // Whatever moves is moved to its end: what is judged is the picture that stays, and an animation that is held would never end by itself.
              document.getAnimations().filter(a => a.effect?.getComputedTiming().endTime !== Infinity).forEach(a => a.finish());
              const { violations } = await axe.run(document, {
                runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
                resultTypes: ['violations'],
                performanceTimer: false,
              });
              return violations.flatMap(v => v.nodes.map(n => `${v.id} ${n.target.join(' ')} ${n.html.slice(0, 160)} ${n.any.map(c => c.message).join(' ').slice(0, 200)}`));
            }
            """).WaitAsync(Patience);
        return violations.EnumerateArray().Select(violation => violation.GetString()!);
    }
}
