using Microsoft.Data.Sqlite;
using OrleansRetro.EventSourcing;
using OrleansRetro.Sql;

namespace OrleansRetro.EventLog;

/// <summary>The writer's connection with its prepared statements, and the heads of the streams it has met.</summary>
sealed class SqliteLogSession : IDisposable
{
    sealed class Head
    {
        public long Id;
        public long Stored;
        public long Version;
        public bool Deleted;
        public bool Moved;
    }

    const int MostHeads = 20_000;
    const string OneOrAll = "stream = $stream AND ($version = 0 OR version = $version)";

    readonly SqliteConnection _connection;
    readonly Dictionary<string, Head> _heads = new(StringComparer.Ordinal);
    readonly List<Head> _moved = [];
    readonly Statement _begin, _commit, _foreign, _head, _found, _move, _insert, _topic, _deleteTopics, _bury;
    readonly Statement _blank, _blankRewrites, _rewrite, _deleteSnapshot, _saveSnapshot, _probe;
    long _strangers = -1;

    public SqliteLogSession(string path)
    {
        _connection = SqliteFile.OpenWriter(path);
        Statement Prepare(string sql, params ReadOnlySpan<string> parameters) => new(_connection, sql, parameters);
        _begin = Prepare("BEGIN IMMEDIATE");
        _commit = Prepare("COMMIT");
        _foreign = Prepare("PRAGMA data_version");
        _head = Prepare("SELECT id, version, deleted FROM streams WHERE name = $name", "$name");
        _found = Prepare("INSERT INTO streams (name, version, deleted) VALUES ($name, 0, $deleted) RETURNING id", "$name", "$deleted");
        _move = Prepare("UPDATE streams SET version = $version WHERE id = $id AND version = $stored AND deleted = 0", "$version", "$id", "$stored");
        _insert = Prepare("INSERT INTO events (stream, version, data) VALUES ($stream, $version, $data)", "$stream", "$version", "$data");
        _topic = Prepare("INSERT INTO topics (topic, position) VALUES ($topic, last_insert_rowid()) ON CONFLICT DO NOTHING", "$topic");
        _deleteTopics = Prepare("DELETE FROM topics WHERE position IN (SELECT position FROM events WHERE stream = $stream)", "$stream");
        _bury = Prepare("UPDATE streams SET deleted = 1, version = $version WHERE id = $id", "$version", "$id");
        _blank = Prepare($"UPDATE events SET data = zeroblob(length(data)) WHERE {OneOrAll}", "$stream", "$version");
        _blankRewrites = Prepare($"""
            UPDATE rewrites SET data = zeroblob(length(data)), position = -position
            WHERE position > 0 AND position IN (SELECT position FROM events WHERE {OneOrAll})
            """, "$stream", "$version");
        _rewrite = Prepare("INSERT INTO rewrites (position, data) SELECT position, $data FROM events WHERE stream = $stream AND version = $version",
            "$data", "$stream", "$version");
        _deleteSnapshot = Prepare("DELETE FROM snapshots WHERE stream = $name", "$name");
        _saveSnapshot = Prepare("""
            INSERT INTO snapshots (stream, version, schema, data) VALUES ($name, $version, $schema, $data)
            ON CONFLICT (stream) DO UPDATE SET version = excluded.version, schema = excluded.schema, data = excluded.data
            WHERE excluded.version >= snapshots.version
            """, "$name", "$version", "$schema", "$data");
        _probe = Prepare("UPDATE probe SET data = randomblob(65536)");
    }

    /// <summary>Does all of it in one transaction; when this returns, it is durable.</summary>
    public void Commit(List<Operation> batch)
    {
        _begin.Run();
        Distrust();
        _moved.Clear();
        foreach (var operation in batch)
            operation.Do(this);
        foreach (var head in _moved)
        {
            if (!head.Deleted && _move.Run(head.Version, head.Id, head.Stored) != 1)
                throw new InvalidOperationException("A stream was moved behind the writer's back.");
            (head.Stored, head.Moved) = (head.Version, false);
        }
        _commit.Run();
    }

