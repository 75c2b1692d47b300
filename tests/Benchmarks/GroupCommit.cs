using System.Diagnostics;
using OrleansRetro.EventLog;

namespace OrleansRetro.Benchmarks;

/// <summary>The log as grains use it: many callers, each waits until its one event is durable before it sends the next.</summary>
static class GroupCommit
{
    sealed class Stream(string name)
    {
        long _version;

        // As a grain does it: the version is taken and the append handed over in one step.
        public Task Append(GroupCommitLog log, ReadOnlyMemory<byte> data)
        {
            lock (this)
                return log.Append([new(name, _version++, [data])]);
        }
    }

    public static async Task<Rate> Run(GroupCommitLog own, int callers, int streams, byte[] data, double seconds)
    {
        await using var log = own;
        Stream[] all = [.. Enumerable.Range(1, streams).Select(id => new Stream($"retro/{id}"))];
        await Task.WhenAll(all.Select(stream => stream.Append(log, data)));

        var before = log.Commits;
        var watch = Stopwatch.StartNew();
        async Task<long> Call(Stream stream)
        {
            long done = 0;
            for (; watch.Elapsed.TotalSeconds < seconds; done++)
                await stream.Append(log, data);
            return done;
        }
        var events = (await Task.WhenAll(Enumerable.Range(0, callers).Select(caller => Task.Run(() => Call(all[caller % streams]))))).Sum();
        return new(events / watch.Elapsed.TotalSeconds, (double)events / (log.Commits - before));
    }
}
