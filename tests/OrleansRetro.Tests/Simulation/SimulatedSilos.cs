using OrleansRetro.EventSourcing;

namespace OrleansRetro.Tests.Simulation;

/// <summary>Two silos of which one holds the retro. They die, freeze and come back as if nothing had been; the retro moves, and now and then both hold it.</summary>
sealed class SimulatedSilos
{
    readonly World _world;
    readonly Machine _fate;
    readonly SimulatedStore _store;
    readonly Silo[] _silos;
    int _home;
    readonly List<(SimulatedRetro Retro, Machine On)> _living = [];
    readonly HashSet<SimulatedRetro> _doubled = [];
    bool _isSplit;
    bool _isOver;

    public SimulatedSilos(World world, SimulatedStore store, double trouble)
    {
        (_world, _store, _fate) = (world, store, new(world));
        _silos = [Start(), Start()];
        if (trouble > 0)
            Expect(trouble);
    }

    /// <summary>Every activation there has been.</summary>
    public List<SimulatedRetro> Retros { get; } = [];

    /// <summary>Whether no other ever lived beside it. One that was not alone may not know of what the other did, until it appends.</summary>
    public bool IsAlone(SimulatedRetro retro) => !_doubled.Contains(retro);

    /// <summary>From now on nobody dies.</summary>
    public void Leave() => _isOver = true;

    /// <summary>A call's way to the retro and back. On a silo that is dead it is never answered.</summary>
    public void Call(Func<SimulatedRetro, Task> call, Action<Exception> failed) => _world.Later(_fate, 1, 10, () =>
    {
        var silo = _silos[_isSplit ? _world.Chance.Next(2) : _home];
        _world.Later(silo.Machine, 0, 3, () => _ = Answer(silo));

        async Task Answer(Silo silo)
        {
            try
            {
                await call(await silo.Retro());
            }
            catch (Exception failure)
            {
                failed(failure);
            }
        }
    });

    Silo Start()
    {
        var machine = new Machine(_world);
        return new(machine, new SimulatedLog(_world, machine, _store), this);
    }

    void Began(SimulatedRetro retro, Machine on)
    {
        Retros.Add(retro);
        _living.RemoveAll(other => other.On.IsDead);
        _living.Add((retro, on));
        if (_living.Count > 1)
            _doubled.UnionWith(_living.Select(other => other.Retro));
    }

    void Ended(SimulatedRetro retro) => _living.RemoveAll(other => other.Retro == retro);

    void Expect(double trouble) => _world.Later(_fate, 50, (long)(300 / trouble), () =>
    {
        if (_isOver)
            return;
        switch (_world.Chance.Next(4))
        {
            case 0:
                Kill(_world.Chance.Next(2));
                break;
            case 1:
                Freeze(_home);
                break;
            case 2:
                _silos[_home].Forget();
                _home = 1 - _home;
                break;
            default:
                _isSplit = !_isSplit;
                break;
        }
        Expect(trouble);
    });

    /// <summary>Gone at once; after a while it is noticed, and another takes its place.</summary>
    void Kill(int number)
    {
        _silos[number].Machine.Die();
        _world.Later(_fate, 10, 60, () =>
        {
            _silos[number] = Start();
            if (_home == number)
                _home = 1 - number;
        });
    }

    /// <summary>Stands still until it was given up, then goes on as if nothing had been, until it is told.</summary>
    void Freeze(int number)
    {
        var silo = _silos[number];
        silo.Machine.Freeze();
        _world.Later(_fate, 10, 60, () => _home = 1 - number);
        _world.Later(_fate, 100, 300, () =>
        {
            silo.Machine.Thaw();
            _isSplit = true;
            _world.Later(_fate, 20, 200, () =>
            {
                _isSplit = false;
                if (silo == _silos[number])
                    Kill(number);
            });
        });
    }

    sealed class Silo(Machine machine, IEventLog log, SimulatedSilos all)
    {
        Task<SimulatedRetro>? _retro;

        public Machine Machine => machine;

        /// <summary>Wakes it when it isn't awake.</summary>
        public Task<SimulatedRetro> Retro() => _retro is { IsFaulted: false } awake ? awake : _retro = Wake();

        public void Forget() => _retro = null;

        async Task<SimulatedRetro> Wake()
        {
            SimulatedRetro? retro = null;
            retro = new(log, ended: () =>
            {
                all.Ended(retro!);
                if (_retro is { IsCompletedSuccessfully: true } awake && awake.Result == retro)
                    Forget();
            });
            all.Began(retro, machine);
            await retro.Activate();
            return retro;
        }
    }
}