    // What is remembered of a stream holds until another connection has written.
    void Distrust()
    {
        using var row = _foreign.Query();
        row.Read();
        if (row.GetInt64(0) == _strangers && _heads.Count < MostHeads) return;
        _strangers = row.GetInt64(0);
        _heads.Clear();
    }

    /// <summary>Takes deleted bytes out of the write-ahead log as well.</summary>
    public void Forget()
    {
        if (!_connection.EmptyWal())
            throw new IOException("Deleted, but a reader keeps the old bytes in the write-ahead log.");
    }

    /// <summary>Appends all writes, or none: versions are compared before the first row is written.</summary>
    public ConflictException? Append(IReadOnlyList<StreamWrite> writes)
    {
        for (var i = 0; i < writes.Count; i++)
        {
            if (Advance(writes[i]) is not { } refusal) continue;
            while (--i >= 0)
                _heads[writes[i].Stream].Version -= writes[i].Events.Count;
            return refusal;
        }
        foreach (var write in writes)
            Insert(write);
        return null;
    }

    ConflictException? Advance(StreamWrite write)
    {
        var head = Find(write.Stream);
        if (head.Deleted) return new StreamDeletedException(write.Stream);
        if (head.Version != write.ExpectedVersion) return new ConflictException(write.Stream);
        head.Version += write.Events.Count;
        return null;
    }

    void Insert(StreamWrite write)
    {
        var head = _heads[write.Stream];
        if (head.Id == 0)
            head.Id = Found(write.Stream, deleted: false);
        if (!head.Moved)
            _moved.Add(head);
        head.Moved = true;
        var version = write.ExpectedVersion;
        foreach (var data in write.Events)
        {
            _insert.Run(head.Id, ++version, Statement.Blob(data));
            foreach (var topic in write.Topics ?? [])
                _topic.Run(topic);
        }
    }

    public Exception? Delete(string stream)
    {
        var head = Find(stream);
        _deleteSnapshot.Run(stream);
        if (head.Deleted) return null;
        head.Deleted = true;
        if (head.Id == 0)
        {
            head.Id = Found(stream, deleted: true);
            return null;
        }
        _deleteTopics.Run(head.Id);
        Blank(head.Id);
        _bury.Run(head.Version, head.Id);
        return null;
    }

    public ConflictException? Rewrite(string stream, long version, ReadOnlyMemory<byte> data)
    {
        var head = Find(stream);
        if (head.Deleted) return new StreamDeletedException(stream);
        if (version < 1 || version > head.Version) return new ConflictException(stream);
        Blank(head.Id, version);
        _rewrite.Run(Statement.Blob(data), head.Id, version);
        _deleteSnapshot.Run(stream);
        return null;
    }

    // In place, at the same length: see the schema. Version 0 means every one.
    void Blank(long id, long version = 0)
    {
        _blankRewrites.Run(id, version);
        _blank.Run(id, version);
    }

    public Exception? SaveSnapshot(string stream, long version, int schema, ReadOnlyMemory<byte> data)
    {
        if (!Find(stream).Deleted)
            _saveSnapshot.Run(stream, version, schema, (byte[])[.. new byte[SqliteFile.Page], .. data.Span]);
        return null;
    }

    public Exception? Probe()
    {
        _probe.Run();
        return null;
    }

    public void Dispose() => _connection.Dispose();

    Head Find(string stream)
    {
        if (_heads.TryGetValue(stream, out var head)) return head;
        head = new();
        using (var rows = _head.Query(stream))
            if (rows.Read())
                (head.Id, head.Stored, head.Deleted) = (rows.GetInt64(0), rows.GetInt64(1), rows.GetBoolean(2));
        head.Version = head.Stored;
        _heads.Add(stream, head);
        return head;
    }

    long Found(string stream, bool deleted)
    {
        using var rows = _found.Query(stream, deleted);
        rows.Read();
        return rows.GetInt64(0);
    }
}
