using Microsoft.Playwright;
using OrleansRetro.Tests.Browser;

[assembly: AssemblyFixture(typeof(Chrome))]

namespace OrleansRetro.Tests.Browser;

/// <summary>One Chromium for all tests; each person is a context of their own, with their own cookies.</summary>
public sealed class Chrome : IAsyncDisposable
{
    readonly Lazy<Task<(IPlaywright, IBrowser)>> _browser = new(Launch);

    /// <summary>Somebody at a screen of their own.</summary>
    internal async Task<Person> Person(string name, Uri site, int width = 1440, int height = 900, ColorScheme theme = ColorScheme.Light, string locale = "en-GB", bool touch = false, string? zone = null)
    {
        var (_, browser) = await _browser.Value;
        var context = await browser.NewContextAsync(new()
        {
            BaseURL = site.ToString(),
            ViewportSize = new() { Width = width, Height = height },
            ColorScheme = theme,
            Locale = locale,
            TimezoneId = zone,
            HasTouch = touch,
            ReducedMotion = ReducedMotion.Reduce,
        });
        context.SetDefaultTimeout(15_000);
        return new(name, context, await context.NewPageAsync());
    }

    public async ValueTask DisposeAsync()
    {
        if (!_browser.IsValueCreated)
            return;
        var (playwright, browser) = await _browser.Value;
        await browser.DisposeAsync();
        playwright.Dispose();
    }

    static async Task<(IPlaywright, IBrowser)> Launch()
    {
        var playwright = await Playwright.CreateAsync();
        return (playwright, await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Environment.GetEnvironmentVariable("CHROMIUM") is { Length: > 0 } path ? path : "/usr/bin/chromium",
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        }));
    }
}
