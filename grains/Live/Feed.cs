namespace OrleansRetro.Live;

/// <summary>
/// The last changes of one thing, by version, and a signal for whoever waits for the next.
/// Holds no queue per watcher: each reads on from its own version, so a slow one costs nothing.
/// Used on one grain's scheduler only.
/// </summary>
/// <param name="capacity">How many versions are kept; an older cursor needs a snapshot.</param>
sealed class Feed<TChange>(int capacity = 1_024)
{
    readonly Queue<TChange> _recent = new(capacity);
    TaskCompletionSource _moved = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The newest version published.</summary>
    public long Version { get; private set; }

    /// <summary>Completes at the next <see cref="Publish"/> or <see cref="Wake"/>.</summary>
    public Task Moved => _moved.Task;

    /// <summary>Starts over at a version; what came before is answered by a snapshot.</summary>
    public void Reset(long version)
    {
        _recent.Clear();
        Version = version;
    }

    /// <summary>Adds the change that leads to the next version. Watchers sleep on until <see cref="Wake"/>.</summary>
    public void Publish(TChange change)
    {
        if (_recent.Count == capacity)
            _recent.Dequeue();
        _recent.Enqueue(change);
        Version++;
    }

    public void Wake()
    {
        var moved = _moved;
        _moved = new(TaskCreationOptions.RunContinuationsAsynchronously);
        moved.SetResult();
    }

    /// <summary>The changes after a version, oldest first; null when they are no longer (or not yet) here.</summary>
    public IReadOnlyList<TChange>? Since(long after)
    {
        var missing = Version - after;
        return missing < 0 || missing > _recent.Count ? null : [.. _recent.Skip(_recent.Count - (int)missing)];
    }
}
