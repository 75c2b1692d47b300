using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace OrleansRetro.Sql;

/// <summary>A statement that runs for every event: bound and stepped in SQLite itself, for the driver makes a reader and a box a value.</summary>
sealed class HotStatement : IDisposable
{
    readonly sqlite3 _database;
    readonly sqlite3_stmt _statement;

    public HotStatement(SqliteConnection connection, string sql)
    {
        _database = connection.Handle!;
        SqliteException.ThrowExceptionForRC(raw.sqlite3_prepare_v2(_database, sql, out _statement), _database);
    }

    /// <summary>Runs it with these in its first places; answers how many rows it changed.</summary>
    public int Run(long first, long second, long third)
    {
        Bind(1, first);
        Bind(2, second);
        Bind(3, third);
        return Step();
    }

    /// <inheritdoc cref="Run(long, long, long)"/>
    public int Run(long first, long second, ReadOnlySpan<byte> third)
    {
        Bind(1, first);
        Bind(2, second);
        SqliteException.ThrowExceptionForRC(raw.sqlite3_bind_blob(_statement, 3, third), _database);
        return Step();
    }

    public void Dispose() => _statement.Dispose();

    void Bind(int place, long value) => SqliteException.ThrowExceptionForRC(raw.sqlite3_bind_int64(_statement, place, value), _database);

    int Step()
    {
        var stepped = raw.sqlite3_step(_statement);
        var reset = raw.sqlite3_reset(_statement);
        if (stepped != raw.SQLITE_DONE)
            SqliteException.ThrowExceptionForRC(reset, _database);
        return raw.sqlite3_changes(_database);
    }
}
