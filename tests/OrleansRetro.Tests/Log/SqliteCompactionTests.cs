using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using OrleansRetro.EventLog;
using OrleansRetro.EventSourcing;
using OrleansRetro.Sql;

namespace OrleansRetro.Tests.Log;

/// <summary>The room of deleted streams comes back.</summary>
public sealed class SqliteCompactionTests : IDisposable
{
    readonly ScratchDirectory _scratch = new();

    public void Dispose() => _scratch.Dispose();

    long Size => new FileInfo(_scratch.File("log.db")).Length;

    void Compact(long least) => SqliteCompaction.Run(_scratch.File("log.db"), NullLogger.Instance, least);

    [Theory]
    [InlineData(50, true)]
    [InlineData(51, false)]
    public async Task A_log_with_enough_deleted_events_is_written_anew(long least, bool compacted)
    {
        await Fill();
        var before = Size;

        Compact(least);

        Assert.Equal(compacted, Size < before / 2);
        Assert.True(Whole());
        await using var log = _scratch.OpenLog();
        var kept = await log.ReadTopic("due").ToListAsync(TestContext.Current.CancellationToken);
        Assert.Equal(10, kept.Count);
        Assert.Equal("rewritten", Encoding.UTF8.GetString(kept[3].Data.Span));
        await Assert.ThrowsAsync<StreamDeletedException>(() => log.Append([new("retro/gone", 0, [Words(1)])]));
        await log.Append([new("retro/kept", 10, [Words(2)], ["due"])]);
        Assert.True((await log.ReadTopic("due").LastAsync(TestContext.Current.CancellationToken)).Position > 60);
    }

    [Fact]
    public async Task What_a_crash_left_of_a_compaction_is_finished_at_the_next_start()
    {
        await Fill();
        using (var connection = SqliteFile.OpenWriter(_scratch.File("log.db")))
            connection.Run("DELETE FROM events WHERE stream = (SELECT id FROM streams WHERE deleted = 1); PRAGMA user_version = 1");
        var before = Size;

        Compact(1_000);

        Assert.True(Size < before / 2);
        using var after = SqliteFile.OpenReader(_scratch.File("log.db"));
        Assert.Equal(0, after.Number("PRAGMA user_version"));
    }

    // Ten events that stay and fifty that go, one of those that stay rewritten twice.
    async Task Fill()
    {
        await using var log = _scratch.OpenLog();
        for (var i = 0; i < 10; i++)
            await log.Append([new("retro/kept", i, [Words(i)], ["due"]), new("retro/gone", 5 * i, [.. Enumerable.Repeat(Words(i), 5)], ["due"])]);
        await log.Rewrite("retro/kept", 4, "once"u8.ToArray());
        await log.Rewrite("retro/kept", 4, "rewritten"u8.ToArray());
        await log.Delete("retro/gone");
    }

    bool Whole()
    {
        using var connection = SqliteFile.OpenReader(_scratch.File("log.db"));
        return connection.Number("SELECT count(*) FROM pragma_integrity_check WHERE integrity_check = 'ok'") == 1
            && connection.Number("SELECT count(*) FROM pragma_foreign_key_check") == 0;
    }

    static ReadOnlyMemory<byte> Words(int i) => Encoding.UTF8.GetBytes($"{i}" + new string('.', 4_000));
}
