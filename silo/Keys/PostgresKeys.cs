using System.Security.Cryptography;
using Npgsql;
using OrleansRetro.EventSourcing;
using OrleansRetro.Sql;

namespace OrleansRetro.Keys;

/// <summary>
/// Keys in a table of their own, which no backup of the log contains. A destroyed key's bytes leave the server's files with
/// its row; they lie in its write-ahead log until that is recycled, and in archives of it for as long as those are kept.
/// </summary>
sealed class PostgresKeys(string connectionString) : IKeys, IAsyncDisposable
{
    readonly PostgresPool _pool = new(connectionString, "keys");

    public async Task<byte[]> Create(string name)
    {
        await _pool.Use("INSERT INTO phase_keys VALUES ($1, $2) ON CONFLICT DO NOTHING", command => command.ExecuteNonQueryAsync(), name, RandomNumberGenerator.GetBytes(32));
        return await Get(name) ?? throw new UnknownOutcomeException("The key was destroyed as soon as it was made.");
    }

    public Task<byte[]?> Get(string name) => _pool.Use("SELECT secret FROM phase_keys WHERE name = $1", async command => (byte[]?)await command.ExecuteScalarAsync(), name);

    public Task Destroy(string name) => DestroyWhere("name = $1", name);

    public Task DestroyAll(string prefix) => DestroyWhere("starts_with(name, $1)", prefix);

    // A deleted row stays in its page, and any old snapshot keeps it through a VACUUM. A truncated table is a new file,
    // whoever looks: so what is kept is written anew, under a lock, together or not at all.
    async Task DestroyWhere(string which, string argument) => await _pool.Use(async connections =>
    {
        await using var connection = await connections.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using var batch = new NpgsqlBatch(connection, transaction)
        {
            BatchCommands =
            {
                new("LOCK TABLE phase_keys IN ACCESS EXCLUSIVE MODE"),
                new($"DELETE FROM phase_keys WHERE {which}") { Parameters = { new() { Value = argument } } },
                new("CREATE TEMPORARY TABLE kept_keys ON COMMIT DROP AS SELECT name, secret FROM phase_keys"),
                new("TRUNCATE phase_keys"),
                new("INSERT INTO phase_keys SELECT name, secret FROM kept_keys"),
            },
        };
        await batch.ExecuteNonQueryAsync();
        await transaction.CommitAsync();
        return true;
    });

    public ValueTask DisposeAsync() => _pool.DisposeAsync();
}
