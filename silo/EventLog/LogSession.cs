using OrleansRetro.EventSourcing;

namespace OrleansRetro.EventLog;

/// <summary>The writer's way to the store: what is done in one transaction, and the heads that decide on it.</summary>
abstract class LogSession : IDisposable
{
    /// <summary>Where a stream stands: in the store, and after what this transaction does.</summary>
    protected sealed class Head
    {
        /// <summary>0 until the stream has a row.</summary>
        public long Id;
        public long Stored;
        public long Version;
        public bool Deleted;
        public bool Moved;
    }

    // Chains of which this transaction refuses a part; broken once that is final.
    readonly HashSet<AppendChain> _breaking = [];

    /// <summary>The streams whose versions this transaction changes.</summary>
    protected List<Head> Moved { get; } = [];

    /// <summary>Does all of it in one transaction; when this returns, it is durable.</summary>
    public abstract void Commit(List<Operation> batch);

    /// <summary>Decides on all of it, from the first on; also when it was decided on before.</summary>
    protected void Do(List<Operation> batch)
    {
        Moved.Clear();
        _breaking.Clear();
        foreach (var operation in batch)
            operation.Do(this);
    }

    /// <summary>Does what is left to do after the commit, so that erased bytes are gone.</summary>
    public abstract void Forget();

    /// <summary>The same as far as nobody is in the way.</summary>
    public abstract void Tidy();

    /// <summary>Appends all writes, or none: versions are compared before the first row is written.</summary>
    public ConflictException? Append(IReadOnlyList<StreamWrite> writes, AppendChain? chain)
    {
        if (chain is not null && (chain.IsBroken || _breaking.Contains(chain)))
            return new ConflictException(writes[0].Stream);
        var refusal = Append(writes);
        if (refusal is not null && chain is not null)
            _breaking.Add(chain);
        return refusal;
    }

    ConflictException? Append(IReadOnlyList<StreamWrite> writes)
    {
        for (var i = 0; i < writes.Count; i++)
        {
            if (Advance(writes[i]) is not { } refusal) continue;
            while (--i >= 0)
                Find(writes[i].Stream).Version -= writes[i].Events.Count;
            return refusal;
        }
        for (var i = 0; i < writes.Count; i++)
        {
            var head = Find(writes[i].Stream);
            if (!head.Moved)
                Moved.Add(head);
            head.Moved = true;
            Insert(writes[i], head);
            if (writes[i].Exchanges is { Count: > 0 } exchanges)
                Exchange(writes[i].Stream, head, exchanges);
        }
        return null;
    }

    /// <summary>Deletes streams and leaves tombstones.</summary>
    public ConflictException? Delete(IReadOnlyList<string> streams)
    {
        foreach (var stream in streams)
            Delete(stream);
        return null;
    }

    /// <summary>Replaces the words of one event.</summary>
    public abstract ConflictException? Rewrite(string stream, long version, ReadOnlyMemory<byte> data);

    /// <summary>Keeps a snapshot, unless a newer one is there or the stream is deleted.</summary>
    public abstract ConflictException? SaveSnapshot(string stream, long version, int schema, ReadOnlyMemory<byte> data);

    /// <summary>Writes 64 KiB that mean nothing.</summary>
    public abstract ConflictException? Probe();

    public abstract void Dispose();

    protected abstract Head Find(string stream);

    /// <summary>Deletes one stream, also one that never was.</summary>
    protected abstract void Delete(string stream);

    /// <summary>Writes the events of one stream; its head is already where they lead.</summary>
    protected abstract void Insert(StreamWrite write, Head head);

    /// <summary>Puts these in each other's places, if every one of them is still there and as long as it was.</summary>
    protected abstract void Exchange(string stream, Head head, IReadOnlyList<Exchange> exchanges);

    ConflictException? Advance(StreamWrite write)
    {
        var head = Find(write.Stream);
        if (head.Deleted) return new StreamDeletedException(write.Stream);
        if (head.Version != write.ExpectedVersion) return write.ExpectedVersion == 0 ? new StreamTakenException(write.Stream) : new ConflictException(write.Stream);
        head.Version += write.Events.Count;
        return null;
    }
}
