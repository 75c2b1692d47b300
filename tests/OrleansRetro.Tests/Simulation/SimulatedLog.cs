using OrleansRetro.EventSourcing;

namespace OrleansRetro.Tests.Simulation;

/// <summary>How well a store behaves. The bugs are here to show that they are found.</summary>
/// <param name="Trouble">How often a commit fails, or nobody hears of it.</param>
/// <param name="IgnoresVersions">A bug: it writes whatever was decided on.</param>
/// <param name="IgnoresChains">A bug: it writes what was decided on something that it didn't write.</param>
/// <param name="AnswersEarly">A bug: it answers before it has written.</param>
/// <param name="HidesFailures">A bug: what wasn't written is said to be.</param>
readonly record struct StoreQuality(double Trouble, bool IgnoresVersions = false, bool IgnoresChains = false, bool AnswersEarly = false, bool HidesFailures = false);

/// <summary>The one stream of a simulated retro, as it lies on the disk.</summary>
sealed class SimulatedStore(World world, Machine disk, StoreQuality quality)
{
    enum Fate { Written, Lost, WrittenUnheard }

    double _trouble = quality.Trouble;

    public List<ReadOnlyMemory<byte>> Events { get; } = [];

    /// <summary>From now on everything works.</summary>
    public void Heal() => _trouble = 0;

    /// <summary>One transaction, a while from now. A writer that dies until then is cut off: it may have got through or not.</summary>
    public Task<IReadOnlyList<Exception?>> Commit(Machine writer, IReadOnlyList<(StreamWrite Write, AppendChain? Chain)> appends)
    {
        var answer = new TaskCompletionSource<IReadOnlyList<Exception?>>(TaskCreationOptions.RunContinuationsAsynchronously);
        if (quality.AnswersEarly)
            answer.SetResult([.. appends.Select(_ => (Exception?)null)]);
        world.Later(disk, 4, 30, () =>
        {
            var fate = writer.IsDead ? (world.Happens(0.5) ? Fate.WrittenUnheard : Fate.Lost) : !world.Happens(_trouble) ? Fate.Written : world.Happens(0.5) ? Fate.WrittenUnheard : Fate.Lost;
            IReadOnlyList<Exception?> results = fate == Fate.Lost ? [.. appends.Select(_ => (Exception?)null)] : Write(appends);
            if (fate == Fate.WrittenUnheard || (fate == Fate.Lost && !quality.HidesFailures))
                world.Later(disk, 1, 300, () => answer.TrySetResult([.. appends.Select(_ => new UnknownOutcomeException("Nobody knows."))]));
            else
                answer.TrySetResult(results);
        });
        return answer.Task;
    }

    Exception?[] Write(IReadOnlyList<(StreamWrite Write, AppendChain? Chain)> appends)
    {
        var breaking = new HashSet<AppendChain?>();
        return [.. appends.Select(append =>
        {
            var isBroken = !quality.IgnoresChains && (append.Chain?.IsBroken == true || breaking.Contains(append.Chain));
            if (isBroken || (append.Write.ExpectedVersion != Events.Count && !quality.IgnoresVersions))
            {
                breaking.Add(append.Chain);
                return new ConflictException(append.Write.Stream);
            }
            Events.AddRange(append.Write.Events);
            foreach (var exchange in append.Write.Exchanges ?? [])
                Events[(int)exchange.Version - 1] = exchange.Data;
            return null;
        })];
    }
}

/// <summary>The log as one machine sees it: its appends are committed together in the order in which they came, one transaction at a time.</summary>
sealed class SimulatedLog(World world, Machine machine, SimulatedStore store) : IEventLog
{
    readonly Queue<(StreamWrite Write, AppendChain? Chain, TaskCompletionSource Done)> _queue = new();
    Task _writing = Task.CompletedTask;

    public Task Append(IReadOnlyList<StreamWrite> writes, AppendChain? chain = null)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _queue.Enqueue((writes.Single(), chain, done));
        if (_writing.IsCompleted)
            _writing = Write();
        return done.Task;
    }

    async Task Write()
    {
        while (_queue.Count > 0)
        {
            var batch = Enumerable.Range(0, world.Chance.Next(1, _queue.Count + 1)).Select(_ => _queue.Dequeue()).ToArray();
            var results = await store.Commit(machine, [.. batch.Select(entry => (entry.Write, entry.Chain))]);
            foreach (var (entry, result) in batch.Zip(results))
            {
                if (result is null)
                {
                    entry.Done.SetResult();
                    continue;
                }
                entry.Chain?.Break();
                entry.Done.SetException(result);
            }
        }
    }

    public async IAsyncEnumerable<StoredEvent> Read(string stream, long after = 0)
    {
        await Task.Yield();
        var events = store.Events.Count;
        for (var version = (int)after + 1; version <= events; version++)
            yield return new(stream, version, version, store.Events[version - 1]);
    }

    public IAsyncEnumerable<StoredEvent> ReadTopic(string topic, long after = 0, int limit = int.MaxValue) => throw new NotSupportedException();
    public Task Delete(params IReadOnlyList<string> streams) => throw new NotSupportedException();
    public Task Rewrite(string stream, long version, ReadOnlyMemory<byte> data) => throw new NotSupportedException();
    public Task SaveSnapshot(string stream, long version, int schema, ReadOnlyMemory<byte> data) => throw new NotSupportedException();
    public Task<StoredSnapshot?> LoadSnapshot(string stream, int schema) => throw new NotSupportedException();
}
