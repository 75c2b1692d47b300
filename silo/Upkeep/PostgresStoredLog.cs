using Npgsql;
using OrleansRetro.Sql;

namespace OrleansRetro.Upkeep;

/// <summary>A log in a PostgreSQL database, as a transaction sees it.</summary>
sealed class PostgresStoredLog : StoredLog
{
    readonly NpgsqlConnection _connection;
    readonly bool _owned;

    /// <summary>The log as it is now.</summary>
    /// <exception cref="NpgsqlException">The database can't be reached.</exception>
    public PostgresStoredLog(string connectionString) : this(PostgresDatabase.OpenForUpkeep(connectionString))
    {
        _owned = true;
        _connection.Run("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SET LOCAL idle_in_transaction_session_timeout = 0");
    }

    /// <summary>The log as the transaction of this connection sees it.</summary>
    public PostgresStoredLog(NpgsqlConnection connection)
    {
        _connection = connection;
        Name = $"{connection.Database} on {connection.Host}";
    }

    public override string Name { get; }

    public override IEnumerable<Row> Rows() => Query("""
        SELECT s.name, s.version, s.deleted, coalesce(e.version, 0), coalesce(e.data, ''), coalesce(n.schema, 0), coalesce(n.data, '')
        FROM streams s LEFT JOIN events e ON e.stream = s.id LEFT JOIN snapshots n ON n.stream = s.name AND n.version = e.version
        ORDER BY s.name, e.version
        """, row => new Row(row.GetString(0), row.GetInt64(1), row.GetBoolean(2), row.GetInt64(3), row.GetFieldValue<byte[]>(4), row.GetInt32(5), row.GetFieldValue<byte[]>(6)));

    public override IEnumerable<(string, string, long)> Topics() => Query("""
        SELECT t.topic, s.name, e.version FROM topics t JOIN events e ON e.position = t.position JOIN streams s ON s.id = e.stream
        ORDER BY t.topic, t.position
        """, row => (row.GetString(0), row.GetString(1), row.GetInt64(2)));

    public override IEnumerable<string> Deleted() => Query("SELECT name FROM streams WHERE deleted ORDER BY name", row => row.GetString(0));

    public override IEnumerable<string> Faults() => [];

    public override void Dispose()
    {
        if (_owned)
            _connection.Dispose();
    }

    IEnumerable<T> Query<T>(string sql, Func<NpgsqlDataReader, T> read)
    {
        using var command = new NpgsqlCommand(sql, _connection);
        using var rows = command.ExecuteReader();
        while (rows.Read())
            yield return read(rows);
    }
}
