using System.Globalization;
using Npgsql;
using OrleansRetro.Load.History;
using OrleansRetro.Load.Processes;
using OrleansRetro.Tests;

namespace OrleansRetro.Load.Nemeses;

/// <summary>PostgreSQL, two silos each on a line of its own to it, and two webs.</summary>
/// <param name="servers">Where they are.</param>
/// <param name="cuts">How often a line is cut at once.</param>
/// <param name="measured">The silos reach PostgreSQL without a line between, which takes time.</param>
sealed class Cluster(Servers servers, int cuts, bool measured = false) : IPlace
{
    const string Database = "retro";
    const int Each = 2;

    // Silos probe each other slowly until they have answered a few times.
    static readonly TimeSpan Acquainted = TimeSpan.FromSeconds(8);

    // No silo waits longer before it takes over what another had.
    static readonly TimeSpan GivenUp = TimeSpan.FromSeconds(9);

    // Long enough for hundreds of acts at each side.
    static readonly TimeSpan Overlap = TimeSpan.FromSeconds(5);

    // Who is in the cluster is told by tables of its own; all else is the same.
    const string OnItsOwn = """
        DROP SCHEMA IF EXISTS apart CASCADE;
        CREATE SCHEMA apart;
        CREATE TABLE apart.OrleansMembershipVersionTable (LIKE OrleansMembershipVersionTable INCLUDING ALL);
        CREATE TABLE apart.OrleansMembershipTable (LIKE OrleansMembershipTable INCLUDING ALL);
        CREATE VIEW apart.migrations AS SELECT * FROM migrations;
        CREATE VIEW apart.phase_keys AS SELECT * FROM phase_keys
        """;

    readonly List<CommitLine> lines = [];
    readonly List<Server> silos = [];
    readonly List<Server> webs = [];
    PostgresServer? postgres;

    public Uri[] Webs => [.. webs.Select(web => web.Address)];
    public IReadOnlyList<Server> Servers => [.. silos, .. webs];

    public IReadOnlyDictionary<string, Nemesis> Nemeses => new Dictionary<string, Nemesis>
    {
        ["silo"] = scene => KillSilo(scene.Random.Next(Each), scene),
        ["web"] = scene => Kill(webs[scene.Random.Next(Each)], scene),
        ["postgres"] = CrashPostgres,
        ["cut"] = CutCommits,
        ["double"] = Double,
        ["freeze"] = scene => FreezeSilo(Older(), GivenUp, scene),
        ["stop"] = scene => FreezeSilo(Older(), TimeSpan.FromSeconds(15), scene),
    };

    PostgresServer Postgres => postgres ?? throw new InvalidOperationException("PostgreSQL is not running");
    string Direct => Postgres.ConnectionString(Database);

    public async Task Start(CancellationToken stop)
    {
        postgres = await PostgresServer.Start();
        await using (var connection = new NpgsqlConnection(Postgres.ConnectionString("postgres") + ";Pooling=false"))
        {
            await connection.OpenAsync(stop);
            await using var command = new NpgsqlCommand($"CREATE DATABASE {Database}", connection);
            await command.ExecuteNonQueryAsync(stop);
        }
        for (var number = 0; number < Each; number++)
        {
            lines.Add(new CommitLine(Postgres, Direct));
            silos.Add(servers.Silo(measured ? Direct : lines[number].ConnectionString));
            webs.Add(servers.Web(Direct));
        }
        await Task.WhenAll(silos.Select(silo => silo.Start(stop)));
        await Task.WhenAll(webs.Select(web => web.Start(stop)));
    }

    /// <summary>Retros stay where they are: the silo that was not started last has most of them.</summary>
    int Older() => silos[0].Launched < silos[1].Launched ? 0 : 1;

    /// <summary>
    /// It is started again only when everybody sees what is new from another silo: one that comes back at the same address
    /// says itself that whoever was there before is gone, and nobody would need to notice.
    /// </summary>
    public async Task KillOlderSilo(Scene scene)
    {
        await Clock.Pause(Acquainted - Clock.Since(Math.Max(silos[0].Launched, silos[1].Launched)), scene.Stop);
        await Clock.Pause(TimeSpan.FromMilliseconds(scene.Random.Next(1_000)), scene.Stop);
        var (silo, since) = (silos[Older()], Clock.Now);
        await silo.Kill();
        await scene.GoesOn(since, scene.Stop);
        var served = Clock.Now;
        await Clock.Until(() => scene.Load.Witnesses.TrueForAll(witness => witness.Heard > served), TimeSpan.FromSeconds(30), scene.Stop);
        await Supervise(silo, scene);
    }

    public Task FreezeOlderSilo(Scene scene) => FreezeSilo(Older(), GivenUp, scene);

