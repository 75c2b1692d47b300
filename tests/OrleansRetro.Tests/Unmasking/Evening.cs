using System.Globalization;
using System.Text;
using Npgsql;
using OrleansRetro.Tests.Distributed;
using OrleansRetro.Tests.Infrastructure;
using OrleansRetro.Tests.Log;
using OrleansRetro.Tests.Ops;
using OrleansRetro.Tests.Upkeep;

namespace OrleansRetro.Tests.Unmasking;

/// <summary>Retros that are held at the same time by programs that say all they can, and what is left of them.</summary>
static class Evening
{
    static readonly (string, string)[] Loud = [("Retro__Limits__Enabled", "false"), ("Logging__LogLevel__Default", "Trace"), ("Logging__Console__FormatterOptions__IncludeScopes", "true")];

    /// <summary>In one program with files.</summary>
    /// <param name="titles">What retros are called, so many of each.</param>
    /// <param name="program">The program to run, if it isn't the one that was built.</param>
    public static async Task<Evidence> InFiles(IReadOnlyList<string> titles, int retros, int seed, string? program = null)
    {
        using var scratch = new ScratchDirectory();
        var gateway = FreePort.Next();
        await using var collector = new Collector();
        await using var running = await RetroProgram.StartAs(program, scratch.File("data"), [.. Loud, ("Orleans__GatewayPort", gateway.ToString(CultureInfo.InvariantCulture)), .. collector.Settings]);
        var keys = Path.Combine(running.DataDirectory, "keys.db");
        await using var stage = await Stage.Open(running.Address, client => client.UseLocalhostClustering(gateway, "orleans-retro", "orleans-retro"), name =>
            Evidence.Query(keys, $"SELECT secret FROM keys WHERE name = '{name}'", row => row.GetFieldValue<byte[]>(0)).FirstOrDefault());

        var evidence = await Play(stage, titles, retros, seed, () => Backup("while voting"));
        await Backup("backup");
        evidence.AddFolder("data", running.DataDirectory);
        evidence.AddFolder("backup", scratch.File("backup"));
        evidence.Logs["while voting"] = Evidence.Rows(Path.Combine(scratch.File("while voting"), "log.db"));
        await running.Stop();
        evidence.AddLines(running.Said, collector);
        return evidence;

        async Task Backup(string folder) => Assert.Equal(0, (await Command.Run(["backup", "--to", scratch.File(folder)], ("Retro__DataDirectory", running.DataDirectory))).Code);
    }

    /// <summary>In two silos and two webs that share a database.</summary>
    /// <param name="silo">The silo to run, if it isn't the one that was built.</param>
    public static async Task<Evidence> InADatabase(Postgres postgres, IReadOnlyList<string> titles, int retros, int seed, string? silo = null)
    {
        await using var collector = new Collector();
        await using var fleet = await Fleet.Start(postgres, [.. Loud, .. collector.Settings], silo: silo);
        await using var database = NpgsqlDataSource.Create(fleet.Database.ConnectionString);
        await using var stage = await Stage.OpenBeside(fleet.Webs[0].Address, fleet.Database.ConnectionString, name => Query(database, $"SELECT secret FROM phase_keys WHERE name = '{name}'", row => row.GetFieldValue<byte[]>(0)).FirstOrDefault());

        List<Row> whileVoting = [];
        var evidence = await Play(stage, titles, retros, seed, () => Task.FromResult(whileVoting = Rows(database)));
        evidence.Logs["while voting"] = whileVoting;
        evidence.Logs["data"] = Rows(database);
        evidence.Keys.AddRange(Query(database, "SELECT secret FROM phase_keys", row => row.GetFieldValue<byte[]>(0)));
        foreach (var program in fleet.Webs.Concat(fleet.Silos))
            await program.Stop();
        evidence.AddLines(fleet.Said, collector);
        return evidence;
    }

    /// <summary>All attacks: on cards, on ballots while the vote is open and the keys are elsewhere, and on ballots when all is over and the keys that are left are there.</summary>
    public static List<Attack> AttacksOn(Evidence evidence, string title, int seed)
    {
        var luck = new Random(seed);
        return
        [
            .. Attacks.OnCards(evidence, title, luck),
            .. Attacks.OnBallots(evidence, "while voting", [], isOver: false, title, luck),
            .. Attacks.OnBallots(evidence, "data", evidence.Keys, isOver: true, title, luck),
        ];
    }

    /// <summary>To the end of the vote, and when everybody is there, to the end; two of them have a next one.</summary>
    static async Task<Evidence> Play(Stage stage, IReadOnlyList<string> titles, int retros, int seed, Func<Task> whileVoting)
    {
        var playing = await Task.WhenAll(titles.SelectMany(title => Enumerable.Range(0, retros).Select(number => stage.Start(title, new((seed * 100) + number)))));
        await Task.WhenAll(playing.Select(retro => retro.Write()));
        await Task.WhenAll(playing.Select(retro => retro.Vote()));
        await whileVoting();
        await Task.WhenAll(playing.Select(retro => retro.Close()));
        var next = await Task.WhenAll(playing.Take(2).Select(async (last, number) =>
        {
            var next = await stage.Next(last, new((seed * 100) + retros + number));
            await next.Write();
            await next.Vote();
            await next.Close();
            return next;
        }));
        return new([.. playing.Concat(next).Select(retro => retro.Played)]);
    }

    static List<Row> Rows(NpgsqlDataSource database) => Query(database,
        "SELECT streams.name, events.version, events.position, events.data FROM events JOIN streams ON streams.id = events.stream ORDER BY events.position",
        row => new Row(row.GetString(0), row.GetInt64(1), row.GetInt64(2), Encoding.UTF8.GetString(row.GetFieldValue<byte[]>(3))));

    static List<T> Query<T>(NpgsqlDataSource database, string sql, Func<NpgsqlDataReader, T> read)
    {
        using var command = database.CreateCommand(sql);
        using var rows = command.ExecuteReader();
        var found = new List<T>();
        while (rows.Read())
            found.Add(read(rows));
        return found;
    }
}
