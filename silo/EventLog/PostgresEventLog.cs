using Microsoft.Extensions.Logging;
using OrleansRetro.EventSourcing;
using OrleansRetro.Hosting;
using OrleansRetro.Sql;

namespace OrleansRetro.EventLog;

/// <summary>
/// The event log in a PostgreSQL database, which several silos share. What is erased is out of the tables when that is
/// acknowledged; its bytes lie in the server's files until autovacuum and new rows come by, and in archives of its
/// write-ahead log, in standbys that lag and in backups for as long as those are kept.
/// </summary>
public sealed class PostgresEventLog : GroupCommitLog
{
    const string OfStream = """
        SELECT e.version, e.position, e.data FROM streams s JOIN events e ON e.stream = s.id
        WHERE s.name = $1 AND e.version > $2 ORDER BY e.version LIMIT $3
        """;

    const string OfTopic = """
        SELECT s.name, e.version, e.position, e.data
        FROM topics t JOIN events e ON e.position = t.position JOIN streams s ON s.id = e.stream
        WHERE t.topic = $1 AND t.position > $2 ORDER BY t.position LIMIT $3
        """;

    const string Snapshot = "SELECT version, data FROM snapshots WHERE stream = $1 AND schema = $2";

    readonly PostgresReaders _readers;
    readonly Standstill? _standstill;

    /// <summary>Opens the log, and makes its tables if there are none.</summary>
    /// <exception cref="CannotStartException">The database can't be used.</exception>
    public PostgresEventLog(string connectionString, ILogger<PostgresEventLog> logger) : this(connectionString, logger, null)
    {
    }

    internal PostgresEventLog(string connectionString, ILogger<PostgresEventLog> logger, Standstill? standstill) : base(Prepared(connectionString), logger) =>
        (_readers, _standstill) = (new(connectionString), standstill);

    static Func<LogSession> Prepared(string connectionString)
    {
        PostgresDatabase.Prepare(connectionString);
        return () => new PostgresLogSession(connectionString);
    }

    private protected override void MustBeAwake()
    {
        if (_standstill is { Happened: true })
            throw new UnknownOutcomeException("This process stood still, and others may have taken its place.");
    }

    private protected override Task<List<StoredEvent>> PageOfStream(string stream, long after, int limit) =>
        _readers.Query(OfStream, row => EventOf(stream, row), stream, after, limit);

    private protected override Task<List<StoredEvent>> PageOfTopic(string topic, long after, int limit) => _readers.Query(OfTopic, AnyEvent, topic, after, limit);

    private protected override Task<List<StoredSnapshot>> FindSnapshot(string stream, int schema) => _readers.Query(Snapshot, SnapshotOf, stream, schema);

    private protected override ValueTask CloseReaders() => _readers.DisposeAsync();
}
