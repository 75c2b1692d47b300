using System.Text;
using Microsoft.Data.Sqlite;
using OrleansRetro.Retros;
using OrleansRetro.Tests.Contracts;
using OrleansRetro.Tests.Log;
using OrleansRetro.Upkeep;

namespace OrleansRetro.Tests.Upkeep;

/// <summary>What a log amounts to, and what is wrong with it, by name.</summary>
[Trait("Row", "Fault-R21")]
public sealed class Verifying : IAsyncLifetime
{
    const string Stream = "retro/q7Jx2mWv9sKd4hTn8yLpRA";
    static readonly ReadOnlyMemory<byte>[] Told = [.. Golden.Log("v1/logs/retro.jsonl").Select(line => (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(line))];

    readonly ScratchDirectory _scratch = new();

    public async ValueTask InitializeAsync()
    {
        await using var log = _scratch.OpenLog();
        await log.Append([new(Stream, 0, Told, ["due"])]);
        await log.Append([new("invite/abc", 0, [Encoding.UTF8.GetBytes("""{"retro":"q7Jx2mWv9sKd4hTn8yLpRA"}""")])]);
        await log.Delete("retro/gone");
    }

    public ValueTask DisposeAsync()
    {
        _scratch.Dispose();
        return ValueTask.CompletedTask;
    }

    Verified Read()
    {
        using var log = new SqliteStoredLog(_scratch.File("log.db"));
        return Verified.Read(log);
    }

    void Spoil(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={_scratch.File("log.db")};Pooling=false;Foreign Keys=false");
        connection.Open();
        using var command = new SqliteCommand(sql, connection);
        Assert.NotEqual(0, command.ExecuteNonQuery());
    }

    [Fact]
    public void It_is_counted_by_kind()
    {
        var read = Read();

        Assert.Equal([new("invite", 1), new("retro", 1)], read.Kinds);
        Assert.Equal((1, Told.Length + 1), (read.Deleted, read.Events));
        Assert.Empty(read.Damages);
    }

    [Fact]
    public async Task The_same_events_have_the_same_state_however_they_came_and_any_other_has_another()
    {
        var before = Read().State;
        using (var other = new ScratchDirectory())
        {
            await using (var log = other.OpenLog())
            {
                await log.Delete("retro/gone");
                await log.Append([new("invite/abc", 0, [Encoding.UTF8.GetBytes("""{"retro":"q7Jx2mWv9sKd4hTn8yLpRA"}""")])]);
                for (var version = 0; version < Told.Length; version++)
                    await log.Append([new(Stream, version, [Told[version]], ["due"])]);
            }
            using var stored = new SqliteStoredLog(other.File("log.db"));
            Assert.Equal(before, Verified.Read(stored).State);
        }
        await using (var log = _scratch.OpenLog())
            await log.Append([new(Stream, Told.Length, [Encoding.UTF8.GetBytes("""{"$t":"retro-renamed","title":"Otherwise"}""")])]);
        Assert.NotEqual(before, Read().State);
    }

    [Theory]
    [InlineData("DELETE FROM topics WHERE position = 3", null)]
    [InlineData("UPDATE streams SET name = 'retro/also-gone' WHERE deleted = 1", null)]
    [InlineData("UPDATE events SET data = CAST('{\"$t\":\"daydream\"}' AS BLOB) WHERE version = 17", $"{Stream} can't be read from event 17 on; it opens read-only.")]
    [InlineData("UPDATE events SET data = x'00' WHERE version = 1 AND stream = 2", "invite/abc can't be read from event 1 on; it opens read-only.")]
    [InlineData("DELETE FROM events WHERE version = 3", $"{Stream} lacks what comes before event 4.")]
    [InlineData("DELETE FROM events WHERE version = 58", $"{Stream} has 57 events and should have 58.")]
    [InlineData("UPDATE streams SET name = 'daydream/x' WHERE id = 2", "daydream/x is of a kind that this version of the program doesn't know.")]
    public void What_was_spoiled_is_named_and_nothing_is_the_same(string spoiled, string? named)
    {
        var before = Read().State;
        Spoil(spoiled);

        Assert.NotEqual(before, Read().State);
        Assert.Equal(named is null ? [] : [named], Read().Damages);
    }

    [Fact, Trait("Row", "Fault-R32")]
    public async Task A_snapshot_that_says_otherwise_than_its_events_is_named()
    {
        var retro = Told.SkipLast(1).Aggregate(Retro.Empty, (retro, told) => retro.Evolve(Stored.Read<RetroEvent>(Encoding.UTF8.GetString(told.Span))));
        var before = Read().State;
        await using (var log = _scratch.OpenLog())
            await log.SaveSnapshot(Stream, Told.Length - 1, RetroGrain.SnapshotSchema, Encoding.UTF8.GetBytes(StoredRetros.Text(retro)));
        Assert.Empty(Read().Damages);

        await using (var log = _scratch.OpenLog())
            await log.SaveSnapshot(Stream, Told.Length, RetroGrain.SnapshotSchema, Encoding.UTF8.GetBytes(StoredRetros.Text(retro)));

        Assert.Equal([$"{Stream} has a snapshot at {Told.Length} that says otherwise than its events."], Read().Damages);
        Assert.Equal(before, Read().State);
    }

    [Fact]
    public async Task A_damaged_log_is_backed_up_as_it_is_and_said_to_be_damaged()
    {
        Spoil("UPDATE events SET data = x'00' WHERE version = 17");
        File.Delete(_scratch.File("site.db"));
        using var site = new ScratchDirectory();
        OrleansRetro.Sql.SqliteFile.Prepare(_scratch.File("site.db"), "site");

        var ran = await Command.Run(["backup", "--to", site.File("backup")], ("Retro__DataDirectory", _scratch.Path));

        Assert.StartsWith($"{Stream} can't be read from event 17 on", ran.Refused(), StringComparison.Ordinal);
        Assert.Contains("Fingerprint ", ran.Said, StringComparison.Ordinal);
        Assert.True(File.Exists(site.File("backup/log.db")));
    }
}
