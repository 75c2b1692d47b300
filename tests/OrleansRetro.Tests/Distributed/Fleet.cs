using OrleansRetro.Tests.Infrastructure;

namespace OrleansRetro.Tests.Distributed;

/// <summary>Two silos and two webs that share a database, each a process of its own.</summary>
sealed class Fleet : IAsyncDisposable
{
    readonly TestDatabase _database;
    readonly (string, string)[] _settings;
    readonly List<RetroProgram> _gone = [];

    readonly string? _silo;

    Fleet(TestDatabase database, string password, (string, string)[] settings, string? silo) =>
        (_silo, _database, _settings) = (silo, database, [("ConnectionStrings__Postgres", $"{database.ConnectionString};Password={password}"), .. settings]);

    public RetroProgram[] Silos { get; private set; } = [];
    public RetroProgram[] Webs { get; private set; } = [];
    public TestDatabase Database => _database;

    /// <param name="settings">For each of the programs.</param>
    /// <param name="password">Which the database here doesn't ask for.</param>
    /// <param name="silo">The program that is a silo, if it isn't the one that was built.</param>
    public static async Task<Fleet> Start(Postgres postgres, (string, string)[]? settings = null, string password = "none", string? silo = null) =>
        await Start(await postgres.Database(), settings, password, silo);

    /// <param name="database">Goes with the fleet.</param>
    public static async Task<Fleet> Start(TestDatabase database, (string, string)[]? settings = null, string password = "none", string? silo = null)
    {
        var fleet = new Fleet(database, password, settings ?? [], silo);
        try
        {
            fleet.Silos = await Task.WhenAll(fleet.StartSilo(), fleet.StartSilo());
            fleet.Webs = await Task.WhenAll(fleet.StartWeb(), fleet.StartWeb());
            return fleet;
        }
        catch
        {
            await fleet.DisposeAsync();
            throw;
        }
    }

    public Task<RetroProgram> StartSilo() => RetroProgram.StartSiloAs(_silo, _settings);

    public Task<RetroProgram> StartWeb() => RetroProgram.Start(null, _settings);

    /// <summary>Ends a silo as a power cut does, and starts another in its place.</summary>
    public Task Replace(int silo) => Replace(Silos, silo, StartSilo);

    /// <summary>Ends a web as a power cut does, and starts another in its place.</summary>
    public Task ReplaceWeb(int web) => Replace(Webs, web, StartWeb);

    /// <summary>What its programs have said, also those that are gone.</summary>
    public IEnumerable<string> Said => _gone.Concat(Ended).Concat(Webs).Concat(Silos).SelectMany(program => program.Said);

    async Task Replace(RetroProgram[] programs, int number, Func<Task<RetroProgram>> start)
    {
        await programs[number].Kill();
        await programs[number].DisposeAsync();
        _gone.Add(programs[number]);
        programs[number] = await start();
    }

    /// <summary>Ends a silo or a web as an operator does, and starts another in its place.</summary>
    public async Task Roll(RetroProgram[] programs, int index)
    {
        await programs[index].Stop();
        Ended.Add(programs[index]);
        programs[index] = programs == Silos ? await StartSilo() : await StartWeb();
    }

    /// <summary>Programs that were rolled, with what they had said.</summary>
    public List<RetroProgram> Ended { get; } = [];

    public async ValueTask DisposeAsync()
    {
        foreach (var program in Webs.Concat(Silos).Concat(Ended))
            await program.DisposeAsync();
        await _database.DisposeAsync();
    }
}
