using Npgsql;
using OrleansRetro.EventLog;
using OrleansRetro.EventSourcing;
using OrleansRetro.Sql;
using OrleansRetro.Tests.Infrastructure;

namespace OrleansRetro.Tests.Log;

/// <summary>What an acknowledgement by PostgreSQL is worth, and what is said when there is none.</summary>
public sealed class PostgresFaultTests(Postgres postgres) : IAsyncLifetime
{
    TestDatabase _database = null!;
    PostgresEventLog _log = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await postgres.Database();
        _log = _database.OpenLog();
    }

    public async ValueTask DisposeAsync()
    {
        await _log.DisposeAsync();
        await _database.DisposeAsync();
    }

    static StreamWrite Write(long expected, string stream = "retro/a") => new(stream, expected, ["{}"u8.ToArray()]);

    static async Task<long> Version(PostgresEventLog log, string stream = "retro/a") => await log.Read(stream).CountAsync(TestContext.Current.CancellationToken);

    [Fact, Trait("Row", "Fault-R6")]
    public async Task An_answer_lost_after_the_commit_is_an_unknown_outcome_and_a_repeat_finds_it_there()
    {
        const int Cuts = 500;
        await using var line = new CommitLine(_database);
        await using var log = _database.OpenLog(line.ConnectionString);
        for (var version = 0; version < Cuts; version++)
        {
            line.LoseNextCommit();
            await Assert.ThrowsAsync<UnknownOutcomeException>(() => log.Append([Write(version)]));
            Assert.False(log.Healthy);
            await Assert.ThrowsAsync<ConflictException>(() => log.Append([Write(version)]));
            Assert.True(log.Healthy);
        }

        Assert.Equal(Cuts, line.Lost);
        var stored = await _log.Read("retro/a").ToListAsync(TestContext.Current.CancellationToken);
        Assert.Equal(Enumerable.Range(1, Cuts), stored.Select(e => (int)e.Version));
    }

    [Fact, Trait("Row", "Fault-R6")]
    public async Task A_server_that_says_nothing_keeps_nobody_waiting()
    {
        await using var line = new CommitLine(_database);
        await using var log = _database.OpenLog(line.ConnectionString + ";Timeout=1;Command Timeout=1");
        await log.Append([Write(0)]);
        line.FallSilent();

        await Assert.ThrowsAsync<UnknownOutcomeException>(() => log.Append([Write(1)]));
        await Assert.ThrowsAsync<UnknownOutcomeException>(() => log.Append([Write(1)]));
        await Assert.ThrowsAsync<UnknownOutcomeException>(() => Version(log));
        Assert.False(log.Healthy);
        await _log.Append([Write(1)]);
    }

    [Fact, Trait("Row", "Fault-R8")]
    public async Task Two_logs_on_one_database_give_each_version_to_one_of_them_and_the_other_learns_it()
    {
        await using var other = _database.OpenLog();
        for (var version = 0; version < 100; version++)
        {
            var outcomes = await Task.WhenAll(new[] { _log, other }.Select(async log =>
            {
                try
                {
                    await log.Append([Write(version)]);
                    return true;
                }
                catch (ConflictException)
                {
                    Assert.Equal(version + 1, await Version(log));
                    return false;
                }
            }));
            Assert.Single(outcomes, true);
        }

        await other.Append([Write(100)]);
        await _log.Append([Write(101)]);
        await other.Delete("retro/a");
        await Assert.ThrowsAsync<StreamDeletedException>(() => _log.Append([Write(102)]));
    }

    [Fact, Trait("Row", "Fault-R8")]
    public async Task What_a_log_remembers_of_a_stream_ends_when_another_writes()
    {
        await using var other = _database.OpenLog();
        async Task Remember(string stream)
        {
            for (var version = 0; version < 3; version++)
                await _log.Append([Write(version, stream)]);
        }

        await Remember("retro/appended");
        await other.Append([Write(3, "retro/appended")]);
        await _log.Append([Write(4, "retro/appended")]);

        await Remember("retro/refused");
        await other.Append([Write(3, "retro/refused")]);
        await Assert.ThrowsAsync<ConflictException>(() => _log.Append([Write(3, "retro/refused")]));

        await Remember("retro/deleted");
        await other.Delete("retro/deleted");
        await Assert.ThrowsAsync<StreamDeletedException>(() => _log.Append([Write(3, "retro/deleted")]));

        Assert.Equal(5, await Version(other, "retro/appended"));
        Assert.Equal(4, await Version(other, "retro/refused"));
        Assert.Equal(0, await Version(other, "retro/deleted"));
        Assert.Equal(9L, await _database.Run("SELECT count(*) FROM events"));
    }

    [Fact, Trait("Row", "Fault-R5")]
    public async Task Connections_that_died_while_nobody_used_them_are_not_noticed_by_readers_and_once_by_the_writer()
    {
        await _log.Append([Write(0)]);
        Assert.Equal(1, await Version(_log));
        await _database.Run("SELECT count(pg_terminate_backend(pid, 5000)) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()");

        Assert.Equal(1, await Version(_log));
        await Assert.ThrowsAsync<UnknownOutcomeException>(() => _log.Append([Write(1)]));
        await _log.Append([Write(1)]);
    }

    [Fact, Trait("Row", "Fault-R9")]
    public async Task Of_64_appends_by_two_logs_with_one_expected_version_one_is_kept_and_63_are_conflicts()
    {
        await using var other = _database.OpenLog();
        var kept = 0;
        await Task.WhenAll(Enumerable.Range(0, 64).Select(i => Task.Run(async () =>
        {
            try
            {
                await (i % 2 == 0 ? _log : other).Append([Write(0), Write(0, $"retro/of-{i}")]);
                Interlocked.Increment(ref kept);
            }
            catch (ConflictException)
            {
                // One of the others was first.
            }
        })));

        Assert.Equal(1, kept);
        Assert.Equal(2L, await _database.Run("SELECT count(*) FROM streams"));
        Assert.Equal(2L, await _database.Run("SELECT count(*) FROM events"));
    }

    [Theory]
    [InlineData(PostgresErrorCodes.DeadlockDetected)]
    [InlineData(PostgresErrorCodes.SerializationFailure)]
    public async Task What_the_server_takes_back_on_account_of_others_is_done_again(string state)
    {
        await Spoil(state, times: 3);
        Task[] batch;
        await using (var other = await _database.Connect())
        {
            await other.Run($"BEGIN; {PostgresDatabase.LockLog}");
            var before = _log.Probe();
            await _database.Waiting(1);
            batch = [before, _log.Append([Write(0)]), _log.Append([Write(1)]), _log.Delete("retro/b"), _log.Append([Write(0, "retro/c")])];
        }

        await Task.WhenAll(batch);

        await Assert.ThrowsAsync<ConflictException>(() => _log.Append([Write(0)]));
        Assert.Equal(2, await Version(_log));
        // Three in vain, one before the deletion and one after it.
        Assert.Equal(5L, await _database.Run("SELECT last_value FROM attempts"));
    }

    [Fact]
    public async Task Any_other_failure_is_an_unknown_outcome_and_the_writer_recovers_by_itself()
    {
        await Spoil(PostgresErrorCodes.DiskFull, times: 1);
        await Assert.ThrowsAsync<UnknownOutcomeException>(() => _log.Append([Write(0)]));
        Assert.False(_log.Healthy);
        Assert.Equal(0, await Version(_log));

        await _log.Append([Write(0)]);
        Assert.True(_log.Healthy);
        await _log.Probe();
    }

    // A sequence is the one thing that a transaction taken back leaves as it was.
    async Task Spoil(string state, int times) => await _database.Run($"""
        CREATE SEQUENCE attempts;
        CREATE FUNCTION spoil() RETURNS trigger AS $$ BEGIN
            IF nextval('attempts') <= {times} THEN RAISE EXCEPTION 'spoiled' USING ERRCODE = '{state}'; END IF;
            RETURN NULL;
        END $$ LANGUAGE plpgsql;
        CREATE TRIGGER spoil AFTER INSERT ON events FOR EACH STATEMENT EXECUTE FUNCTION spoil();
        """);

    [Fact]
    public async Task Nothing_is_acknowledged_while_somebody_else_holds_the_lock()
    {
        await _log.Append([Write(0)]);
        Task append;
        await using (var other = await _database.Connect())
        {
            await other.Run($"BEGIN; {PostgresDatabase.LockLog}");
            append = _log.Append([Write(1)]);
            for (var i = 0; i < 50; i++)
            {
                Assert.Equal(1, await Version(_log));
                Assert.False(append.IsCompleted);
            }
        }

        await append;
        Assert.Equal(2, await Version(_log));
    }

    [Fact]
    public async Task A_lock_held_too_long_is_an_unknown_outcome_for_all_who_wait()
    {
        await using var log = _database.OpenLog(_database.ConnectionString + ";Options=-c lock_timeout=200ms");
        await log.Append([Write(0)]);
        await using (var other = await _database.Connect())
        {
            await other.Run($"BEGIN; {PostgresDatabase.LockLog}");
            Task[] waiting = [log.Append([Write(1)]), log.Delete("retro/b"), log.Rewrite("retro/a", 1, "x"u8.ToArray()), log.SaveSnapshot("retro/a", 1, 1, "x"u8.ToArray())];
            foreach (var task in waiting)
                await Assert.ThrowsAsync<UnknownOutcomeException>(() => task);
            Assert.False(log.Healthy);
            Assert.Equal(1, await Version(log));
        }

        await log.Append([Write(1)]);
        Assert.True(log.Healthy);
    }

    /// <summary>As a process is that was stopped in the middle of its transaction.</summary>
    [Fact, Trait("Row", "Fault-R8")]
    public async Task A_frozen_writer_does_not_hold_up_the_others_for_good()
    {
        using var frozen = PostgresDatabase.OpenWriter(_database.ConnectionString);
        await frozen.Run($"BEGIN; {PostgresDatabase.LockLog}");

        await _log.Append([Write(0)]);

        await Assert.ThrowsAnyAsync<NpgsqlException>(() => frozen.Run("COMMIT"));
    }

    [Fact]
    public async Task Closing_finishes_what_was_asked_and_refuses_the_rest()
    {
        var appends = Enumerable.Range(0, 6_000).Select(version => _log.Append([Write(version)])).ToArray();
        await _log.DisposeAsync();
        await Task.WhenAll(appends[..4_000]);
        await Assert.ThrowsAsync<UnknownOutcomeException>(() => _log.Append([Write(6_000)]));
    }

    [Fact]
    public async Task An_acknowledgement_is_worth_a_sync_even_where_the_database_says_otherwise()
    {
        await _database.Run("""
            DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET synchronous_commit = off', current_database()); END $$;
            CREATE TABLE seen (setting text);
            CREATE FUNCTION look() RETURNS trigger AS $$ BEGIN
                INSERT INTO seen VALUES (current_setting('synchronous_commit'));
                RETURN NULL;
            END $$ LANGUAGE plpgsql;
            CREATE TRIGGER look AFTER INSERT ON events FOR EACH STATEMENT EXECUTE FUNCTION look();
            """);
        Assert.Equal("off", await _database.Run("SHOW synchronous_commit"));
        await using var log = _database.OpenLog();
        await log.Append([Write(0)]);
        Assert.Equal("on", await _database.Run("SELECT setting FROM seen"));
    }
}
