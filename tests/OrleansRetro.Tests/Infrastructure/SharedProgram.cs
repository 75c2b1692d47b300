using OrleansRetro.Tests.Infrastructure;

[assembly: AssemblyFixture(typeof(SharedProgram))]

namespace OrleansRetro.Tests.Infrastructure;

/// <summary>One installation for all tests that need nothing special of it; started when the first of them asks.</summary>
public abstract class SharedInstallation(Store store) : IAsyncDisposable
{
    // All tests come from one address, and each starts retros of its own.
    readonly Lazy<Task<Installation>> _installation = new(() => store.Start(
        ("Retro__Limits__RetrosAtOnce", "100000"), ("Retro__Limits__WrongCodesAtOnce", "100000"), ("Retro__Limits__WrongPasswordsAtOnce", "100000")));

    internal Task<Installation> Installation => _installation.Value;

    internal Task<RetroProgram> Program => Started();

    internal async Task<ApiClient> Client() => new((await Program).Address);

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (_installation is { IsValueCreated: true, Value.IsCompletedSuccessfully: true })
            await (await _installation.Value).DisposeAsync();
    }

    async Task<RetroProgram> Started() => (await _installation.Value).Web;
}

/// <summary>In files.</summary>
public sealed class SharedProgram() : SharedInstallation(Store.Files);

/// <summary>In a database; see <see cref="Postgres.Shared"/>.</summary>
public sealed class SharedCluster(Postgres postgres) : SharedInstallation(Store.In(postgres))
{
    internal async Task<TestDatabase> Database() => (await Installation).Database!;
}
