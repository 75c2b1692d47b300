using System.Collections.Concurrent;
using OrleansRetro.EventSourcing;

namespace OrleansRetro.Tests.Cluster;

/// <summary>A real log whose appends to one stream can be lost, lose their reply, or be held back.</summary>
public sealed class FaultyEventLog(IEventLog log) : IEventLog
{
    readonly ConcurrentDictionary<string, Func<IReadOnlyList<StreamWrite>, AppendChain?, Task>> _faults = new();
    readonly ConcurrentDictionary<string, Func<IReadOnlyList<string>, Task>> _deletions = new();
    readonly ConcurrentDictionary<string, bool> _unreadable = new();
    readonly ConcurrentDictionary<string, LateAnswer> _snapshots = new();

    /// <summary>The next append to this stream is not written, and nobody can know.</summary>
    public void LoseNext(string stream) => _faults[stream] = (_, chain) =>
    {
        _faults.TryRemove(stream, out var _);
        chain?.Break();
        throw new UnknownOutcomeException("The test's store went away before it wrote.");
    };

    /// <summary>The next append to this stream is written, but nobody hears of it.</summary>
    public void LoseNextReply(string stream) => _faults[stream] = async (writes, chain) =>
    {
        _faults.TryRemove(stream, out var _);
        await log.Append(writes, chain);
        chain?.Break();
        throw new UnknownOutcomeException("The test's store went away after it wrote.");
    };

    /// <summary>The next deletion of this stream doesn't happen, and nobody can know.</summary>
    public void LoseNextDeletion(string stream) => _deletions[stream] = _ => throw new UnknownOutcomeException("The test's store went away before it deleted.");

    /// <summary>The next deletion of this stream doesn't happen either, and for a while nobody hears that nobody can know.</summary>
    public LateAnswer LoseNextDeletionLate(string stream)
    {
        var late = new LateAnswer();
        _deletions[stream] = async _ =>
        {
            await late.Wait();
            throw new UnknownOutcomeException("The test's store went away before it deleted.");
        };
        return late;
    }

    /// <summary>The next deletion of this stream happens when it is let go.</summary>
    public LateAnswer DeleteNextLate(string stream)
    {
        var late = new LateAnswer();
        _deletions[stream] = async streams =>
        {
            await late.Wait();
            await log.Delete(streams);
        };
        return late;
    }

    /// <summary>The next deletion of this stream happens, but nobody hears of it.</summary>
    public void LoseNextDeletionsReply(string stream) => _deletions[stream] = async streams =>
    {
        await log.Delete(streams);
        throw new UnknownOutcomeException("The test's store went away after it deleted.");
    };

    /// <summary>The next time that this stream is read, it can't be.</summary>
    public void RefuseNextRead(string stream) => _unreadable[stream] = true;

    /// <summary>The next snapshot of this stream is kept when it is let go.</summary>
    public LateAnswer KeepNextSnapshotLate(string stream) => _snapshots[stream] = new();

    /// <summary>Appends to this stream wait until they are let go.</summary>
    public HeldAppends Hold(string stream)
    {
        var held = new HeldAppends(log, release: () => _faults.TryRemove(stream, out var _));
        _faults[stream] = held.Append;
        return held;
    }

    public Task Append(IReadOnlyList<StreamWrite> writes, AppendChain? chain = null) => _faults.TryGetValue(writes[0].Stream, out var fault) ? fault(writes, chain) : log.Append(writes, chain);

    public IAsyncEnumerable<StoredEvent> Read(string stream, long after = 0) =>
        _unreadable.TryRemove(stream, out _) ? throw new UnknownOutcomeException("The test's store can't be read.") : log.Read(stream, after);

    public IAsyncEnumerable<StoredEvent> ReadTopic(string topic, long after = 0, int limit = int.MaxValue) => log.ReadTopic(topic, after, limit);
    public Task Delete(params IReadOnlyList<string> streams) => _deletions.TryRemove(streams[0], out var fault) ? fault(streams) : log.Delete(streams);
    public Task Rewrite(string stream, long version, ReadOnlyMemory<byte> data) => log.Rewrite(stream, version, data);

    public async Task SaveSnapshot(string stream, long version, int schema, ReadOnlyMemory<byte> data)
    {
        if (_snapshots.TryRemove(stream, out var late))
            await late.Wait();
        await log.SaveSnapshot(stream, version, schema, data);
    }

    public Task<StoredSnapshot?> LoadSnapshot(string stream, int schema) => log.LoadSnapshot(stream, schema);
}

/// <summary>Appends that wait in their order.</summary>
public sealed class HeldAppends(IEventLog log, Action release)
{
    readonly Lock _lock = new();
    readonly Queue<(IReadOnlyList<StreamWrite> Writes, AppendChain? Chain, TaskCompletionSource Done)> _waiting = new();
    readonly List<(int Count, TaskCompletionSource Reached)> _awaited = [];
    bool _open;

    /// <summary>Completes when so many events wait here at once, in however few appends.</summary>
    public Task Waiting(int count)
    {
        lock (_lock)
        {
            var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _awaited.Add((count, reached));
            Announce();
            return reached.Task.WaitAsync(RetroCluster.Patience);
        }
    }

    /// <summary>They are written now, first come first served, and what comes later is not held any more.</summary>
    public void LetGo() => End((writes, chain, done) => Link(log.Append(writes, chain), done));

    /// <summary>None of them is written, and nobody can know.</summary>
    public void Lose() => End((_, chain, done) =>
    {
        chain?.Break();
        done.SetException(new UnknownOutcomeException("The test's store went away."));
    });

    internal Task Append(IReadOnlyList<StreamWrite> writes, AppendChain? chain)
    {
        lock (_lock)
        {
            if (_open)
                return log.Append(writes, chain);
            var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Enqueue((writes, chain, done));
            Announce();
            return done.Task;
        }
    }

    void End(Action<IReadOnlyList<StreamWrite>, AppendChain?, TaskCompletionSource> settle)
    {
        lock (_lock)
        {
            while (_waiting.TryDequeue(out var next))
                settle(next.Writes, next.Chain, next.Done);
            _open = true;
        }
        release();
    }

    void Announce()
    {
        var events = _waiting.Sum(append => append.Writes[0].Events.Count);
        foreach (var (_, reached) in _awaited.Where(awaited => events >= awaited.Count))
            reached.TrySetResult();
    }

    static async void Link(Task append, TaskCompletionSource done)
    {
        try
        {
            await append;
            done.SetResult();
        }
        catch (Exception failure)
        {
            done.SetException(failure);
        }
    }
}
