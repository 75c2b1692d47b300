using Npgsql;
using OrleansRetro.EventSourcing;
using OrleansRetro.Sql;
using OrleansRetro.Tests.Infrastructure;

namespace OrleansRetro.Tests.Log;

/// <summary>What an acknowledgement by PostgreSQL is worth, and what is said when there is none.</summary>
public sealed class PostgresFaultTests(Postgres postgres) : PostgresLogTest(postgres)
{
    [Fact, Trait("Row", "Fault-R6")]
    public async Task An_answer_lost_after_the_commit_is_an_unknown_outcome_and_a_repeat_finds_it_there()
    {
        const int Cuts = 500;
        await using var line = new CommitLine(Database.Server, Database.ConnectionString);
        await using var log = Database.OpenLog(line.ConnectionString);
        for (var version = 0; version < Cuts; version++)
        {
            line.LoseNextCommit();
            await Assert.ThrowsAsync<UnknownOutcomeException>(() => log.Append([Write(version)]));
            Assert.False(log.Healthy);
            await Assert.ThrowsAnyAsync<ConflictException>(() => log.Append([Write(version)]));
            Assert.True(log.Healthy);
        }

        Assert.Equal(Cuts, line.Lost);
        var stored = await Log.Read("retro/a").ToListAsync(TestContext.Current.CancellationToken);
        Assert.Equal(Enumerable.Range(1, Cuts), stored.Select(e => (int)e.Version));
    }

    [Fact, Trait("Row", "Fault-R6")]
    public async Task A_server_that_says_nothing_keeps_nobody_waiting()
    {
        await using var line = new CommitLine(Database.Server, Database.ConnectionString);
        await using var log = Database.OpenLog(line.ConnectionString + ";Timeout=1;Command Timeout=1");
        await log.Append([Write(0)]);
        line.FallSilent();

        await Assert.ThrowsAsync<UnknownOutcomeException>(() => log.Append([Write(1)]));
        await Assert.ThrowsAsync<UnknownOutcomeException>(() => log.Append([Write(1)]));
        await Assert.ThrowsAsync<UnknownOutcomeException>(() => Version(log));
        Assert.False(log.Healthy);
        await Log.Append([Write(1)]);
    }

    [Fact, Trait("Row", "Fault-R5")]
    public async Task Connections_that_died_while_nobody_used_them_are_not_noticed_by_readers_and_once_by_the_writer()
    {
        await Log.Append([Write(0)]);
        Assert.Equal(1, await Version(Log));
        await Database.Run("SELECT count(pg_terminate_backend(pid, 5000)) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()");

        Assert.Equal(1, await Version(Log));
        await Assert.ThrowsAsync<UnknownOutcomeException>(() => Log.Append([Write(1)]));
        await Log.Append([Write(1)]);
    }

    [Theory]
    [InlineData(PostgresErrorCodes.DeadlockDetected)]
    [InlineData(PostgresErrorCodes.SerializationFailure)]
    public async Task What_the_server_takes_back_on_account_of_others_is_done_again(string state)
    {
        await Spoil(state, times: 3);
        Task[] batch;
        await using (var other = await Database.Connect())
        {
            await other.Run($"BEGIN; {PostgresDatabase.LockLog}");
            var before = Log.Probe();
            await Database.Waiting(1);
            batch = [before, Log.Append([Write(0)]), Log.Append([Write(1)]), Log.Delete("retro/b"), Log.Append([Write(0, "retro/c")])];
        }

        await Task.WhenAll(batch);

        await Assert.ThrowsAnyAsync<ConflictException>(() => Log.Append([Write(0)]));
        Assert.Equal(2, await Version(Log));
        // Three in vain, one before the deletion and one after it.
        Assert.Equal(5L, await Database.Run("SELECT last_value FROM attempts"));
    }

    [Fact]
    public async Task Any_other_failure_is_an_unknown_outcome_and_the_writer_recovers_by_itself()
    {
        await Spoil(PostgresErrorCodes.DiskFull, times: 1);
        await Assert.ThrowsAsync<UnknownOutcomeException>(() => Log.Append([Write(0)]));
        Assert.False(Log.Healthy);
        Assert.Equal(0, await Version(Log));

        await Log.Append([Write(0)]);
        Assert.True(Log.Healthy);
        await Log.Probe();
    }

    // A sequence is the one thing that a transaction taken back leaves as it was.
    async Task Spoil(string state, int times) => await Database.Run($"""
        CREATE SEQUENCE attempts;
        CREATE FUNCTION spoil() RETURNS trigger AS $$ BEGIN
            IF nextval('attempts') <= {times} THEN RAISE EXCEPTION 'spoiled' USING ERRCODE = '{state}'; END IF;
            RETURN NULL;
        END $$ LANGUAGE plpgsql;
        CREATE TRIGGER spoil AFTER INSERT ON events FOR EACH STATEMENT EXECUTE FUNCTION spoil();
        """);

    [Fact]
    public async Task Closing_finishes_what_was_asked_and_refuses_the_rest()
    {
        var appends = Enumerable.Range(0, 6_000).Select(version => Log.Append([Write(version)])).ToArray();
        await Log.DisposeAsync();
        await Task.WhenAll(appends[..4_000]);
        await Assert.ThrowsAsync<UnknownOutcomeException>(() => Log.Append([Write(6_000)]));
    }

    [Fact]
    public async Task An_acknowledgement_is_worth_a_sync_even_where_the_database_says_otherwise()
    {
        await Database.Run("""
            DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET synchronous_commit = off', current_database()); END $$;
            CREATE TABLE seen (setting text);
            CREATE FUNCTION look() RETURNS trigger AS $$ BEGIN
                INSERT INTO seen VALUES (current_setting('synchronous_commit'));
                RETURN NULL;
            END $$ LANGUAGE plpgsql;
            CREATE TRIGGER look AFTER INSERT ON events FOR EACH STATEMENT EXECUTE FUNCTION look();
            """);
        Assert.Equal("off", await Database.Run("SHOW synchronous_commit"));
        await using var log = Database.OpenLog();
        await log.Append([Write(0)]);
        Assert.Equal("on", await Database.Run("SELECT setting FROM seen"));
    }
}
