using System.Diagnostics;
using OrleansRetro.Tests.Infrastructure;

namespace OrleansRetro.Tests.Oidc;

/// <summary>A real OpenID provider, oidc-provider from npm, in a process of its own on loopback.</summary>
sealed class OpenIdProvider : IAsyncDisposable
{
    const string Issues = "Issuer ";
    public const string ClientId = "retro", ClientSecret = "a secret that both know";

    static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    readonly Process _process;
    readonly TaskCompletionSource<Uri> _issuer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly Task _reading;

    OpenIdProvider(Uri product)
    {
        var start = new ProcessStartInfo("node", [Built.Script("Oidc", "provider.mjs"), product.GetLeftPart(UriPartial.Authority)]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["MODULES"] = Built.NodeModules;
        _process = Process.Start(start)!;
        _reading = Task.WhenAll(Listen(_process.StandardOutput), Listen(_process.StandardError));
    }

    public Uri Issuer { get; private set; } = null!;

    /// <summary>Starts one that knows a product at this address.</summary>
    public static async Task<OpenIdProvider> Start(Uri product)
    {
        var provider = new OpenIdProvider(product);
        provider.Issuer = await provider._issuer.Task.WaitAsync(Patience, TestContext.Current.CancellationToken);
        return provider;
    }

    /// <summary>What the product is told of it.</summary>
    public (string, string)[] Settings => [("Retro__Oidc__Authority", Issuer.GetLeftPart(UriPartial.Authority)), ("Retro__Oidc__ClientId", ClientId), ("Retro__Oidc__ClientSecret", ClientSecret), ("Retro__Oidc__Name", "Example")];

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill();
        await _process.WaitForExitAsync();
        await _reading;
        _process.Dispose();
    }

    async Task Listen(StreamReader reader)
    {
        var said = new List<string>();
        while (await reader.ReadLineAsync() is { } line)
        {
            said.Add(line);
            if (line.StartsWith(Issues, StringComparison.Ordinal))
                _issuer.TrySetResult(new(line[Issues.Length..]));
        }
        if (reader == _process.StandardOutput)
            _issuer.TrySetException(new InvalidOperationException($"The provider ended instead of serving: {string.Join('\n', said)}"));
    }
}
