using OrleansRetro.EventSourcing;
using OrleansRetro.Retros;

namespace OrleansRetro.Live;

/// <summary>Somebody who wants to know at once. Called on the feed's loop, one update at a time: take note and return.</summary>
public interface IBoardWatcher
{
    ParticipantId Participant { get; }

    /// <summary>Somebody sits in front of it: its line is up.</summary>
    bool IsHere { get; }

    void Moved(BoardUpdate update);

    /// <summary>The same person has just done something on another page.</summary>
    void ActedElsewhere() { }

    /// <summary>The board was deleted.</summary>
    void Gone();
}

/// <summary>
/// One retro as this web process follows it: one watch, whoever many look. Holds the latest board and room,
/// tells the circuits, and lays each change once, already serialised, on the chain that event streams read from.
/// </summary>
public sealed partial class LiveFeed(RetroId id, IRetroGrain retro, TimeProvider time, ILogger logger) : IAsyncDisposable
{
    static readonly string Process = Guid.NewGuid().ToString("N");
    static readonly TimeSpan Pulse = TimeSpan.FromSeconds(10);
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(150);

    readonly Lock _lock = new();
    readonly List<IBoardWatcher> _watchers = [];
    readonly CancellationTokenSource _stop = new();
    readonly TaskCompletionSource _first = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly SemaphoreSlim _present = new(0, 1);
    readonly Lock _taking = new();
    CancellationTokenSource? _watch;
    Task _running = Task.CompletedTask;
    Task _watching = Task.CompletedTask;
    long _touched = time.GetTimestamp();
    bool _stopped;

    public RetroId Id => id;
    public Board Board { get; private set; } = new() { Id = id };
    public Room Room { get; private set; } = new();
    public Wire Wire { get; } = new();

    /// <summary>The retro was deleted.</summary>
    public bool IsGone { get; private set; }

    /// <summary>Completes with the first board; fails when there is none.</summary>
    public Task Started => _first.Task;

    public void Start() => _running = Task.WhenAll(Follow(), Attend());

    /// <summary>Somebody is about to look, so that it goes on for a while; false when it has stopped.</summary>
    public bool TryTouch()
    {
        lock (_lock)
        {
            _touched = time.GetTimestamp();
            return !_stopped;
        }
    }

    /// <summary>A sign of life for streams that have been silent for so long.</summary>
    public void Beat(TimeSpan silence)
    {
        var now = time.GetTimestamp();
        Wire.Beat(now - (long)(silence.TotalSeconds * time.TimestampFrequency), now);
    }

    /// <summary>Lets nobody in any more, where nobody looks and nobody was about to for so long. Whoever comes then follows anew.</summary>
    public bool TryStop(TimeSpan idle)
    {
        lock (_lock)
            return _stopped |= _watchers.Count == 0 && time.GetElapsedTime(_touched) > idle;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        // The grain is told that nobody watches any more, while there is a way to it.
        await Task.WhenAny(_watching, Task.Delay(Patience, time));
        _stop.Dispose();
        _present.Dispose();
    }

    /// <summary>Begins the watch anew from what is known, without waiting for the one that is: its silo may be gone without a word.</summary>
    public void Rewatch()
    {
        lock (_taking)
            _watch?.Cancel();
    }

    async Task Follow()
    {
        while (!_stop.IsCancellationRequested && !IsGone)
        {
            CancellationTokenSource watch;
            lock (_taking)
                watch = _watch = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
            var left = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            await using var _ = watch.Token.Register(left.SetResult);
            // A watch that is left ends by itself, in its own time; what it still brings is not taken.
            await Task.WhenAny(_watching = Watch(watch), left.Task);
        }
    }

    async Task Watch(CancellationTokenSource watch)
    {
        try
        {
            await foreach (var update in retro.Watch(Caller.Room, Board.Version, watch.Token).WithCancellation(watch.Token))
            {
                lock (_taking)
                {
                    if (watch.IsCancellationRequested)
                        return;
                    Take(update);
                }
            }
        }
        catch (Exception) when (watch.IsCancellationRequested)
        {
            // Another one has begun, or nobody looks any more.
        }
        catch (RejectedException rejected)
        {
            IsGone = true;
            _first.TrySetException(rejected);
            foreach (var watcher in Watchers())
                watcher.Gone();
            Wire.End();
        }
        catch (Exception broken)
        {
            LogBroken(logger, broken, Board.Version);
            await Task.Delay(Pause, time, CancellationToken.None);
        }
        finally
        {
            lock (_taking)
                _watch = _watch == watch ? null : _watch;
            watch.Dispose();
        }
    }

    void Take(BoardUpdate update)
    {
        Board = update.Snapshot ?? Board.With(update.Changes.SelectMany(changes => changes)) with { Version = update.Version };
        Room = update.Room ?? Room;
        Wire.Move(Board, update, time.GetTimestamp());
        _first.TrySetResult();
        foreach (var watcher in Watchers())
            watcher.Moved(update);
    }

    [LoggerMessage(LogLevel.Information, "A watch broke after version {Version}; it is taken up again.")]
    static partial void LogBroken(ILogger logger, Exception broken, long version);
}
