using System.Data.Common;
using Microsoft.Extensions.Logging;
using OrleansRetro.EventSourcing;

namespace OrleansRetro.EventLog;

/// <summary>An event log whose writes go through one <see cref="LogWriter"/> and whose reads come in pages.</summary>
public abstract class GroupCommitLog : IEventLog, IStoreCondition, IAsyncDisposable
{
    const int Page = 512;

    // At once, up to here: what changes places while it is read must be seen all before or all after.
    const int WholeStream = 16_384;

    readonly LogWriter _writer;
    int _closed;

    private protected GroupCommitLog(Func<LogSession> open, ILogger logger) => _writer = new(open, logger);

    public bool Healthy => _writer.Healthy;

    /// <summary>Transactions made so far.</summary>
    internal long Commits => _writer.Commits;

    public Task Probe() => _writer.Enqueue(new ProbeOperation());

    public Task Append(IReadOnlyList<StreamWrite> writes, AppendChain? chain = null)
    {
        MustBeAwake();
        var rows = 0;
        for (var i = 0; i < writes.Count; i++)
            rows += writes[i].Events.Count is > 0 and var count ? count : throw new ArgumentException("A write needs at least one event.", nameof(writes));
        return _writer.Enqueue(new AppendOperation(writes, rows, chain));
    }

    public Task Delete(params IReadOnlyList<string> streams) => _writer.Enqueue(new DeleteOperation(streams));

    public Task Rewrite(string stream, long version, ReadOnlyMemory<byte> data) =>
        _writer.Enqueue(new RewriteOperation(stream, version, data));

    public Task SaveSnapshot(string stream, long version, int schema, ReadOnlyMemory<byte> data) =>
        _writer.Enqueue(new SnapshotOperation(stream, version, schema, data));

    public async Task<StoredSnapshot?> LoadSnapshot(string stream, int schema) =>
        await FindSnapshot(stream, schema) is [var snapshot] ? snapshot : null;

    public async IAsyncEnumerable<StoredEvent> Read(string stream, long after = 0)
    {
        List<StoredEvent> page;
        do
        {
            page = await PageOfStream(stream, after, WholeStream);
            foreach (var stored in page)
                yield return stored;
            after = page is [.., var last] ? last.Version : after;
        }
        while (page.Count == WholeStream);
    }

    public async IAsyncEnumerable<StoredEvent> ReadTopic(string topic, long after = 0, int limit = int.MaxValue)
    {
        List<StoredEvent> page;
        do
        {
            page = await PageOfTopic(topic, after, Math.Min(Page, limit));
            foreach (var stored in page)
                yield return stored;
            limit -= page.Count;
            after = page is [.., var last] ? last.Position : after;
        }
        while (page.Count == Page && limit > 0);
    }

    /// <summary>Finishes what was asked, then closes.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _closed, 1) == 1) return;
        await _writer.Drain();
        await CloseReaders();
        _writer.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <exception cref="UnknownOutcomeException">This process may no longer be the one to write.</exception>
    private protected virtual void MustBeAwake()
    {
    }

    /// <summary>A row of version, position, data.</summary>
    private protected static StoredEvent EventOf(string stream, DbDataReader row) => new(stream, row.GetInt64(0), row.GetInt64(1), row.GetFieldValue<byte[]>(2));

    /// <summary>A row of stream, version, position, data.</summary>
    private protected static StoredEvent AnyEvent(DbDataReader row) => new(row.GetString(0), row.GetInt64(1), row.GetInt64(2), row.GetFieldValue<byte[]>(3));

    /// <summary>A row of version, data.</summary>
    private protected static StoredSnapshot SnapshotOf(DbDataReader row) => new(row.GetInt64(0), row.GetFieldValue<byte[]>(1));

    private protected abstract Task<List<StoredEvent>> PageOfStream(string stream, long after, int limit);

    private protected abstract Task<List<StoredEvent>> PageOfTopic(string topic, long after, int limit);

    private protected abstract Task<List<StoredSnapshot>> FindSnapshot(string stream, int schema);

    private protected abstract ValueTask CloseReaders();
}
