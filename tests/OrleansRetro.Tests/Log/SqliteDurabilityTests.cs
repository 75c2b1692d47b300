using OrleansRetro.EventLog;
using OrleansRetro.EventSourcing;
using OrleansRetro.Sql;

namespace OrleansRetro.Tests.Log;

/// <summary>What an acknowledgement is worth.</summary>
[Collection(nameof(Alone))]
public sealed class SqliteDurabilityTests : IAsyncLifetime
{
    readonly ScratchDirectory _scratch = new();
    SqliteEventLog _log;

    public SqliteDurabilityTests() => _log = _scratch.OpenLog();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await _log.DisposeAsync();
        _scratch.Dispose();
    }

    static StreamWrite Write(long expected) => new("retro/a", expected, ["{}"u8.ToArray()]);

    async Task<long> Version() => (await _log.Read("retro/a").ToListAsync(TestContext.Current.CancellationToken)).Count;

    [Fact]
    public async Task Every_transaction_is_synced_and_callers_share_one()
    {
        await using var trace = await Strace.Attach(_scratch.File("log.db-wal"), "--trace=fdatasync,fsync");
        for (var version = 0; version < 30; version++)
            await _log.Append([Write(version)]);
        var alone = _log.Commits;
        Task[] appends;
        using (var other = SqliteFile.OpenWriter(_scratch.File("log.db")))
        {
            other.Run("BEGIN IMMEDIATE");
            appends = [.. Enumerable.Range(30, 500).Select(version => _log.Append([Write(version)]))];
        }
        await Task.WhenAll(appends);
        var commits = _log.Commits;

        var syncs = (await trace.Detach()).Count(line => line.Contains("sync(", StringComparison.Ordinal) && line.EndsWith("= 0", StringComparison.Ordinal));
        Assert.Equal(30, alone);
        Assert.True(syncs >= commits, $"{syncs} syncs for {commits} transactions");
        Assert.InRange(commits - alone, 1, 2);
    }

    [Fact, Trait("Row", "Fault-R15")]
    public async Task A_failing_sync_is_an_unknown_outcome_and_the_writer_recovers_by_itself()
    {
        await _log.Append([Write(0)]);
        await using (var trace = await Strace.Attach(_scratch.File("log.db-wal"), "--inject=fdatasync,fsync:error=EIO"))
        {
            await Assert.ThrowsAsync<UnknownOutcomeException>(() => _log.Append([Write(1)]));
            await Assert.ThrowsAsync<UnknownOutcomeException>(() => _log.Probe());
            Assert.False(_log.Healthy);
            Assert.True(await Version() >= 1);
            await trace.Detach();
        }

        await _log.Probe();
        Assert.True(_log.Healthy);
        var version = await Version();
        await _log.Append([Write(version)]);
        await _log.DisposeAsync();
        _log = _scratch.OpenLog();
        Assert.Equal(version + 1, await Version());
    }

    [Fact]
    public async Task Nothing_is_acknowledged_while_somebody_else_holds_the_write_lock()
    {
        await _log.Append([Write(0)]);
        Task append;
        using (var other = SqliteFile.OpenWriter(_scratch.File("log.db")))
        {
            other.Run("BEGIN IMMEDIATE");
            append = _log.Append([Write(1)]);
            for (var i = 0; i < 50; i++)
            {
                Assert.Equal(1, await Version());
                Assert.False(append.IsCompleted);
            }
        }

        await append;
        Assert.Equal(2, await Version());
    }

    [Fact]
    public async Task A_write_lock_held_too_long_is_an_unknown_outcome_for_all_who_wait()
    {
        await _log.Append([Write(0)]);
        using (var other = SqliteFile.OpenWriter(_scratch.File("log.db")))
        {
            other.Run("BEGIN IMMEDIATE");
            Task[] waiting = [_log.Append([Write(1)]), _log.Delete("retro/b"), _log.Rewrite("retro/a", 1, "x"u8.ToArray()), _log.SaveSnapshot("retro/a", 1, 1, "x"u8.ToArray())];
            foreach (var task in waiting)
                await Assert.ThrowsAsync<UnknownOutcomeException>(() => task);
            Assert.False(_log.Healthy);
        }

        Assert.Equal(1, await Version());
        await _log.Append([Write(1)]);
        Assert.True(_log.Healthy);
    }

    [Fact, Trait("Row", "Fault-R8")]
    public async Task Two_logs_on_one_file_give_each_version_to_one_of_them()
    {
        await using var other = _scratch.OpenLog();
        var won = new int[2];
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
                    return false;
                }
            }));
            Assert.Single(outcomes, true);
            won[outcomes[0] ? 0 : 1]++;
        }
        Assert.Equal(100, await Version());

        await other.Append([Write(100)]);
        await _log.Append([Write(101)]);
        await other.Delete("retro/a");
        await Assert.ThrowsAsync<StreamDeletedException>(() => _log.Append([Write(102)]));
    }

    [Fact]
    public async Task Closing_finishes_what_was_asked_and_refuses_the_rest()
    {
        var appends = Enumerable.Range(0, 3_000).Select(version => _log.Append([Write(version)])).ToArray();
        await _log.DisposeAsync();
        await Task.WhenAll(appends);
        await Assert.ThrowsAsync<UnknownOutcomeException>(() => _log.Append([Write(3_000)]));
        Assert.Equal(["log.db"], Directory.GetFiles(_scratch.Path).Select(Path.GetFileName));

        _log = _scratch.OpenLog();
        Assert.Equal(3_000, await Version());
    }

    [Fact]
    public async Task A_full_queue_holds_callers_back_and_loses_none()
    {
        await _log.Append([Write(0)]);
        Task[] appends;
        using (var other = SqliteFile.OpenWriter(_scratch.File("log.db")))
        {
            other.Run("BEGIN IMMEDIATE");
            appends = [.. Enumerable.Range(1, 10_000).Select(version => _log.Append([Write(version)]))];
        }
        await Task.WhenAll(appends);
        Assert.Equal(10_001, await Version());
    }
}
