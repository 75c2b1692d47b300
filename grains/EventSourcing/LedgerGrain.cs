using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.Logging;
using Orleans.Concurrency;

namespace OrleansRetro.EventSourcing;

/// <summary>
/// A fold over other features' events, found by topic: a cursor and a state, and nothing that isn't in the log. A nudge is a hint; every answer
/// waits until the log was read to its end. Its snapshot only saves reading: thrown away, it is made again to the same bytes.
/// </summary>
[Reentrant]
public abstract partial class LedgerGrain<TState>(IEventLog log, ILogger logger) : Grain where TState : class
{
    const int EventsPerSnapshot = 50;

    Task _reading = Task.CompletedTask;
    Task? _next;
    long _snapshotPosition;
    int _unsaved;

    /// <summary>What the log up to the cursor amounts to.</summary>
    protected TState State { get; private set; } = null!;

    /// <summary>Position of the last event that is in <see cref="State"/>.</summary>
    protected long Cursor { get; private set; }

    protected IEventLog Log => log;

    /// <summary>Under which its events are found.</summary>
    protected abstract string Topic { get; }

    /// <summary>Under which stream's name its snapshot is kept, and goes with it.</summary>
    protected abstract string KeptWith { get; }

    protected abstract TState Empty { get; }

    /// <summary>How the state is kept in snapshots. A changed shape, or another meaning of events, needs a new schema number.</summary>
    protected abstract (int Schema, JsonTypeInfo<TState> Format) SnapshotFormat { get; }

    /// <summary>The state after one more event. It may read what lies before that event in its stream, and nothing behind it.</summary>
    protected abstract Task<TState> Evolve(TState state, StoredEvent stored);

    /// <summary>What a snapshot knows and the log does no longer: called once, with the state of a snapshot.</summary>
    protected virtual Task<TState> Forget(TState state) => Task.FromResult(state);

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        await base.OnActivateAsync(cancellationToken);
        State = Empty;
        if (await log.LoadSnapshot(KeptWith, SnapshotFormat.Schema) is { } snapshot && Read(snapshot) is { } known)
        {
            State = await Forget(known);
            Cursor = _snapshotPosition = snapshot.Version;
        }
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        await Save();
        await base.OnDeactivateAsync(reason, cancellationToken);
    }

    /// <summary>Reads what the log has by now. Whoever asks meanwhile waits for the next look together, for this one may have passed what they know of.</summary>
    /// <exception cref="UnknownOutcomeException">The store can't be read.</exception>
    protected Task CatchUp()
    {
        return _next ??= Look(_reading);

        async Task Look(Task before)
        {
            await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
            // Whoever waits for this grain already comes along.
            await Task.Yield();
            (_reading, _next) = (_next!, null);
            await foreach (var stored in log.ReadTopic(Topic, Cursor))
            {
                State = await Evolve(State, stored);
                Cursor = stored.Position;
                _unsaved++;
            }
            if (_unsaved >= EventsPerSnapshot)
                await Save();
        }
    }

    /// <summary>An event that this version can't read is left out, and said; what comes after it goes on.</summary>
    protected TEvent? Read<TEvent>(StoredEvent stored, JsonTypeInfo<TEvent> format) where TEvent : class
    {
        try
        {
            return JsonSerializer.Deserialize(stored.Data.Span, format);
        }
        catch (Exception unreadable) when (unreadable is JsonException or NotSupportedException)
        {
            LogLeftOut(logger, unreadable, stored.Stream, stored.Version, Topic);
            return null;
        }
    }

    /// <summary>The bytes that the state is kept as: the same for the same log, in every process.</summary>
    internal static byte[] Bytes(TState state, JsonTypeInfo<TState> format) => JsonSerializer.SerializeToUtf8Bytes(state, InOrder.Of(format));

    /// <summary>What the log has forgotten is in no snapshot either, from now on.</summary>
    protected async Task Correct(TState state)
    {
        State = state;
        (_unsaved, _snapshotPosition) = (1, -1);
        await Save();
    }

    /// <summary>What was read just now has emptied words that a snapshot may still have: it is kept anew with this look.</summary>
    protected void SaveAtOnce() => _unsaved = EventsPerSnapshot;

    async Task Save()
    {
        if (_unsaved == 0 || Cursor == _snapshotPosition)
            return;
        (_unsaved, _snapshotPosition) = (0, Cursor);
        try
        {
            await log.SaveSnapshot(KeptWith, Cursor, SnapshotFormat.Schema, Bytes(State, SnapshotFormat.Format));
        }
        catch (Exception failure) when (failure is UnknownOutcomeException or ConflictException or ObjectDisposedException)
        {
            LogNoSnapshot(logger, failure, Topic);
        }
    }

    TState? Read(StoredSnapshot snapshot)
    {
        try
        {
            return JsonSerializer.Deserialize(snapshot.Data.Span, SnapshotFormat.Format);
        }
        catch (Exception unreadable) when (unreadable is JsonException or NotSupportedException)
        {
            LogUnreadable(logger, unreadable, Topic);
            return null;
        }
    }

    [LoggerMessage(LogLevel.Error, "Event {Version} of {Stream} can't be read and is left out of the ledger of {Topic}.")]
    static partial void LogLeftOut(ILogger logger, Exception failure, string stream, long version, string topic);

    [LoggerMessage(LogLevel.Warning, "No snapshot of the ledger of {Topic} was kept; its next activation reads more events.")]
    static partial void LogNoSnapshot(ILogger logger, Exception failure, string topic);

    [LoggerMessage(LogLevel.Warning, "The snapshot of the ledger of {Topic} can't be read; it is made from the log again.")]
    static partial void LogUnreadable(ILogger logger, Exception failure, string topic);
}
