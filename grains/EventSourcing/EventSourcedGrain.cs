using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.Logging;
using Orleans.Concurrency;

namespace OrleansRetro.EventSourcing;

/// <summary>
/// The shell around one stream: decide on the head, append, evolve, answer, tell the watchers.
/// Concurrent calls share a commit: a decision and the move of the head happen with no await between them,
/// and every answer waits until what it was decided on is durable.
/// When an append fails, its outcome is unknown: the activation ends, and the next one reads the truth.
/// </summary>
[Reentrant]
public abstract partial class EventSourcedGrain<TState, TEvent>(IEventLog log, ILogger logger) : Grain
    where TState : class, IState<TState, TEvent>
    where TEvent : class
{
    readonly AppendChain _chain = new();
    TState _head = TState.Empty;
    long _headVersion;
    Task _pending = Task.CompletedTask;
    Batch? _batch;
    bool _broken;

    /// <summary>What is durable; all that views and watchers may see.</summary>
    protected TState Durable { get; private set; } = TState.Empty;

    /// <summary>Version of <see cref="Durable"/>; 0 when there is nothing here.</summary>
    protected long DurableVersion { get; private set; }

    /// <summary>Version that the next decision is taken on: that of <see cref="Durable"/>, or ahead of it while appends are on their way.</summary>
    protected long HeadVersion => _headVersion;

    /// <summary>What the next decision is taken on. Nobody may be shown it: it may never become durable.</summary>
    protected TState Head => _head;

    /// <summary>Version of the first event that this build can't read, or null. A damaged stream can be read but not written.</summary>
    protected long? DamagedAt { get; private set; }

    protected IEventLog Log => log;

    protected abstract string Stream { get; }

    protected abstract JsonTypeInfo<TEvent> EventFormat { get; }

    protected virtual IReadOnlyList<string> TopicsOf(IReadOnlyList<TEvent> events) => [];

    /// <summary>How many events before a snapshot are replayed all the same; asked when <see cref="Durable"/> is what the snapshot holds.</summary>
    protected virtual int Hindsight => 0;

    /// <summary>Called once per replayed event, in order, before the grain takes calls.</summary>
    protected virtual void OnReplayed(TEvent @event, long version) { }

    /// <summary>How long an event is when it is stored, if that is more than it needs: where its length would tell what it is.</summary>
    protected virtual int LengthOf(TEvent @event, int needed) => needed;

    /// <summary>Called once per event, in order, when it is replayed or has been decided; answers which events change places along with it.</summary>
    /// <param name="before">The state that it was decided on.</param>
    protected virtual IReadOnlyList<Exchange> OnPlaced(TState before, TEvent @event, long version, ReadOnlyMemory<byte> data) => [];

    /// <summary>Called once per commit, in order, after <see cref="Durable"/> has moved.</summary>
    protected virtual void OnCommitted(IReadOnlyList<TEvent> events) { }

    /// <summary>Called when this activation learns that it must end: what waits in it must let go, for it can't end before.</summary>
    protected virtual void OnBroken() { }

    /// <summary>An append failed: what is known here is old, and nothing more is decided.</summary>
    protected bool IsBroken => _broken;

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        if (SnapshotFormat is { } snapshots && await log.LoadSnapshot(Stream, snapshots.Schema) is { } snapshot && Read(snapshot, snapshots.Format) is { } state)
            (Durable, DurableVersion, _snapshotVersion) = (state, snapshot.Version, snapshot.Version);
        await foreach (var stored in log.Read(Stream, Math.Max(0, DurableVersion - Hindsight)).WithCancellation(cancellationToken))
        {
            if (Read(stored) is { } @event)
            {
                if (stored.Version > DurableVersion)
                {
                    OnPlaced(Durable, @event, stored.Version, stored.Data);
                    Durable = Durable.Evolve(@event);
                }
                OnReplayed(@event, stored.Version);
            }
            DurableVersion = Math.Max(DurableVersion, stored.Version);
        }
        (_head, _headVersion) = (Durable, DurableVersion);
    }

    /// <summary>
    /// Runs <paramref name="decision"/> on the head and makes its events durable, together with <paramref name="founding"/>
    /// streams. Completes when everything it was decided on is durable; a decision without events does too.
    /// </summary>
    /// <exception cref="RejectedException">The decision said no, on durable grounds.</exception>
    /// <exception cref="UnknownOutcomeException">It may or may not have happened; ask again.</exception>
    protected async Task Decide(Func<TState, IEnumerable<TEvent>> decision, params IReadOnlyList<StreamWrite> founding)
    {
        if (_broken)
            throw new UnknownOutcomeException("This activation is being replaced.");
        MustBeWhole();

        TEvent[] events;
        try
        {
            events = [.. decision(_head)];
        }
        catch (RejectedException)
        {
            await _pending;
            throw;
        }
        if (events.Length == 0)
        {
            await _pending;
            return;
        }

        var topics = TopicsOf(events);
        var alone = founding.Count > 0 || topics.Count > 0;
        if (alone)
            Send();
        if (_batch is null)
            _pending = Commit(_batch = new(_headVersion), _pending);
        foreach (var @event in events)
        {
            var data = Stored(@event);
            _batch.Add(@event, data);
            _batch.Exchanges.AddRange(OnPlaced(_head, @event, ++_headVersion, data));
            _head = _head.Evolve(@event);
        }
        if (alone)
            Send(topics, founding);
        await _pending;
    }

    /// <summary>Refuses where an event can't be read, and for good: what comes after it is not known.</summary>
    /// <exception cref="RejectedException"><c>damaged</c></exception>
    protected void MustBeWhole()
    {
        if (DamagedAt is { } damaged)
            throw new RejectedException("damaged", damaged.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    /// <summary>Ends an activation that holds nothing, so that a stream founded elsewhere is never met by a stale one.</summary>
    /// <exception cref="RejectedException"><c>not-found</c></exception>
    protected virtual void MustExist()
    {
        if (_headVersion > 0)
            return;
        DeactivateOnIdle();
        throw new RejectedException("not-found");
    }

    /// <summary>Hands over what has gathered, so that nothing more joins it.</summary>
    void Send(IReadOnlyList<string>? topics = null, IReadOnlyList<StreamWrite>? founding = null)
    {
        if (_batch is not { } batch)
            return;
        _batch = null;
        (batch.State, batch.Version) = (_head, _headVersion);
        batch.Appended = Append([new(Stream, batch.After, batch.Data, topics, batch.Exchanges), .. founding ?? []]);
    }

    // Also what the log throws at once is the outcome of this append alone.
    async Task Append(IReadOnlyList<StreamWrite> writes) => await log.Append(writes, _chain);

    async Task Commit(Batch batch, Task previous)
    {
        // Whoever waits for this grain already comes along.
        await Task.Yield();
        if (_batch == batch)
            Send();
        try
        {
            await previous;
            await batch.Appended;
        }
        catch (Exception failure)
        {
            batch.Appended.Ignore();
            if (!_broken)
                LogBroken(logger, failure, Stream);
            _broken = true;
            _chain.Break();
            OnBroken();
            DeactivateOnIdle();
            if (failure is ConflictException or UnknownOutcomeException)
                throw;
            throw new UnknownOutcomeException("The event log failed.", failure);
        }
        (Durable, DurableVersion) = (batch.State, batch.Version);
        OnCommitted(batch.Events);
        KeepSnapshot();
    }

    byte[] Stored(TEvent @event)
    {
        var data = JsonSerializer.SerializeToUtf8Bytes(@event, EventFormat);
        var needed = data.Length;
        if (LengthOf(@event, needed) is var length && length > needed)
        {
            Array.Resize(ref data, length);
            data.AsSpan(needed).Fill((byte)' ');
        }
        return data;
    }

    TEvent? Read(StoredEvent stored)
    {
        try
        {
            return JsonSerializer.Deserialize(stored.Data.Span, EventFormat);
        }
        catch (Exception unreadable) when (unreadable is JsonException or NotSupportedException)
        {
            DamagedAt ??= stored.Version;
            LogUnreadable(logger, unreadable, stored.Stream, stored.Version);
            return null;
        }
    }

    /// <summary>What is decided in one turn and goes to the log as one append.</summary>
    sealed class Batch(long after)
    {
        public long After => after;
        public List<TEvent> Events { get; } = [];
        public List<ReadOnlyMemory<byte>> Data { get; } = [];
        public List<Exchange> Exchanges { get; } = [];
        public TState State { get; set; } = TState.Empty;
        public long Version { get; set; }
        public Task Appended { get; set; } = Task.CompletedTask;

        public void Add(TEvent @event, ReadOnlyMemory<byte> data)
        {
            Events.Add(@event);
            Data.Add(data);
        }
    }

    [LoggerMessage(LogLevel.Warning, "An append to {Stream} failed; the activation reloads.")]
    static partial void LogBroken(ILogger logger, Exception failure, string stream);

    [LoggerMessage(LogLevel.Error, "Event {Version} of {Stream} can't be read; the stream is read-only.")]
    static partial void LogUnreadable(ILogger logger, Exception failure, string stream, long version);
}
