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

    // A deleted row stays in its page until something else is written over it; written anew, the table has no such page.
    async Task DestroyWhere(string which, string argument)
    {
        await Run($"DELETE FROM phase_keys WHERE {which}", argument);
        await Run("VACUUM (FULL) phase_keys");
    }

    Task<int> Run(string sql, params object[] values) => Use(sql, command => command.ExecuteNonQueryAsync(), values);

    async Task<T> Use<T>(string sql, Func<NpgsqlCommand, Task<T>> work, params object[] values)
    {
        try
        {
            await using var command = _database.CreateCommand(sql);
            foreach (var value in values)
                command.Parameters.Add(new() { Value = value });
            return await work(command);
        }
        catch (Exception failure) when (failure is NpgsqlException or TimeoutException or SocketException or IOException)
        {
            throw new UnknownOutcomeException("The keys could not be reached.", failure);
        }
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();
}
