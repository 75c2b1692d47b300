using Npgsql;
using OrleansRetro.EventSourcing;
using OrleansRetro.Sql;
using OrleansRetro.Tests.Infrastructure;

namespace OrleansRetro.Tests.Log;

/// <summary>Two writers of one database, as two silos are, and somebody who holds them up.</summary>
public sealed class PostgresTwoWritersTests(Postgres postgres) : PostgresLogTest(postgres)
{
    [Fact, Trait("Row", "Fault-R8")]
    public async Task Two_logs_on_one_database_give_each_version_to_one_of_them_and_the_other_learns_it()
    {
        await using var other = Database.OpenLog();
        for (var version = 0; version < 100; version++)
        {
            var outcomes = await Task.WhenAll(new[] { Log, other }.Select(async log =>
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
        await Log.Append([Write(101)]);
        await other.Delete("retro/a");
        await Assert.ThrowsAsync<StreamDeletedException>(() => Log.Append([Write(102)]));
    }

    [Fact, Trait("Row", "Fault-R8")]
    public async Task What_a_log_remembers_of_a_stream_ends_when_another_writes()
    {
        await using var other = Database.OpenLog();
        async Task Remember(string stream)
        {
            for (var version = 0; version < 3; version++)
                await Log.Append([Write(version, stream)]);
        }

        await Remember("retro/appended");
        await other.Append([Write(3, "retro/appended")]);
        await Log.Append([Write(4, "retro/appended")]);

        await Remember("retro/refused");
        await other.Append([Write(3, "retro/refused")]);
        await Assert.ThrowsAsync<ConflictException>(() => Log.Append([Write(3, "retro/refused")]));

        await Remember("retro/deleted");
        await other.Delete("retro/deleted");
        await Assert.ThrowsAsync<StreamDeletedException>(() => Log.Append([Write(3, "retro/deleted")]));

        Assert.Equal(5, await Version(other, "retro/appended"));
        Assert.Equal(4, await Version(other, "retro/refused"));
        Assert.Equal(0, await Version(other, "retro/deleted"));
        Assert.Equal(9L, await Database.Run("SELECT count(*) FROM events"));
    }

    [Fact, Trait("Row", "Fault-R9")]
    public async Task Of_64_appends_by_two_logs_with_one_expected_version_one_is_kept_and_63_are_conflicts()
    {
        await using var other = Database.OpenLog();
        var kept = 0;
        await Task.WhenAll(Enumerable.Range(0, 64).Select(i => Task.Run(async () =>
        {
            try
            {
                await (i % 2 == 0 ? Log : other).Append([Write(0), Write(0, $"retro/of-{i}")]);
                Interlocked.Increment(ref kept);
            }
            catch (ConflictException)
            {
                // One of the others was first.
            }
        })));

        Assert.Equal(1, kept);
        Assert.Equal(2L, await Database.Run("SELECT count(*) FROM streams"));
        Assert.Equal(2L, await Database.Run("SELECT count(*) FROM events"));
    }

    [Fact]
    public async Task Nothing_is_acknowledged_while_somebody_else_holds_the_lock()
    {
        await Log.Append([Write(0)]);
        Task append;
        await using (var other = await Database.Connect())
        {
            await other.Run($"BEGIN; {PostgresDatabase.LockLog}");
            append = Log.Append([Write(1)]);
            for (var i = 0; i < 50; i++)
            {
                Assert.Equal(1, await Version(Log));
                Assert.False(append.IsCompleted);
            }
        }

        await append;
        Assert.Equal(2, await Version(Log));
    }

    [Fact]
    public async Task A_lock_held_too_long_is_an_unknown_outcome_for_all_who_wait()
    {
        await using var log = Database.OpenLog(Database.ConnectionString + ";Options=-c lock_timeout=200ms");
        await log.Append([Write(0)]);
        await using (var other = await Database.Connect())
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
        using var frozen = PostgresDatabase.OpenWriter(Database.ConnectionString);
        await frozen.Run($"BEGIN; {PostgresDatabase.LockLog}");

        await Log.Append([Write(0)]);

        await Assert.ThrowsAnyAsync<NpgsqlException>(() => frozen.Run("COMMIT"));
    }
}
