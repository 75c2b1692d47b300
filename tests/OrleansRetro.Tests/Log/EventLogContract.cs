using System.Text;
using OrleansRetro.EventSourcing;

namespace OrleansRetro.Tests.Log;

/// <summary>What every event log must keep to, whichever store is below.</summary>
public abstract partial class EventLogContract : IAsyncLifetime
{
    protected IEventLog Log { get; private set; } = null!;

    /// <summary>Opens the store of this test; a second time, it is the same store.</summary>
    protected abstract IEventLog Open();

    protected abstract ValueTask Close(IEventLog log);

    public virtual ValueTask InitializeAsync()
    {
        Log = Open();
        return ValueTask.CompletedTask;
    }

    public virtual async ValueTask DisposeAsync()
    {
        await Close(Log);
        GC.SuppressFinalize(this);
    }

    protected async Task Reopen()
    {
        await Close(Log);
        Log = Open();
    }

    protected static ReadOnlyMemory<byte> Bytes(string text) => Encoding.UTF8.GetBytes(text);

    protected static StreamWrite Write(string stream, long expected, params string[] events) =>
        new(stream, expected, [.. events.Select(Bytes)]);

    protected static StreamWrite Tagged(string stream, long expected, string[] topics, params string[] events) =>
        new(stream, expected, [.. events.Select(Bytes)], topics);

    protected Task Append(string stream, long expected, params string[] events) => Log.Append([Write(stream, expected, events)]);

    protected async Task<List<string>> Texts(string stream, long after = 0) =>
        [.. (await All(Log.Read(stream, after))).Select(stored => Encoding.UTF8.GetString(stored.Data.Span))];

    protected async Task<List<string>> Topic(string topic, long after = 0, int limit = int.MaxValue) =>
        [.. (await All(Log.ReadTopic(topic, after, limit))).Select(stored => Encoding.UTF8.GetString(stored.Data.Span))];

    protected static async Task<List<T>> All<T>(IAsyncEnumerable<T> items)
    {
        var all = new List<T>();
        await foreach (var item in items)
            all.Add(item);
        return all;
    }

    /// <summary>How an operation ended: the exception's type, or null for done.</summary>
    protected static async Task<Type?> Outcome(Task task)
    {
        try
        {
            await task;
            return null;
        }
        catch (Exception failure) when (failure is ConflictException or UnknownOutcomeException)
        {
            return failure.GetType();
        }
    }
}
