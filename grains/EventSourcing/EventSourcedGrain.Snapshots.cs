using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.Logging;

namespace OrleansRetro.EventSourcing;

// Snapshots: they only save reading. Whatever is wrong with one, the events are there.
public abstract partial class EventSourcedGrain<TState, TEvent>
{
    const long EventsPerSnapshot = 1_000;

    long _snapshotVersion;
    Task _saving = Task.CompletedTask;

    /// <summary>How the state is kept in snapshots, or null when streams stay short. A changed shape needs a new schema number.</summary>
    protected virtual (int Schema, JsonTypeInfo<TState> Format)? SnapshotFormat => null;

    /// <summary>Whether no event up to the durable version will change its place: what a snapshot holds must go on to be what comes before it.</summary>
    protected virtual bool IsSettled => true;

    /// <summary>No snapshot of this activation is written once it is gone.</summary>
    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        await _saving.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.ContinueOnCapturedContext | ConfigureAwaitOptions.SuppressThrowing);
        await base.OnDeactivateAsync(reason, cancellationToken);
    }

    void KeepSnapshot()
    {
        // Later in a long stream, so that the cost of an event doesn't grow with what lies before it.
        var enough = Math.Max(EventsPerSnapshot, DurableVersion / 4);
        if (SnapshotFormat is not { } snapshots || DurableVersion - _snapshotVersion < enough || !IsSettled)
            return;
        _snapshotVersion = DurableVersion;
        _saving = Save(_saving, DurableVersion, Durable);

        // Written beside the grain's turns, which a large state would hold up; nobody changes it any more. One after the other, and none fails whoever waits.
        async Task Save(Task earlier, long version, TState state)
        {
            await earlier;
            try
            {
                var data = await Task.Run(() => JsonSerializer.SerializeToUtf8Bytes(state, snapshots.Format));
                await log.SaveSnapshot(Stream, version, snapshots.Schema, data);
            }
            catch (Exception failure)
            {
                LogNoSnapshot(logger, failure, Stream);
            }
        }
    }

    /// <summary>Null when it can't be read: it only saved reading, and the events are there.</summary>
    TState? Read(StoredSnapshot snapshot, JsonTypeInfo<TState> format)
    {
        try
        {
            return JsonSerializer.Deserialize(snapshot.Data.Span, format);
        }
        catch (Exception unreadable) when (unreadable is JsonException or NotSupportedException)
        {
            LogUnreadableSnapshot(logger, unreadable, Stream, snapshot.Version);
            return null;
        }
    }

    [LoggerMessage(LogLevel.Warning, "The snapshot of {Stream} at version {Version} can't be read; all events are.")]
    static partial void LogUnreadableSnapshot(ILogger logger, Exception failure, string stream, long version);

    [LoggerMessage(LogLevel.Warning, "No snapshot of {Stream} was kept; the next activation reads more events.")]
    static partial void LogNoSnapshot(ILogger logger, Exception failure, string stream);
}
