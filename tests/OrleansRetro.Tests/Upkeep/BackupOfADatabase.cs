using Npgsql;
using OrleansRetro.Keys;
using OrleansRetro.Tests.Infrastructure;
using OrleansRetro.Tests.Log;

namespace OrleansRetro.Tests.Upkeep;

/// <summary>The README's commands for a cluster, on a database that is being written to.</summary>
[Collection(nameof(Alone)), Trait("Row", "Fault-R21"), Trait("Row", "Fault-R35")]
public sealed class BackupOfADatabase(Postgres postgres)
{
    [Fact]
    public async Task A_dump_under_load_comes_back_as_a_beginning_of_the_log_and_another_cluster_goes_on_with_it()
    {
        using var scratch = new ScratchDirectory();
        await using var database = await postgres.Database();
        var restored = new NpgsqlConnectionStringBuilder(database.ConnectionString);
        restored.Database += "_restored";
        (string, string)[] environment = [.. Environment(database, scratch), ("RESTORED", restored.Database)];
        await using var silo = await RetroProgram.StartSilo(database.ConnectionString);
        await using var web = await Web(database.ConnectionString);
        using var api = new ApiClient(web.Address);
        using var visitor = new PageVisitor(web.Address);
        var own = await visitor.StartRetro();
        await using var busy = await Busy.Begin(api, boards: 4);

        var before = busy.Acknowledged;
        var dumped = await Readme.Run("pg_dump", environment);
        Assert.Equal((0, ""), (dumped.Code, dumped.Complained));
        Assert.NotEqual(before.Count, busy.Acknowledged.Count);
        await busy.End();

        var state = (await Readme.Run("pg_restore", environment)).State;
        await using var there = new NpgsqlConnection(restored.ConnectionString + ";Pooling=false");
        await there.OpenAsync(TestContext.Current.CancellationToken);
        await using var here = await database.Connect();
        var (original, kept) = (await LogContents.Of(here), await LogContents.Of(there));
        Assert.InRange(kept.Events.Count, before.Count, original.Events.Count - 1);
        Assert.Equal(original.Events.Take(kept.Events.Count), kept.Events);
        Assert.Equal(LogContents.States(original.Events.TakeWhile(entry => entry.Position <= kept.Last)), LogContents.States(kept.Events));
        Assert.Equal(0L, await there.Run("SELECT count(*) FROM OrleansMembershipTable"));
        Assert.Equal(DBNull.Value, await there.Run("SELECT to_regclass('phase_keys')::text"));
        Assert.Equal(state, (await Command.Run(["verify"], ("ConnectionStrings__Postgres", restored.ConnectionString))).State);

        await using (var newSilo = await RetroProgram.StartSilo(restored.ConnectionString))
        await using (var newWeb = await Web(restored.ConnectionString))
        {
            using var client = new ApiClient(newWeb.Address);
            foreach (var board in before.GroupBy(written => written.Retro))
            {
                var seat = board.Key.Facilitator with { Api = client };
                Assert.Superset(board.Select(written => written.Card).ToHashSet(), (await seat.Board()).GetProperty("cards").EnumerateArray().Select(card => card.GetProperty("id").GetGuid()).ToHashSet());
                await seat.Card("After the restore");
            }
            (await visitor.PostAt(newWeb.Address, "/start", "/")).Is(302);
            (await client.Get($"/retros/{own}", null, ("Cookie", visitor.Cookies), ("Accept", "text/html"))).Is(200);
        }
        Assert.All((await LogContents.Of(there)).Events.Skip(kept.Events.Count), entry => Assert.True(entry.Position > original.Last));
        Assert.Equal(await here.Run(Shape), await there.Run(Shape));
        await there.CloseAsync();
        await database.Run($"DROP DATABASE {restored.Database} WITH (FORCE)");
    }

    [Fact, Trait("Row", "R10")]
    public async Task Keys_are_destroyed_while_a_dump_is_under_way()
    {
        using var scratch = new ScratchDirectory();
        await using var database = await postgres.Database();
        await using var log = database.OpenLog();
        await using var keys = new PostgresKeys(database.ConnectionString);
        await keys.Create("round/a/1");
        await using var obstacle = await database.Connect();
        await obstacle.Run("BEGIN; LOCK TABLE operator_token");

        var dump = Readme.Run("pg_dump", Environment(database, scratch));
        var since = TimeProvider.System.GetTimestamp();
        while (await database.Run("SELECT count(*) FROM pg_locks WHERE relation = 'operator_token'::regclass AND NOT granted") is not 1L)
            Assert.True(TimeProvider.System.GetElapsedTime(since) < TimeSpan.FromSeconds(30) && !dump.IsCompleted, "The dump never came to the obstacle.");
        Assert.NotEqual(0L, await database.Run("SELECT count(*) FROM pg_locks WHERE relation = 'events'::regclass AND granted"));
        await keys.Destroy("round/a/1");
        Assert.Null(await keys.Get("round/a/1"));
        await obstacle.Run("ROLLBACK");

        Assert.Equal(0, (await dump).Code);
    }

    static (string, string)[] Environment(TestDatabase database, ScratchDirectory scratch)
    {
        var server = new NpgsqlConnectionStringBuilder(database.ConnectionString);
        return
        [
            ("PGHOST", server.Host!), ("PGPORT", $"{server.Port}"), ("PGUSER", server.Username!), ("PGPASSWORD", ""), ("DATABASE", server.Database!),
            ("BACKUP", scratch.File("retro.dump")), ("PATH", $"{Path.GetDirectoryName(PostgresPrograms.Find("pg_dump"))}:{System.Environment.GetEnvironmentVariable("PATH")}"),
        ];
    }

    /// <summary>How the table of keys is made, which the dump leaves to the program.</summary>
    const string Shape = """
        SELECT string_agg(concat_ws(' ', a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull, a.attcollation), ',' ORDER BY a.attnum)
            || (SELECT string_agg(pg_get_constraintdef(c.oid), ',' ORDER BY c.conname) FROM pg_constraint c WHERE c.conrelid = 'phase_keys'::regclass)
        FROM pg_attribute a WHERE a.attrelid = 'phase_keys'::regclass AND a.attnum > 0
        """;

    static Task<RetroProgram> Web(string connectionString) => RetroProgram.Start(null, ("ConnectionStrings__Postgres", connectionString), ("Retro__Limits__Enabled", "false"));
}
