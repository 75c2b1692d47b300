using OrleansRetro.Tests.Infrastructure;

[assembly: AssemblyFixture(typeof(SharedProgram))]

namespace OrleansRetro.Tests.Infrastructure;

/// <summary>One running program for all tests that need nothing special of it; started when the first of them asks.</summary>
public sealed class SharedProgram : IAsyncDisposable
{
    // All tests come from one address, and each starts retros of its own.
    readonly Lazy<Task<RetroProgram>> _program = new(() => RetroProgram.Start(null,
        ("Retro__Limits__RetrosAtOnce", "100000"), ("Retro__Limits__WrongCodesAtOnce", "100000"), ("Retro__Limits__WrongPasswordsAtOnce", "100000")));

    internal Task<RetroProgram> Program => _program.Value;

    internal async Task<ApiClient> Client() => new((await Program).Address);

    public async ValueTask DisposeAsync()
    {
        if (_program.IsValueCreated)
            await (await _program.Value).DisposeAsync();
    }
}
