using Microsoft.Playwright;

namespace OrleansRetro.Tests.Browser;

/// <summary>What Playwright would wait for without end: a page that never answers fails its test by name.</summary>
static class Bounded
{
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    /// <summary>What a script in the page says.</summary>
    public static Task<T> Says<T>(this IPage page, string script) => page.EvaluateAsync<T>(script).Soon();

    /// <summary>What a script says of what this finds.</summary>
    public static Task<T> Says<T>(this ILocator found, string script) => found.EvaluateAsync<T>(script).Soon();

    /// <summary>A script in the page that has nothing to say.</summary>
    public static Task Does(this IPage page, string script) => page.EvaluateAsync(script).Soon();

    /// <summary>A script that is handed what this finds.</summary>
    public static Task Does(this ILocator found, string script) => found.EvaluateAsync(script).Soon();

    /// <summary>The bytes of a file once it is there whole.</summary>
    public static async Task<byte[]> Bytes(this IDownload download) =>
        await File.ReadAllBytesAsync(await download.PathAsync().Soon(), TestContext.Current.CancellationToken);

    public static Task Soon(this Task waiting) => waiting.WaitAsync(Patience, TestContext.Current.CancellationToken);

    public static Task<T> Soon<T>(this Task<T> waiting) => waiting.WaitAsync(Patience, TestContext.Current.CancellationToken);
}
