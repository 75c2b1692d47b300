using OrleansRetro.Load.Contract;
using OrleansRetro.Load.Measures;

namespace OrleansRetro.Load.Circuits;

/// <summary>People with a page open on one board.</summary>
sealed class Audience : IAsyncDisposable
{
    const int OpenedAtOnce = 4;
    static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(700);
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    readonly Board board;
    readonly Faults faults;
    readonly CancellationTokenSource end = new();
    readonly Lock arriving = new();
    readonly Task pinging;
    Circuit[] circuits = [];

    public Audience(Board board, Faults faults)
    {
        this.board = board;
        this.faults = faults;
        pinging = KeepAlive();
    }

    /// <summary>Opens pages until so many are open, and waits until nothing more is drawn on them.</summary>
    public async Task Grow(int people, CancellationToken stop)
    {
        var limits = new ParallelOptions { MaxDegreeOfParallelism = OpenedAtOnce, CancellationToken = stop };
        await Parallel.ForEachAsync(Enumerable.Range(circuits.Length, people - circuits.Length), limits, async (person, cancelled) =>
        {
            var circuit = await Circuit.Open(board, $"Person {person}", faults, cancelled);
            lock (arriving) circuits = [.. circuits, circuit];
        });
        await Clock.Until(() => circuits.All(circuit => Clock.Since(circuit.LastDrawn) > Quiet), Patience, stop);
    }

    /// <summary>Lets the run happen under everybody's eyes; answers how long each change took to reach each of them.</summary>
    public async Task<Histogram> Watch(Rewording run, double perSecond, CancellationToken stop)
    {
        Sightings[] all = [.. circuits.Select(_ => new Sightings(run))];
        foreach (var (circuit, sightings) in circuits.Zip(all)) circuit.Watch(sightings);
        await run.Run(perSecond, stop);
        await Clock.Until(() => all.All(sightings => sightings.Missing == 0), Patience, stop);
        // The last acknowledgements belong to what the changes cost.
        await Clock.Pause(Quiet, stop);
        var delays = new Histogram();
        foreach (var (circuit, sightings) in circuits.Zip(all))
        {
            circuit.Watch(null);
            delays.Add(sightings.Delays);
            if (sightings.Missing > 0) faults.Add($"a circuit was never shown {sightings.Missing} of {run.Changes} changes");
        }
        return delays;
    }

    /// <summary>Everybody closes the page.</summary>
    public Task Leave(CancellationToken stop) => Task.WhenAll(circuits.Select(circuit => circuit.Leave(stop)));

    async Task KeepAlive()
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(10));
        try
        {
            while (await timer.WaitForNextTickAsync(end.Token))
                await Task.WhenAll(circuits.Select(circuit => circuit.Ping()));
        }
        catch (OperationCanceledException)
        {
            // The circuits leave, or the whole run is stopped.
        }
    }

    public async ValueTask DisposeAsync()
    {
        await end.CancelAsync();
        await pinging;
        foreach (var circuit in circuits) await circuit.DisposeAsync();
        end.Dispose();
    }
}
