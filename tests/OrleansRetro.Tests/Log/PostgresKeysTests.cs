using OrleansRetro.EventSourcing;
using OrleansRetro.Keys;
using OrleansRetro.Sql;
using OrleansRetro.Tests.Infrastructure;

namespace OrleansRetro.Tests.Log;

/// <summary>Keys in a table of their own, which nobody dumps.</summary>
public sealed class PostgresKeysTests(Postgres postgres) : KeysContract, IAsyncLifetime
{
    TestDatabase _database = null!;
    PostgresKeys _keys = null!;

    protected override IKeys Keys => _keys;

    public async ValueTask InitializeAsync()
    {
        _database = await postgres.Database();
        PostgresDatabase.Prepare(_database.ConnectionString);
        _keys = new(_database.ConnectionString);
    }

    public async ValueTask DisposeAsync()
    {
        await _keys.DisposeAsync();
        await _database.DisposeAsync();
    }

    protected override async Task Reopen()
    {
        await _keys.DisposeAsync();
        _keys = new(_database.ConnectionString);
    }

    // In the files of this database; the server's write-ahead log keeps its own history for a while.
    protected override async Task<IReadOnlyList<bool>> Holds(params byte[][] secrets)
    {
        await _database.Run("CHECKPOINT");
        var table = (string)(await _database.Run("SELECT current_setting('data_directory') || '/' || pg_relation_filepath('phase_keys')"))!;
        var files = Directory.GetFiles(Path.GetDirectoryName(table)!).Select(File.ReadAllBytes).ToList();
        return [.. secrets.Select(secret => files.Any(file => file.AsSpan().IndexOf(secret) >= 0))];
    }

    [Fact, Trait("Row", "Attack-A67")]
    public async Task The_documented_dump_holds_no_key()
    {
        var key = Convert.ToHexStringLower(await _keys.Create("round/a/1"));
        using var scratch = new ScratchDirectory();

        await _database.Tool("pg_dump", "-f", scratch.File("whole.sql"));
        await _database.Tool("pg_dump", "--exclude-table-data=phase_keys", "-f", scratch.File("backup.sql"));

        Assert.Contains(key, await File.ReadAllTextAsync(scratch.File("whole.sql"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.DoesNotContain(key, await File.ReadAllTextAsync(scratch.File("backup.sql"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact, Trait("Row", "Fault-R5")]
    public async Task A_database_that_is_gone_is_an_unknown_outcome()
    {
        await using var away = new PostgresKeys("Host=127.0.0.1;Port=1;Database=retro;Username=retro");
        await Assert.ThrowsAsync<UnknownOutcomeException>(() => away.Get("round/a/1"));
    }
}
