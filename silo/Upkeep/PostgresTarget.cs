using Microsoft.Data.Sqlite;
using Npgsql;
using NpgsqlTypes;
using OrleansRetro.Sql;

namespace OrleansRetro.Upkeep;

/// <summary>A database that takes everything from SQLite's files, row by row, in the transaction of its connection. Positions stay as they are.</summary>
sealed class PostgresTarget(NpgsqlConnection connection)
{
    /// <exception cref="CannotStartException">There is something in it.</exception>
    public void AssertEmpty()
    {
        string[] tables = ["streams", "events", "phase_keys", "data_protection_keys", "operator_token", "\"AspNetUsers\""];
        using var command = new NpgsqlCommand(string.Join(" UNION ALL ", tables.Select(table => $"SELECT '{table.Trim('"')}' WHERE EXISTS (SELECT 1 FROM {table})")), connection);
        if (command.ExecuteScalar() is string found)
            throw new CannotStartException($"The database {connection.Database} on {connection.Host} is in use already (there is something in {found}). Nothing was copied; give an empty database that no silo or web was started with.");
    }

    public void CopyLog(SqliteStoredLog log)
    {
        Copy("streams (id, name, version, deleted)", log, "SELECT id, name, version, deleted FROM streams", (row, into) =>
        {
            into.Write(row.GetInt64(0), NpgsqlDbType.Bigint);
            into.Write(row.GetString(1), NpgsqlDbType.Text);
            into.Write(row.GetInt64(2), NpgsqlDbType.Bigint);
            into.Write(row.GetBoolean(3), NpgsqlDbType.Boolean);
        });
        Copy("events (position, stream, version, data)", log, """
            SELECT e.position, e.stream, e.version, coalesce(r.data, e.data) FROM events e JOIN streams s ON s.id = e.stream
            LEFT JOIN rewrites r ON r.position = e.position AND r.position > 0 WHERE s.deleted = 0 ORDER BY e.position
            """, (row, into) =>
        {
            into.Write(row.GetInt64(0), NpgsqlDbType.Bigint);
            into.Write(row.GetInt64(1), NpgsqlDbType.Bigint);
            into.Write(row.GetInt64(2), NpgsqlDbType.Bigint);
            into.Write(row.GetFieldValue<byte[]>(3), NpgsqlDbType.Bytea);
        });
        Copy("topics (topic, position)", log, "SELECT topic, position FROM topics", (row, into) =>
        {
            into.Write(row.GetString(0), NpgsqlDbType.Text);
            into.Write(row.GetInt64(1), NpgsqlDbType.Bigint);
        });
        // Streams and events have their numbers from the same count here.
        var last = log.Query("SELECT max(coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'events'), 0), coalesce((SELECT max(id) FROM streams), 0))", row => row.GetInt64(0)).Single();
        connection.Run("UPDATE positions SET last = $1", last);
    }

    /// <summary>Accounts, and what protects cookies; reminders are made from the log again. Answers how many of each.</summary>
    public (ulong Accounts, ulong Ring) CopySite(SqliteStoredLog site)
    {
        var ring = Copy("data_protection_keys (name, xml)", site, "SELECT name, xml FROM data_protection_keys", (row, into) =>
        {
            into.Write(row.GetString(0), NpgsqlDbType.Text);
            into.Write(row.GetString(1), NpgsqlDbType.Text);
        });
        return (PostgresAccounts.Copy(site, connection), ring);
    }

    /// <summary>Without them open votes would open again, and links could not be shown.</summary>
    public ulong CopyKeys(SqliteStoredLog keys) => Copy("phase_keys (name, secret)", keys, "SELECT name, secret FROM keys WHERE secret <> zeroblob(32)", (row, into) =>
    {
        into.Write(row.GetString(0), NpgsqlDbType.Text);
        into.Write(row.GetFieldValue<byte[]>(1), NpgsqlDbType.Bytea);
    });

    ulong Copy(string into, SqliteStoredLog from, string sql, Action<SqliteDataReader, NpgsqlBinaryImporter> write)
    {
        using var import = connection.BeginBinaryImport($"COPY {into} FROM STDIN (FORMAT BINARY)");
        import.Timeout = TimeSpan.Zero;
        foreach (var row in from.Query(sql, row => row))
        {
            import.StartRow();
            write(row, import);
        }
        return import.Complete();
    }
}
