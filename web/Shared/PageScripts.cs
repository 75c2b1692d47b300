using Microsoft.JSInterop;
using OrleansRetro.Hosting;

namespace OrleansRetro.Shared;

/// <summary>The scripts of the page that a circuit serves. A page may close between a question and its answer: what was asked then is answered with nothing, and what was told is told to nobody.</summary>
/// <param name="browser">The browser at the other end.</param>
/// <param name="modules">Where the scripts are.</param>
public sealed class PageScripts(IJSRuntime browser, Modules modules)
{
    /// <summary>What a script's function answers; <c>default</c> when the page has gone.</summary>
    public async Task<T?> Ask<T>(string script, string function, params object?[] given)
    {
        try
        {
            await using var module = await browser.InvokeAsync<IJSObjectReference>("import", $"./{modules[script]}");
            return await module.InvokeAsync<T>(function, given);
        }
        catch (JSDisconnectedException)
        {
            return default;
        }
    }

    /// <summary>Calls a script's function for what it does.</summary>
    public Task Tell(string script, string function, params object?[] given) => Ask<object>(script, function, given);
}
