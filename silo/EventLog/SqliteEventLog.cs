using Microsoft.Extensions.Logging;
using OrleansRetro.EventSourcing;
using OrleansRetro.Sql;

namespace OrleansRetro.EventLog;

/// <summary>The event log in one SQLite file.</summary>
public sealed class SqliteEventLog : IEventLog, IStoreCondition, IAsyncDisposable
{
    const int Page = 512;

    static readonly Query OfStream = new("""
        SELECT e.version, e.position, coalesce(r.data, e.data) FROM streams s JOIN events e ON e.stream = s.id
        LEFT JOIN rewrites r ON r.position = e.position AND r.position > 0
        WHERE s.name = $stream AND s.deleted = 0 AND e.version > $after ORDER BY e.version LIMIT $limit
        """, "$stream", "$after", "$limit");

    static readonly Query OfTopic = new("""
        SELECT s.name, e.version, e.position, coalesce(r.data, e.data)
        FROM topics t JOIN events e ON e.position = t.position JOIN streams s ON s.id = e.stream
        LEFT JOIN rewrites r ON r.position = e.position AND r.position > 0
        WHERE t.topic = $topic AND t.position > $after ORDER BY t.position LIMIT $limit
        """, "$topic", "$after", "$limit");

    static readonly Query Snapshot = new(
        $"SELECT version, substr(data, {SqliteFile.Page + 1}) FROM snapshots WHERE stream = $stream AND schema = $schema", "$stream", "$schema");

    readonly SqliteWriter _writer;
    readonly SqliteReaders _readers;
    int _closed;

    /// <summary>Opens the log, and makes it if there is none.</summary>
    /// <exception cref="CannotStartException">The file can't be used.</exception>
    public SqliteEventLog(string path, ILogger<SqliteEventLog> logger)
    {
        SqliteFile.Prepare(path, "log");
        SqliteCompaction.Run(path, logger);
        _writer = new(path, logger);
        _readers = new(path);
    }

    public bool Healthy => _writer.Healthy;

    /// <summary>Transactions made so far.</summary>
    internal long Commits => _writer.Commits;

    public Task Probe() => _writer.Enqueue(new ProbeOperation());

    public Task Append(IReadOnlyList<StreamWrite> writes)
    {
        var rows = 0;
        for (var i = 0; i < writes.Count; i++)
            rows += writes[i].Events.Count is > 0 and var count ? count : throw new ArgumentException("A write needs at least one event.", nameof(writes));
        return _writer.Enqueue(new AppendOperation(writes, rows));
    }

    public Task Delete(params IReadOnlyList<string> streams) => _writer.Enqueue(new DeleteOperation(streams));

    public Task Rewrite(string stream, long version, ReadOnlyMemory<byte> data) =>
        _writer.Enqueue(new RewriteOperation(stream, version, data));

    public Task SaveSnapshot(string stream, long version, int schema, ReadOnlyMemory<byte> data) =>
        _writer.Enqueue(new SnapshotOperation(stream, version, schema, data));

    public async Task<StoredSnapshot?> LoadSnapshot(string stream, int schema)
    {
        var found = await _readers.Query(Snapshot, row => new StoredSnapshot(row.GetInt64(0), row.GetFieldValue<byte[]>(1)), stream, schema);
        return found is [var snapshot] ? snapshot : null;
    }

    public async IAsyncEnumerable<StoredEvent> Read(string stream, long after = 0)
    {
        List<StoredEvent> page;
        do
        {
            page = await _readers.Query(OfStream,
                row => new StoredEvent(stream, row.GetInt64(0), row.GetInt64(1), row.GetFieldValue<byte[]>(2)), stream, after, Page);
            foreach (var stored in page)
                yield return stored;
            after = page is [.., var last] ? last.Version : after;
        }
        while (page.Count == Page);
    }

    public async IAsyncEnumerable<StoredEvent> ReadTopic(string topic, long after = 0, int limit = int.MaxValue)
    {
        List<StoredEvent> page;
        do
        {
            page = await _readers.Query(OfTopic,
                row => new StoredEvent(row.GetString(0), row.GetInt64(1), row.GetInt64(2), row.GetFieldValue<byte[]>(3)), topic, after, Math.Min(Page, limit));
            foreach (var stored in page)
                yield return stored;
            limit -= page.Count;
            after = page is [.., var last] ? last.Position : after;
        }
        while (page.Count == Page && limit > 0);
    }

    /// <summary>Finishes what was asked, then closes; the file is whole without its WAL.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _closed, 1) == 1) return;
        await _writer.Drain();
        await _readers.DisposeAsync();
        _writer.Dispose();
    }
}
