namespace OrleansRetro.Tests.Simulation;

/// <summary>Everything that happens, one thing after the other on one thread, in an order that a seed decides. Its clock has no unit.</summary>
sealed class World(int seed)
{
    readonly PriorityQueue<(Machine On, Action Work), (long Due, long Order)> _agenda = new();
    long _order;

    public Random Chance { get; } = new(seed);

    public long Now { get; private set; }

    public bool Happens(double probability) => Chance.NextDouble() < probability;

    /// <summary>Has this done on a machine after a while that is drawn between two bounds.</summary>
    public void Later(Machine on, long from, long to, Action work) => At(on, Now + Chance.NextInt64(from, to + 1), work);

    public void At(Machine on, long due, Action work) => _agenda.Enqueue((on, work), (due, _order++));

    /// <summary>Lets things happen until nothing is left to happen.</summary>
    public void Run()
    {
        var outside = SynchronizationContext.Current;
        try
        {
            while (_agenda.TryDequeue(out var next, out var when))
            {
                Now = when.Due;
                next.On.Do(next.Work);
            }
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(outside);
        }
    }
}

/// <summary>A process: what is awaited on it goes on on it, in turn, unless it is frozen or dead by then.</summary>
sealed class Machine(World world) : SynchronizationContext
{
    readonly Queue<Action> _held = new();
    long _last;
    bool _frozen;

    public bool IsDead { get; private set; }

    public override void Post(SendOrPostCallback d, object? state)
    {
        _last = Math.Max(_last, world.Now + world.Chance.Next(2));
        world.At(this, _last, () => d(state));
    }

    public override void Send(SendOrPostCallback d, object? state) => throw new NotSupportedException("Nobody waits for a thread here.");

    public override SynchronizationContext CreateCopy() => this;

    public void Do(Action work)
    {
        if (IsDead)
            return;
        if (_frozen)
        {
            _held.Enqueue(work);
            return;
        }
        SetSynchronizationContext(this);
        work();
    }

    public void Freeze() => _frozen = true;

    public void Thaw()
    {
        _frozen = false;
        while (_held.TryDequeue(out var work))
            Post(_ => work(), null);
    }

    public void Die() => IsDead = true;
}
