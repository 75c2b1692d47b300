namespace OrleansRetro.EventSourcing;

/// <summary>Events for one stream. <paramref name="ExpectedVersion"/> is the version the writer decided on; 0 founds the stream.</summary>
/// <param name="Stream">Name of the stream, such as <c>retro/…</c>.</param>
/// <param name="ExpectedVersion">The stream's version before this write.</param>
/// <param name="Events">UTF-8 JSON, one element an event, in order; never empty.</param>
/// <param name="Topics">Topics under which every event of this write can be found again.</param>
/// <param name="Exchanges">Events of this stream, earlier ones or these, that change places along with the write: all of them, or none where one is no longer as it was.</param>
public sealed record StreamWrite(
    string Stream,
    long ExpectedVersion,
    IReadOnlyList<ReadOnlyMemory<byte>> Events,
    IReadOnlyList<string>? Topics = null,
    IReadOnlyList<Exchange>? Exchanges = null);

/// <summary>What stands at a version from now on: another event of the stream, as long as the one that stood there. For forgetting an order alone.</summary>
public readonly record struct Exchange(long Version, ReadOnlyMemory<byte> Data);

/// <summary>One event as it lies in the log. Versions of a stream run 1..n without a gap; positions rise in commit order over all streams.</summary>
public readonly record struct StoredEvent(string Stream, long Version, long Position, ReadOnlyMemory<byte> Data);

/// <summary>A folded state kept to save reading; worthless the moment its schema differs.</summary>
public readonly record struct StoredSnapshot(long Version, ReadOnlyMemory<byte> Data);

/// <summary>The one place where facts are kept. Safe for concurrent use.</summary>
public interface IEventLog
{
    /// <summary>Appends all writes in one transaction, or none of them. Completes when they are durable.</summary>
    /// <param name="writes">One a stream.</param>
    /// <param name="chain">What this append is a part of: it is not written when one before it in the chain wasn't, and breaks the chain when it isn't.</param>
    /// <exception cref="StreamTakenException">A stream that was to be founded is there; nothing of this append was written.</exception>
    /// <exception cref="ConflictException">A stream was not at its expected version, or the chain is broken; nothing of this append was written, others are not touched.</exception>
    /// <exception cref="UnknownOutcomeException">The store failed; the writes may or may not be there. Read before deciding again.</exception>
    Task Append(IReadOnlyList<StreamWrite> writes, AppendChain? chain = null);

    /// <summary>The events of <paramref name="stream"/> with a version above <paramref name="after"/>, in order; none for an unknown or deleted stream.</summary>
    /// <exception cref="UnknownOutcomeException">The store could not be read.</exception>
    IAsyncEnumerable<StoredEvent> Read(string stream, long after = 0);

    /// <summary>Up to <paramref name="limit"/> events under <paramref name="topic"/> with a position above <paramref name="after"/>, in commit order.</summary>
    /// <exception cref="UnknownOutcomeException">The store could not be read.</exception>
    IAsyncEnumerable<StoredEvent> ReadTopic(string topic, long after = 0, int limit = int.MaxValue);

    /// <summary>
    /// Removes events, topics and snapshots of these streams, of all or of none, and leaves tombstones: their names can't be founded again.
    /// Repeating it changes nothing.
    /// </summary>
    /// <exception cref="UnknownOutcomeException">The store failed; the streams may or may not be there.</exception>
    Task Delete(params IReadOnlyList<string> streams);

    /// <summary>Replaces the words of one stored event. For erasure alone: version, position and topics stay, snapshots of the stream go.</summary>
    /// <exception cref="ConflictException">There is no such event.</exception>
    Task Rewrite(string stream, long version, ReadOnlyMemory<byte> data);

    /// <summary>Keeps a snapshot; an older one of the same stream is replaced, a newer one stays.</summary>
    Task SaveSnapshot(string stream, long version, int schema, ReadOnlyMemory<byte> data);

    /// <summary>The newest snapshot of <paramref name="stream"/> with exactly this schema, or null.</summary>
    Task<StoredSnapshot?> LoadSnapshot(string stream, int schema);
}
