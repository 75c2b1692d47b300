using Microsoft.Data.Sqlite;
using OrleansRetro.EventSourcing;
using OrleansRetro.Sql;

namespace OrleansRetro.EventLog;

/// <summary>The writer's connection, and the heads of the streams it has met.</summary>
sealed class SqliteLogSession : LogSession
{
    const int MostHeads = 20_000;

    readonly SqliteConnection _connection;
    readonly SqliteLogStatements _sql;
    readonly Dictionary<string, Head> _heads = new(StringComparer.Ordinal);
    long _seen = -1;

    public SqliteLogSession(string path)
    {
        _connection = SqliteFile.OpenWriter(path);
        try
        {
            _sql = new(_connection);
        }
        catch
        {
            _connection.Dispose();
            throw;
        }
    }

    public override void Commit(List<Operation> batch)
    {
        _sql.Begin.Run();
        Distrust();
        Do(batch);
        foreach (var head in Moved)
        {
            if (!head.Deleted && _sql.Move.Run(head.Version, head.Id, head.Stored) != 1)
                throw new InvalidOperationException("A stream was moved behind the writer's back.");
            (head.Stored, head.Moved) = (head.Version, false);
        }
        _sql.Commit.Run();
    }

    // What is remembered of a stream holds until another connection has written.
    void Distrust()
    {
        var version = _sql.DataVersion.Number() ?? 0;
        if (version == _seen && _heads.Count < MostHeads) return;
        _seen = version;
        _heads.Clear();
    }

    /// <summary>Takes erased bytes out of the write-ahead log as well.</summary>
    public override void Forget()
    {
        if (!_connection.EmptyWal())
            throw new IOException("Erased, but a reader keeps the old bytes in the write-ahead log.");
    }

    /// <summary>A reader that is in the way now may not be the next time; nobody waits for it.</summary>
    public override void Tidy()
    {
        _connection.Run("PRAGMA busy_timeout = 50");
        _connection.EmptyWal();
        _connection.Run("PRAGMA busy_timeout = 5000");
    }

    protected override void Insert(StreamWrite write, Head head)
    {
        if (head.Id == 0)
            head.Id = Found(write.Stream, deleted: false);
        var version = write.ExpectedVersion;
        for (var i = 0; i < write.Events.Count; i++)
        {
            _sql.Insert.Run(head.Id, ++version, write.Events[i].Span);
            for (var j = 0; j < write.Topics?.Count; j++)
                _sql.Topic.Run(write.Topics[j]);
        }
    }

    protected override void Delete(string stream)
    {
        var head = Find(stream);
        _sql.DeleteSnapshot.Run(stream);
        if (head.Deleted) return;
        head.Deleted = true;
        if (head.Id == 0)
        {
            head.Id = Found(stream, deleted: true);
            return;
        }
        _sql.DeleteTopics.Run(head.Id);
        _sql.BlankRewrites.Run(head.Id);
        _sql.BlankEvents.Run(head.Id);
        _sql.Bury.Run(head.Version, head.Id);
    }

    public override ConflictException? Rewrite(string stream, long version, ReadOnlyMemory<byte> data)
    {
        var head = Find(stream);
        if (head.Deleted) return new StreamDeletedException(stream);
        if (_sql.Find.Number(head.Id, version) is not { } position) return new ConflictException(stream);
        _sql.BlankEvent.Run(position);
        _sql.BlankRewrite.Run(position);
        _sql.Rewrite.Run(position, Statement.Blob(data));
        _sql.DeleteSnapshot.Run(stream);
        return null;
    }

    // In place, for the lengths are the same: see the schema.
    protected override void Exchange(string stream, Head head, IReadOnlyList<Exchange> exchanges)
    {
        foreach (var exchange in exchanges)
            if (_sql.Exchangeable.Number(head.Id, exchange.Version, exchange.Data.Length) is null) return;
        foreach (var exchange in exchanges)
            _sql.Exchange.Run(head.Id, exchange.Version, Statement.Blob(exchange.Data));
        _sql.DeleteSnapshot.Run(stream);
    }

    public override ConflictException? SaveSnapshot(string stream, long version, int schema, ReadOnlyMemory<byte> data)
    {
        if (!Find(stream).Deleted)
            _sql.SaveSnapshot.Run(stream, version, schema, (byte[])[.. new byte[SqliteFile.Page], .. data.Span]);
        return null;
    }

    public override ConflictException? Probe()
    {
        _sql.Probe.Run();
        return null;
    }

    public override void Dispose() => _sql.Dispose();

    protected override Head Find(string stream)
    {
        if (_heads.TryGetValue(stream, out var head)) return head;
        head = new();
        using (var rows = _sql.Head.Query(stream))
            if (rows.Read())
                (head.Id, head.Stored, head.Deleted) = (rows.GetInt64(0), rows.GetInt64(1), rows.GetBoolean(2));
        head.Version = head.Stored;
        _heads.Add(stream, head);
        return head;
    }

    long Found(string stream, bool deleted) => _sql.Found.Number(stream, deleted) ?? throw new InvalidOperationException("SQLite gave no id.");
}
