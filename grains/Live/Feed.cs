namespace OrleansRetro.Live;

/// <summary>
/// The last changes of one thing, by version, and a signal for whoever waits for the next.
/// Holds no queue per watcher: each reads on from its own version, so a slow one costs nothing.
/// Used on one grain's scheduler only.
/// </summary>
/// <param name="capacity">How many versions are kept; an older cursor needs a snapshot.</param>
sealed class Feed<TChange>(int capacity = 1_024)
{
    readonly TChange[] _recent = new TChange[capacity];
    TaskCompletionSource _moved = new(TaskCreationOptions.RunContinuationsAsynchronously);
    int _count;

    /// <summary>The newest version published.</summary>
    public long Version { get; private set; }

    /// <summary>Completes at the next <see cref="Publish"/> or <see cref="Wake"/>.</summary>
    public Task Moved => _moved.Task;

    /// <summary>Starts over at a version; what came before is answered by a snapshot.</summary>
    public void Reset(long version)
    {
        Array.Clear(_recent);
        (_count, Version) = (0, version);
    }

    /// <summary>Adds the change that leads to the next version. Watchers sleep on until <see cref="Wake"/>.</summary>
    public void Publish(TChange change)
    {
        _recent[Place(++Version)] = change;
        _count = Math.Min(_count + 1, capacity);
    }

    public void Wake()
    {
        var moved = _moved;
        _moved = new(TaskCreationOptions.RunContinuationsAsynchronously);
        moved.SetResult();
    }

    /// <summary>The changes after a version, oldest first; null when they are no longer (or not yet) here.</summary>
    public ImmutableArray<TChange>? Since(long after)
    {
        var missing = Version - after;
        if (missing < 0 || missing > _count)
            return null;
        var changes = ImmutableArray.CreateBuilder<TChange>((int)missing);
        while (after < Version)
            changes.Add(_recent[Place(++after)]);
        return changes.MoveToImmutable();
    }

    int Place(long version) => (int)(version % capacity);
}
