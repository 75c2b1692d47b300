using System.Text;
using OrleansRetro.EventLog;
using OrleansRetro.EventSourcing;
using OrleansRetro.Tests.Infrastructure;

namespace OrleansRetro.Tests.Log;

/// <summary>Whoever reads from a position on misses nothing, whatever happens to the database.</summary>
public sealed class PostgresPositionTests(Postgres postgres) : IAsyncLifetime
{
    TestDatabase _database = null!;

    public async ValueTask InitializeAsync() => _database = await postgres.Database();

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    static StreamWrite Write(string stream, long expected, string text) => new(stream, expected, [Encoding.UTF8.GetBytes(text)], ["due"]);

    static async Task<List<StoredEvent>> Due(PostgresEventLog log, long after = 0) => await log.ReadTopic("due", after).ToListAsync(TestContext.Current.CancellationToken);

    static string[] Texts(IEnumerable<StoredEvent> events) => [.. events.Select(e => Encoding.UTF8.GetString(e.Data.Span))];

    [Fact, Trait("Row", "Fault-R10")]
    public async Task A_writer_stuck_with_an_older_position_makes_no_reader_skip_it()
    {
        var patient = _database.ConnectionString + ";Options=-c lock_timeout=60s";
        await using var stuck = _database.OpenLog(patient);
        await using var other = _database.OpenLog(patient);
        await other.Append([Write("retro/a", 0, "first")]);
        await using var obstacle = await _database.Connect();
        await obstacle.Run("""
            SELECT pg_advisory_lock(7);
            CREATE FUNCTION wait() RETURNS trigger AS $$ BEGIN
                IF NEW.data = 'stuck' THEN PERFORM pg_advisory_lock_shared(7); END IF;
                RETURN NEW;
            END $$ LANGUAGE plpgsql;
            CREATE TRIGGER wait BEFORE INSERT ON events FOR EACH ROW EXECUTE FUNCTION wait();
            """);

        var older = stuck.Append([Write("retro/b", 0, "stuck")]);
        await _database.Waiting(1);
        var newer = other.Append([Write("retro/c", 0, "newer")]);
        await _database.Waiting(2);
        var seen = await Due(other);
        Assert.Equal(["first"], Texts(seen));
        Assert.False(newer.IsCompleted);
        await obstacle.Run("SELECT pg_advisory_unlock(7)");
        await Task.WhenAll(older, newer);

        Assert.Equal(["stuck", "newer"], Texts(await Due(other, seen[^1].Position)));
    }

    [Fact, Trait("Row", "Fault-R10")]
    public async Task A_reader_behind_the_writers_of_two_logs_misses_nothing()
    {
        await using var one = _database.OpenLog();
        await using var other = _database.OpenLog();
        var writers = Task.WhenAll(Enumerable.Range(0, 8).Select(writer => Task.Run(async () =>
        {
            for (var version = 0; version < 100; version++)
                await (writer % 2 == 0 ? one : other).Append([Write($"retro/{writer}", version, $"{writer}.{version}")]);
        })));

        var seen = new List<StoredEvent>();
        bool last;
        do
        {
            last = writers.IsCompleted;
            seen.AddRange(await Due(one, seen is [.., var latest] ? latest.Position : 0));
        }
        while (!last);
        await writers;

        Assert.Equal(800, Texts(seen).Distinct().Count());
        Assert.Equal(800, seen.Count);
    }

    [Fact, Trait("Row", "Fault-R21")]
    public async Task A_dump_brought_back_elsewhere_goes_on_above_every_position_ever_given()
    {
        await using var server = await PostgresServer.Start();
        await using var restored = await TestDatabase.On(server);
        await GoesOnAbove(restored, "--no-owner");
    }

    [Fact, Trait("Row", "Fault-R21")]
    public Task A_dump_brought_back_in_its_own_place_goes_on_above_every_position_ever_given() => GoesOnAbove(_database, "--clean");

    async Task GoesOnAbove(TestDatabase restored, string how)
    {
        using var scratch = new ScratchDirectory();
        long above;
        await using (var log = _database.OpenLog())
        {
            await log.Append([Write("retro/a", 0, "kept")]);
            await log.SaveSnapshot("retro/a", 1, 1, "folded"u8.ToArray());
            await log.Delete("retro/deleted");
            await _database.Tool("pg_dump", how, "-f", scratch.File("dump.sql"));
            for (var version = 1; version < 300; version++)
                await log.Append([Write("retro/a", version, "lost")]);
            above = (await Due(log))[^1].Position;
        }

        await restored.Tool("psql", "-q", "-v", "ON_ERROR_STOP=1", "-f", scratch.File("dump.sql"));

        long first;
        await using (var log = restored.OpenLog())
        {
            Assert.Equal(["kept"], Texts(await Due(log)));
            Assert.NotNull(await log.LoadSnapshot("retro/a", 1));
            await Assert.ThrowsAsync<StreamDeletedException>(() => log.Append([Write("retro/deleted", 0, "again")]));
            await log.Append([Write("retro/a", 1, "new")]);
            var found = Assert.Single(await Due(log, above));
            first = found.Position;
        }
        await using (var log = restored.OpenLog())
        {
            await log.Append([Write("retro/a", 2, "newer")]);
            Assert.Equal(first + 1, (await Due(log, first)).Single().Position);
        }
    }
}
