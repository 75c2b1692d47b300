using OrleansRetro.Tests.Infrastructure;

namespace OrleansRetro.Tests.Distributed;

/// <summary>Two silos and two webs that share a database, each a process of its own.</summary>
sealed class Fleet : IAsyncDisposable
{
    readonly TestDatabase _database;
    readonly List<RetroProgram> _gone = [];

    Fleet(TestDatabase database) => _database = database;

    public RetroProgram[] Silos { get; private set; } = [];
    public RetroProgram[] Webs { get; private set; } = [];
    public TestDatabase Database => _database;

    public static async Task<Fleet> Start(Postgres postgres) => await Start(await postgres.Database());

    /// <param name="database">Goes with the fleet.</param>
    public static async Task<Fleet> Start(TestDatabase database)
    {
        var fleet = new Fleet(database);
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

    public Task<RetroProgram> StartSilo() => RetroProgram.StartSilo(_database.ConnectionString);

    public Task<RetroProgram> StartWeb() => RetroProgram.Start(null, ("ConnectionStrings__Postgres", _database.ConnectionString));

    /// <summary>Ends a silo as a power cut does, and starts another in its place.</summary>
    public Task Replace(int silo) => Replace(Silos, silo, StartSilo);

    /// <summary>Ends a web as a power cut does, and starts another in its place.</summary>
    public Task ReplaceWeb(int web) => Replace(Webs, web, StartWeb);

    /// <summary>What its programs have said, also those that are gone.</summary>
    public IEnumerable<string> Said => _gone.Concat(Webs).Concat(Silos).SelectMany(program => program.Said);

    async Task Replace(RetroProgram[] programs, int number, Func<Task<RetroProgram>> start)
    {
        await programs[number].Kill();
        await programs[number].DisposeAsync();
        _gone.Add(programs[number]);
        programs[number] = await start();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var program in Webs.Concat(Silos))
            await program.DisposeAsync();
        await _database.DisposeAsync();
    }
}