    Task KillSilo(int number, Scene scene) => Kill(silos[number], scene);

    static async Task Kill(Server one, Scene scene)
    {
        await one.Kill();
        await Supervise(one, scene);
    }

    /// <summary>Starts it, and once more if it ends at once: what it needs may not be ready.</summary>
    static async Task Supervise(Server one, Scene scene)
    {
        try
        {
            await one.Start(scene.Stop);
        }
        catch (ServerFailedException failure) when (one.HasEnded)
        {
            Console.WriteLine($"          had to be started again: {failure.Message[..Math.Min(failure.Message.Length, 2_000)]}");
            await one.Kill();
            await one.Start(scene.Stop);
        }
    }

    /// <summary>Red while it is away, green when it is back, and nobody restarts anything but the database.</summary>
    async Task CrashPostgres(Scene scene)
    {
        await Postgres.Crash();
        foreach (var silo in silos)
            if (!await silo.Says("/health/ready", 503, TimeSpan.FromSeconds(15), scene.Stop)) scene.Broken.Add("a silo was ready without its database");
        await Postgres.Run();
        foreach (var server in Servers)
            if (!await server.Says("/health/ready", 200, TimeSpan.FromSeconds(30), scene.Stop)) scene.Broken.Add("a process was not ready though its database was back");
    }

    async Task CutCommits(Scene scene)
    {
        for (var cut = 0; cut < cuts; cut++)
        {
            var line = lines[scene.Random.Next(lines.Count)];
            var lost = line.Lost;
            line.LoseNextCommit();
            if (!await Clock.Until(() => line.Lost > lost, TimeSpan.FromSeconds(1), scene.Stop)) line.KeepNextCommit();
            await Clock.Pause(TimeSpan.FromMilliseconds(scene.Random.Next(100)), scene.Stop);
        }
        lines[scene.Random.Next(lines.Count)].Cut();
    }

    /// <summary>
    /// A silo stands still until the other has taken over what it had, then goes on, with retros that it still takes for its own
    /// and what was sent to it meanwhile. It learns that it was given up, and ends; somebody starts it again.
    /// </summary>
    async Task FreezeSilo(int number, TimeSpan atLeast, Scene scene)
    {
        var silo = silos[number];
        var since = Clock.Now;
        await silo.Signal("STOP");
        try
        {
            await scene.GoesOn(since, scene.Stop);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"          everybody was served again {Clock.Since(since).TotalSeconds:0.0} s after a silo stood still"));
            await Clock.Pause(atLeast - Clock.Since(since), scene.Stop);
        }
        finally
        {
            await silo.Signal("CONT");
        }
        if (!await Clock.Until(() => silo.HasEnded, TimeSpan.FromSeconds(20), scene.Stop)) scene.Broken.Add("a silo that others had given up went on for 20 s");
        await silo.Kill();
        await Supervise(silo, scene);
    }

    /// <summary>
    /// A silo and a web that look for others where there are none, on the same log: every retro that is asked for at both is awake twice,
    /// and nothing but the log's versions knows.
    /// </summary>
    async Task Double(Scene scene)
    {
        await using (var connection = new NpgsqlConnection(Direct + ";Pooling=false"))
        {
            await connection.OpenAsync(scene.Stop);
            await using var command = new NpgsqlCommand(OnItsOwn, connection);
            await command.ExecuteNonQueryAsync(scene.Stop);
        }
        await using var silo = servers.Silo(Direct + ";Search Path=apart,public");
        await using var web = servers.Web(Direct + ";Search Path=apart,public");
        await silo.Start(scene.Stop);
        await web.Start(scene.Stop);
        await scene.Load.WriteApart(web.Address, Overlap, scene.Random, scene.Stop);
    }

    public Task<Func<string, List<Fact>>> ReadLogs(CancellationToken stop) => Task.FromResult<Func<string, List<Fact>>>(retro =>
    {
        using var connection = new NpgsqlConnection(Direct + ";Pooling=false");
        connection.Open();
        using var command = new NpgsqlCommand("SELECT events.version, data FROM events JOIN streams ON streams.id = stream WHERE name = $1 ORDER BY position", connection);
        command.Parameters.Add(new() { Value = $"retro/{retro}" });
        using var rows = command.ExecuteReader();
        var facts = new List<Fact>();
        while (rows.Read()) facts.Add(Fact.Read(rows.GetInt64(0), rows.GetFieldValue<byte[]>(1)));
        return facts;
    });

    public async ValueTask DisposeAsync()
    {
        foreach (var server in Servers) await server.DisposeAsync();
        foreach (var line in lines) await line.DisposeAsync();
        if (postgres is not null) await postgres.DisposeAsync();
    }
}
