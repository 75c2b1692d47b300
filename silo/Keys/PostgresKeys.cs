using System.Net.Sockets;
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
    readonly NpgsqlDataSource _database = PostgresDatabase.Pool(connectionString);

    public async Task<byte[]> Create(string name)
    {
        await Run("INSERT INTO phase_keys VALUES ($1, $2) ON CONFLICT DO NOTHING", name, RandomNumberGenerator.GetBytes(32));
        return await Get(name) ?? throw new UnknownOutcomeException("The key was destroyed as soon as it was made.");
    }

    public Task<byte[]?> Get(string name) => Use("SELECT secret FROM phase_keys WHERE name = $1", async command => (byte[]?)await command.ExecuteScalarAsync(), name);

    public Task Destroy(string name) => DestroyWhere("name = $1", name);

    public Task DestroyAll(string prefix) => DestroyWhere("starts_with(name, $1)", prefix);

    // A deleted row stays in its page, and any old snapshot keeps it through a VACUUM. A truncated table is a new file,
    // whoever looks: so what is kept is written anew, under a lock, together or not at all.
    async Task DestroyWhere(string which, string argument) => await Use(async () =>
    {
        await using var connection = await _database.OpenConnectionAsync();
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

    Task<int> Run(string sql, params object[] values) => Use(sql, command => command.ExecuteNonQueryAsync(), values);

    Task<T> Use<T>(string sql, Func<NpgsqlCommand, Task<T>> work, params object[] values) => Use(async () =>
    {
        await using var command = _database.CreateCommand(sql);
        foreach (var value in values)
            command.Parameters.Add(new() { Value = value });
        return await work(command);
    });

    static async Task<T> Use<T>(Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (Exception failure) when (failure is NpgsqlException or TimeoutException or SocketException or IOException)
        {
            throw new UnknownOutcomeException("The keys could not be reached.", failure);
        }
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();
}
