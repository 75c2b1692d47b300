using System.Text;
using OrleansRetro.EventLog;
using OrleansRetro.EventSourcing;
using OrleansRetro.Sql;

namespace OrleansRetro.Tests.Log;

/// <summary>Erased words are in no byte of any file.</summary>
public sealed class SqliteErasureTests : IAsyncLifetime
{
    readonly ScratchDirectory _scratch = new();
    readonly SqliteEventLog _log;

    public SqliteErasureTests() => _log = _scratch.OpenLog();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await _log.DisposeAsync();
        _scratch.Dispose();
    }

    static byte[] Secret(int i) => Encoding.UTF8.GetBytes($"<secret-{i:0000}>");

    static byte[] Long(int i, int length) => [.. Encoding.UTF8.GetBytes(new string('.', length)), .. Secret(i), .. Encoding.UTF8.GetBytes(new string('.', length))];

    // The numbers of the secrets that can still be found.
    async Task<int[]> Held(int count)
    {
        var held = await _scratch.Holds([.. Enumerable.Range(0, count).Select(Secret)]);
        return [.. Enumerable.Range(0, count).Where(i => held[i])];
    }

    [Fact]
    public async Task What_was_kept_beside_an_erasure_is_kept_also_where_the_bytes_can_not_leave_yet()
    {
        await _log.Append([new("retro/a", 0, [Secret(0)])]);
        using var reader = SqliteFile.OpenReader(_scratch.File("log.db"));
        reader.Run("BEGIN");
        Assert.Equal(1, reader.Number("SELECT count(*) FROM events"));
        Task erased, kept;
        using (var obstacle = SqliteFile.OpenWriter(_scratch.File("log.db")))
        {
            // What comes after the first waits for it, and shares a transaction.
            obstacle.Run("BEGIN IMMEDIATE");
            _ = _log.Append([new("retro/b", 0, [Secret(1)])]);
            erased = _log.Delete("retro/a");
            kept = _log.Append([new("retro/c", 0, [Secret(2)])]);
            obstacle.Run("ROLLBACK");
        }

        await kept;
        await Assert.ThrowsAsync<UnknownOutcomeException>(() => erased);
        reader.Run("ROLLBACK");
        await _log.Delete("retro/a");
        var held = await Held(3);
        Assert.Equal([1, 2], held);
    }

    [Theory]
    [InlineData(10)]
    [InlineData(9_000)]
    public async Task A_rewritten_event_is_gone_from_the_files(int length)
    {
        await _log.Append([new("retro/a", 0, [Long(0, length), Long(1, length), Long(2, length)])]);
        await _log.SaveSnapshot("retro/a", 3, 1, Long(1, length));
        Assert.Equal(3, (await Held(3)).Length);

        await _log.Rewrite("retro/a", 2, "short"u8.ToArray());

        var held = await Held(3);
        Assert.Equal([0, 2], held);
    }

    [Theory]
    [InlineData(10)]
    [InlineData(9_000)]
    public async Task A_deleted_stream_is_gone_from_the_files(int length)
    {
        await _log.Append([new("retro/a", 0, [Long(0, length)], ["due"]), new("retro/b", 0, [Long(1, length)], ["due"])]);
        await _log.SaveSnapshot("retro/a", 1, 1, Long(0, length));

        await _log.Delete("retro/a");

        Assert.Equal(1, Assert.Single(await Held(2)));
    }

    [Theory]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(9)]
    public async Task Streams_that_share_pages_are_forgotten_one_by_one_without_a_trace(int seed)
    {
        const int Streams = 60;
        var random = new Random(seed);
        var versions = new long[Streams];
        // Interleaved and of every size, so that the pages split and merge while rows leave them.
        for (var i = 0; i < 1_500; i++)
        {
            var stream = random.Next(Streams);
            await _log.Append([new($"retro/{stream}", versions[stream]++, [Long(stream, random.Next(2, 700))], stream % 3 == 0 ? ["due"] : null)]);
            if (i % 100 == 99)
                await _log.SaveSnapshot($"retro/{stream}", versions[stream], 1, Long(stream, random.Next(2, 3_000)));
        }
        for (var stream = 0; stream < Streams; stream++)
            for (var version = 1; version <= versions[stream] && stream % 2 == 1; version++)
                if (random.Next(3) == 0)
                    await _log.Rewrite($"retro/{stream}", version, Long(stream, random.Next(1, 900)));

        for (var stream = 0; stream < Streams; stream += 2)
            await _log.Delete($"retro/{stream}");

        Assert.Equal(Enumerable.Range(0, Streams).Where(stream => stream % 2 == 1), await Held(Streams));
    }

    [Fact]
    public async Task A_reader_in_the_way_makes_erasure_fail_aloud_and_a_repeat_finishes_it()
    {
        await _log.Append([new("retro/a", 0, [Secret(0)])]);
        using (var reader = SqliteFile.OpenReader(_scratch.File("log.db")))
        {
            reader.Run("BEGIN");
            reader.Run("SELECT count(*) FROM events");
            await Assert.ThrowsAsync<UnknownOutcomeException>(() => _log.Delete("retro/a"));
            Assert.True(_log.Healthy);
        }

        await _log.Delete("retro/a");
        Assert.Empty(await Held(1));
    }

    [Fact]
    public async Task Opening_finishes_an_erasure_that_a_crash_cut_short()
    {
        await _log.Append([new("retro/a", 0, [Secret(0)])]);
        using (var elsewhere = SqliteFile.OpenWriter(_scratch.File("log.db")))
            elsewhere.Run("DELETE FROM events");
        Assert.Single(await Held(1));

        SqliteFile.Prepare(_scratch.File("log.db"), "log");

        Assert.Empty(await Held(1));
    }
}
