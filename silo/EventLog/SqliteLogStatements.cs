using Microsoft.Data.Sqlite;
using OrleansRetro.Sql;

namespace OrleansRetro.EventLog;

/// <summary>Everything the writer says to SQLite, prepared once a connection.</summary>
sealed class SqliteLogStatements(SqliteConnection connection) : IDisposable
{
    // In place, at the same length: see the schema.
    const string Blank = "SET data = zeroblob(length(data))";

    public readonly Statement Begin = new(connection, "BEGIN IMMEDIATE");
    public readonly Statement Commit = new(connection, "COMMIT");
    public readonly Statement DataVersion = new(connection, "PRAGMA data_version");

    public readonly Statement Head = new(connection, "SELECT id, version, deleted FROM streams WHERE name = $name", "$name");
    public readonly Statement Found = new(connection,
        "INSERT INTO streams (name, version, deleted) VALUES ($name, 0, $deleted) RETURNING id", "$name", "$deleted");
    public readonly HotStatement Move = new(connection, "UPDATE streams SET version = ?1 WHERE id = ?2 AND version = ?3 AND deleted = 0");
    public readonly HotStatement Insert = new(connection, "INSERT INTO events (stream, version, data) VALUES (?1, ?2, ?3)");
    public readonly Statement Topic = new(connection,
        "INSERT INTO topics (topic, position) VALUES ($topic, last_insert_rowid()) ON CONFLICT DO NOTHING", "$topic");

    public readonly Statement Bury = new(connection,
        "UPDATE streams SET deleted = 1, version = $version WHERE id = $id", "$version", "$id");
    public readonly Statement DeleteTopics = new(connection,
        "DELETE FROM topics WHERE position IN (SELECT position FROM events WHERE stream = $stream)", "$stream");
    public readonly Statement BlankEvents = new(connection, $"UPDATE events {Blank} WHERE stream = $stream", "$stream");
    public readonly Statement BlankRewrites = new(connection, $"""
        UPDATE rewrites {Blank}, position = -position
        WHERE position IN (SELECT position FROM events WHERE stream = $stream) AND position > 0
        """, "$stream");

    public readonly Statement Find = new(connection,
        "SELECT position FROM events WHERE stream = $stream AND version = $version", "$stream", "$version");
    public readonly Statement BlankEvent = new(connection, $"UPDATE events {Blank} WHERE position = $position", "$position");
    public readonly Statement BlankRewrite = new(connection,
        $"UPDATE rewrites {Blank}, position = -position WHERE position = $position AND position > 0", "$position");
    public readonly Statement Rewrite = new(connection,
        "INSERT INTO rewrites (position, data) VALUES ($position, $data)", "$position", "$data");

    public readonly Statement Exchangeable = new(connection, """
        SELECT 1 FROM events WHERE stream = $stream AND version = $version AND length(data) = $length
        AND NOT EXISTS (SELECT 1 FROM rewrites WHERE rewrites.position = events.position AND rewrites.position > 0)
        """, "$stream", "$version", "$length");
    public readonly Statement Exchange = new(connection,
        "UPDATE events SET data = $data WHERE stream = $stream AND version = $version", "$stream", "$version", "$data");

    public readonly Statement DeleteSnapshot = new(connection, "DELETE FROM snapshots WHERE stream = $name", "$name");
    public readonly Statement SaveSnapshot = new(connection, """
        INSERT INTO snapshots (stream, version, schema, data) VALUES ($name, $version, $schema, $data)
        ON CONFLICT (stream) DO UPDATE SET version = excluded.version, schema = excluded.schema, data = excluded.data
        WHERE excluded.version >= snapshots.version
        """, "$name", "$version", "$schema", "$data");

    public readonly Statement Probe = new(connection, "UPDATE probe SET data = randomblob(65536)");

    /// <summary>Closes the connection, which ends the statements it knows.</summary>
    public void Dispose()
    {
        Move.Dispose();
        Insert.Dispose();
        connection.Dispose();
    }
}
