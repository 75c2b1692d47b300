using Microsoft.Extensions.Logging;
using OrleansRetro.EventSourcing;
using OrleansRetro.Sql;

namespace OrleansRetro.EventLog;

/// <summary>The event log in one SQLite file, which is whole without its WAL when this is closed.</summary>
public sealed class SqliteEventLog : GroupCommitLog
{
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

    readonly SqliteReaders _readers;

    /// <summary>Opens the log, and makes it if there is none.</summary>
    /// <exception cref="CannotStartException">The file can't be used.</exception>
    public SqliteEventLog(string path, ILogger<SqliteEventLog> logger) : base(Prepared(path, logger), logger) => _readers = new(path);

    static Func<LogSession> Prepared(string path, ILogger logger)
    {
        SqliteFile.Prepare(path, "log");
        SqliteCompaction.Run(path, logger);
        return () => new SqliteLogSession(path);
    }

    private protected override Task<List<StoredEvent>> PageOfStream(string stream, long after, int limit) =>
        _readers.Query(OfStream, row => EventOf(stream, row), stream, after, limit);

    private protected override Task<List<StoredEvent>> PageOfTopic(string topic, long after, int limit) => _readers.Query(OfTopic, AnyEvent, topic, after, limit);

    private protected override Task<List<StoredSnapshot>> FindSnapshot(string stream, int schema) => _readers.Query(Snapshot, SnapshotOf, stream, schema);

    private protected override ValueTask CloseReaders() => _readers.DisposeAsync();
}
