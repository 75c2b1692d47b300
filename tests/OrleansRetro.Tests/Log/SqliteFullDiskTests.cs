using OrleansRetro.EventLog;
using OrleansRetro.EventSourcing;
using OrleansRetro.Keys;
using OrleansRetro.Sql;

namespace OrleansRetro.Tests.Log;

/// <summary>A disk of 2 MiB that fills up.</summary>
public sealed class SqliteFullDiskTests : IAsyncLifetime
{
    readonly ScratchDirectory _scratch = new();
    SqliteEventLog _log = null!;

    string Disk => _scratch.File("disk");

    public async ValueTask InitializeAsync()
    {
        Directory.CreateDirectory(Disk);
        await Tool.Run("mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", Disk);
        _log = Open();
    }

    public async ValueTask DisposeAsync()
    {
        await _log.DisposeAsync();
        await Tool.Run("umount", Disk);
        _scratch.Dispose();
    }

    SqliteEventLog Open() => new(Path.Combine(Disk, "log.db"), Microsoft.Extensions.Logging.Abstractions.NullLogger<SqliteEventLog>.Instance);

    Task Append(long version) => _log.Append([new("retro/a", version, [new byte[700], new byte[700], new byte[700]], ["due"])]);

    async Task<List<StoredEvent>> Stored() => await _log.Read("retro/a").ToListAsync(TestContext.Current.CancellationToken);

    async Task Fill(int bytes)
    {
        await using var ballast = File.Create(Path.Combine(Disk, "ballast"));
        await ballast.WriteAsync(new byte[bytes], TestContext.Current.CancellationToken);
    }

    [Fact, Trait("Row", "Fault-R14")]
    public async Task Keys_can_be_read_from_a_full_disk_and_made_when_there_is_room_again()
    {
        using var keys = new SqliteKeys(Path.Combine(Disk, "keys.db"));
        var key = await keys.Create("retro/a");
        await Assert.ThrowsAnyAsync<IOException>(() => Fill(4 * 1024 * 1024));

        var refused = 0;
        for (var i = 0; i < 200 && refused < 3; i++)
            try
            {
                await keys.Create($"retro/{i}");
            }
            catch (UnknownOutcomeException)
            {
                refused++;
            }
        Assert.Equal(3, refused);
        Assert.Equal(key, await keys.Get("retro/a"));

        File.Delete(Path.Combine(Disk, "ballast"));
        await keys.Create("retro/later");
        await keys.Destroy("retro/a");
        Assert.Null(await keys.Get("retro/a"));
    }

    [Fact, Trait("Row", "Fault-R14")]
    public async Task A_full_disk_refuses_writes_keeps_reads_and_recovers_by_itself()
    {
        await Append(0);
        await Fill(700 * 1024);
        long acknowledged = 3;
        UnknownOutcomeException? refusal = null;
        while (refusal is null)
            try
            {
                Assert.True(acknowledged < 3_000, "2 MiB can't hold this much");
                await Append(acknowledged);
                acknowledged += 3;
            }
            catch (UnknownOutcomeException failure)
            {
                refusal = failure;
            }

        for (var i = 0; i < 20; i++)
            await Assert.ThrowsAsync<UnknownOutcomeException>(() => Append(acknowledged));
        await Assert.ThrowsAsync<UnknownOutcomeException>(() => _log.Probe());
        Assert.False(_log.Healthy);
        Assert.Equal(acknowledged, (await Stored()).Count);
        Assert.Equal(acknowledged, await _log.ReadTopic("due").CountAsync(TestContext.Current.CancellationToken));

        File.Delete(Path.Combine(Disk, "ballast"));

        await _log.Probe();
        Assert.True(_log.Healthy);
        await Append(acknowledged);
        await _log.DisposeAsync();
        _log = Open();
        var stored = await Stored();
        Assert.Equal(Enumerable.Range(1, (int)acknowledged + 3), stored.Select(e => (int)e.Version));
        using var connection = SqliteFile.OpenReader(Path.Combine(Disk, "log.db"));
        Assert.Equal(1, connection.Number("SELECT count(*) FROM pragma_integrity_check WHERE integrity_check = 'ok'"));
    }
}
