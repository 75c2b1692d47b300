using Microsoft.Data.Sqlite;
using OrleansRetro.Sql;

namespace OrleansRetro.Upkeep;

/// <summary>A log in a SQLite file. While this is open the running program can write, but not take erased bytes out of its write-ahead log.</summary>
sealed class SqliteStoredLog : StoredLog
{
    readonly SqliteConnection _connection;

    /// <exception cref="SqliteException">The file can't be read.</exception>
    public SqliteStoredLog(string path)
    {
        Name = path;
        _connection = SqliteFile.OpenReader(path);
        _connection.Run("BEGIN");
    }

    public override string Name { get; }

    public override IEnumerable<Row> Rows() => Query($"""
        SELECT s.name, s.version, s.deleted, coalesce(e.version, 0), coalesce(r.data, e.data, x''), coalesce(n.schema, 0), coalesce(substr(n.data, {SqliteFile.Page + 1}), x'')
        FROM streams s LEFT JOIN events e ON e.stream = s.id AND s.deleted = 0 LEFT JOIN rewrites r ON r.position = e.position AND r.position > 0
        LEFT JOIN snapshots n ON n.stream = s.name AND n.version = e.version
        ORDER BY s.name, e.version
        """, row => new Row(row.GetString(0), row.GetInt64(1), row.GetBoolean(2), row.GetInt64(3), row.GetFieldValue<byte[]>(4), row.GetInt32(5), row.GetFieldValue<byte[]>(6)));

    public override IEnumerable<(string, string, long)> Topics() => Query("""
        SELECT t.topic, s.name, e.version FROM topics t JOIN events e ON e.position = t.position JOIN streams s ON s.id = e.stream
        ORDER BY t.topic, t.position
        """, row => (row.GetString(0), row.GetString(1), row.GetInt64(2)));

    public override IEnumerable<string> Deleted() => Query("SELECT name FROM streams WHERE deleted ORDER BY name", row => row.GetString(0));

    public override IEnumerable<string> Faults() => Query("PRAGMA integrity_check(20)", row => row.GetString(0)).Where(fault => fault != "ok");

    public override void Dispose() => _connection.Dispose();

    /// <summary>Reads row by row.</summary>
    public IEnumerable<T> Query<T>(string sql, Func<SqliteDataReader, T> read, params (string Name, object Value)[] values)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in values)
            command.Parameters.AddWithValue(name, value);
        using var rows = command.ExecuteReader();
        while (rows.Read())
            yield return read(rows);
    }
}
