namespace OrleansRetro.Live;

/// <summary>
/// Who is to be drawn anew. What changed is gathered for a frame of 50 ms, the first after a quiet time goes out at once;
/// then each listener is told once, on the page's own dispatcher.
/// </summary>
sealed class Listeners(Func<Action, Task> dispatch, TimeProvider time)
{
    static readonly TimeSpan Frame = TimeSpan.FromMilliseconds(50);

    readonly Lock _lock = new();
    readonly Dictionary<object, List<Action>> _listening = [];
    readonly HashSet<object> _changed = [];
    long _drawn;
    bool _scheduled;
    bool _stopped;

    /// <summary>Done before each drawing, on the page's dispatcher.</summary>
    public Action? Before { get; set; }

    /// <summary>Tells <paramref name="draw"/> of <paramref name="what"/> until disposed.</summary>
    public IDisposable Add(object what, Action draw)
    {
        lock (_lock)
        {
            if (!_listening.TryGetValue(what, out var list))
                _listening[what] = list = new(1);
            list.Add(draw);
        }
        return new Subscription(() =>
        {
            lock (_lock)
            {
                if (_listening.TryGetValue(what, out var list) && list.Remove(draw) && list.Count == 0)
                    _listening.Remove(what);
            }
        });
    }

    public void Changed(object what)
    {
        lock (_lock)
            _changed.Add(what);
    }

    public void EverythingChanged()
    {
        lock (_lock)
            _changed.UnionWith(_listening.Keys);
    }

    /// <summary>Has what changed be drawn.</summary>
    public void Tell()
    {
        lock (_lock)
        {
            if (_scheduled || _stopped || _changed.Count == 0)
                return;
            _scheduled = true;
        }
        _ = Later();
    }

    public void Stop()
    {
        lock (_lock)
            _stopped = true;
    }

    async Task Later()
    {
        if (Frame - time.GetElapsedTime(_drawn) is { Ticks: > 0 } wait && _drawn > 0)
            await Task.Delay(wait, time).ConfigureAwait(false);
        await dispatch(Draw).ConfigureAwait(false);
    }

    void Draw()
    {
        Action[] due;
        lock (_lock)
        {
            _scheduled = false;
            _drawn = time.GetTimestamp();
            due = _stopped ? [] : [.. _changed.SelectMany(what => _listening.GetValueOrDefault(what, [])).Distinct()];
            _changed.Clear();
        }
        Before?.Invoke();
        foreach (var draw in due)
            draw();
    }

    sealed class Subscription(Action end) : IDisposable
    {
        public void Dispose() => end();
    }
}
