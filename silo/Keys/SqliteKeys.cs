using System.Security.Cryptography;
using Microsoft.Data.Sqlite;
using OrleansRetro.EventSourcing;
using OrleansRetro.Sql;

namespace OrleansRetro.Keys;

/// <summary>Keys in a SQLite file of their own, which no backup of the log contains.</summary>
public sealed class SqliteKeys : IKeys, IDisposable
{
    const string Destroyed = "zeroblob(32)";

    readonly string _path;
    readonly SemaphoreSlim _turn = new(1);
    // Keeps the WAL's index mapped while the writer is being reopened: on a full disk it could not be made again.
    readonly SqliteConnection _anchor;
    SqliteConnection? _connection;

    /// <summary>Opens the keys, and makes the file if there is none.</summary>
    /// <exception cref="CannotStartException">The file can't be used.</exception>
    public SqliteKeys(string path)
    {
        _path = path;
        SqliteFile.Prepare(path, "keys");
        _anchor = SqliteFile.OpenReader(path);
        _anchor.Run("SELECT count(*) FROM keys");
    }

    public async Task<byte[]> Create(string name) => (await Use(connection =>
    {
        connection.Run($"INSERT INTO keys VALUES ($name, $secret) ON CONFLICT DO UPDATE SET secret = excluded.secret WHERE secret = {Destroyed}",
            ("$name", name), ("$secret", RandomNumberGenerator.GetBytes(32)));
        return Find(connection, name);
    }))!;

    public Task<byte[]?> Get(string name) => Use(connection => Find(connection, name));

    public Task Destroy(string name) => Destroy("name = $name", ("$name", name));

    // As a range, which the index finds.
    public Task DestroyAll(string prefix) => Destroy("name >= $prefix AND name < $prefix || char(0x10FFFF)", ("$prefix", prefix));

    Task<byte[]?> Destroy(string which, (string, object) argument) => Use(connection =>
    {
        connection.Run($"UPDATE keys SET secret = {Destroyed} WHERE {which} AND secret <> {Destroyed}", argument);
        return connection.EmptyWal() ? null : throw new IOException("Destroyed, but a reader keeps the old bytes in the write-ahead log.");
    });

    public void Dispose()
    {
        _anchor.Dispose();
        _connection?.Dispose();
        _turn.Dispose();
    }

    async Task<byte[]?> Use(Func<SqliteConnection, byte[]?> work)
    {
        await _turn.WaitAsync();
        try
        {
            return work(_connection ??= SqliteFile.OpenWriter(_path));
        }
        catch (Exception failure) when (failure is SqliteException or IOException)
        {
            _connection?.Dispose();
            _connection = null;
            throw new UnknownOutcomeException("The keys could not be reached.", failure);
        }
        finally
        {
            _turn.Release();
        }
    }

    static byte[]? Find(SqliteConnection connection, string name)
    {
        using var command = connection.CreateCommand();
        command.CommandText = $"SELECT secret FROM keys WHERE name = $name AND secret <> {Destroyed}";
        command.Parameters.AddWithValue("$name", name);
        return (byte[]?)command.ExecuteScalar();
    }
}
