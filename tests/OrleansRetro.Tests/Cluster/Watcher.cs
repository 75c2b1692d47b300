using OrleansRetro.EventSourcing;
using OrleansRetro.Retros;

namespace OrleansRetro.Tests.Cluster;

/// <summary>One web process that follows a retro, and demands of every update that nothing is missing and nothing comes twice.</summary>
/// <param name="from">What it has seen before; version 0 is nothing.</param>
public sealed class Watcher(IRetroGrain retro, Board from) : IAsyncDisposable
{
    readonly CancellationTokenSource _end = new();
    IAsyncEnumerator<BoardUpdate>? _updates;
    Task<bool>? _coming;

    public Board Board { get; private set; } = from;
    public Room Room { get; private set; } = new();
    public int Snapshots { get; private set; }

    /// <summary>The changes of each version that came one by one.</summary>
    public Dictionary<long, IReadOnlyList<BoardChange>> Steps { get; } = [];

    /// <summary>Asks for the next update, which may be long in coming.</summary>
    public Task<bool> Coming => _coming ??= Next().AsTask();

    public async Task<BoardUpdate> Update()
    {
        Assert.True(await Coming.WaitAsync(RetroCluster.Patience));
        _coming = null;
        var update = _updates!.Current;
        if (update.Snapshot is { } snapshot)
        {
            Assert.Empty(update.Changes);
            (Board, Snapshots) = (snapshot, Snapshots + 1);
        }
        foreach (var changes in update.Changes)
        {
            Board = Board.With(changes) with { Version = Board.Version + 1 };
            Steps.Add(Board.Version, changes);
        }
        Assert.Equal(update.Version, Board.Version);
        Room = update.Room ?? Room;
        return update;
    }

    /// <summary>Follows until this is so.</summary>
    public async Task<Watcher> Until(Func<Watcher, bool> so)
    {
        while (!so(this))
            await Update();
        return this;
    }

    public Task<Watcher> Until(long version) => Until(watcher => watcher.Board.Version >= version);

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        try
        {
            await (_coming ?? Task.CompletedTask);
        }
        catch (Exception ended) when (ended is OperationCanceledException or EnumerationAbortedException or RejectedException or UnknownOutcomeException)
        {
            _coming = null;
        }
        if (_updates is not null)
            await _updates.DisposeAsync();
        _end.Dispose();
    }

    ValueTask<bool> Next() => (_updates ??= retro.Watch(Caller.Room, Board.Version, _end.Token).GetAsyncEnumerator(_end.Token)).MoveNextAsync();
}
