using OrleansRetro.EventSourcing;
using OrleansRetro.Retros;

namespace OrleansRetro.Live;

// Who looks at it, and that the room hears of them.
public sealed partial class LiveFeed
{
    /// <summary>Adds a watcher, unless the retro or their seat has too many already, or the feed has stopped.</summary>
    public bool TryAdd(IBoardWatcher watcher, int most, int mostOfSeat)
    {
        lock (_lock)
        {
            if (_stopped || _watchers.Count >= most || _watchers.Count(other => other.Participant == watcher.Participant && other.IsHere) >= mostOfSeat)
                return false;
            _watchers.Add(watcher);
        }
        SayPresence();
        return true;
    }

    public void Remove(IBoardWatcher watcher)
    {
        lock (_lock)
            _watchers.Remove(watcher);
        SayPresence();
    }

    /// <summary>Somebody did something: their other pages are told, since what is theirs alone is on no shared wire.</summary>
    public void SayActed(IBoardWatcher acting)
    {
        foreach (var other in Watchers())
        {
            if (other != acting && other.Participant == acting.Participant)
                other.ActedElsewhere();
        }
    }

    public int WatcherCount
    {
        get
        {
            lock (_lock)
                return _watchers.Count;
        }
    }

    public int WatchersOf(ParticipantId seat)
    {
        lock (_lock)
            return _watchers.Count(watcher => watcher.Participant == seat && watcher.IsHere);
    }

    IBoardWatcher[] Watchers()
    {
        lock (_lock)
            return [.. _watchers];
    }

    /// <summary>Says who is here: every ten seconds, and soon after somebody came or went.</summary>
    async Task Attend()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                await retro.Attend(Caller.Room, Process, [.. Watchers().Where(watcher => watcher.IsHere).Select(watcher => watcher.Participant).Distinct()]);
                await _present.WaitAsync(Pulse, _stop.Token);
                await Task.Delay(Pause, time, _stop.Token);
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested)
            {
                return;
            }
            catch (RejectedException)
            {
                return;
            }
            catch (Exception broken)
            {
                LogBroken(logger, broken, Board.Version);
                await Task.Delay(Pulse, time, CancellationToken.None);
            }
        }
    }

    /// <summary>Somebody came, went, or lost their line.</summary>
    public void SayPresence()
    {
        lock (_lock)
        {
            // A feed may end before the pages that looked at it.
            if (!_stop.IsCancellationRequested && _present.CurrentCount == 0)
                _present.Release();
        }
    }
}
