using OrleansRetro.Load.Contract;
using OrleansRetro.Load.Measures;

namespace OrleansRetro.Load.Circuits;

/// <summary>One fresh server: warmed, then changes under nobody's eyes and under those of more and more people.</summary>
sealed record Watching(int Cards, int People, int Steps, int Changes, double PerSecond)
{
    const int WarmUps = 4;
    const double WarmPace = 4;

    public async Task<List<CircuitCosts>> Measure(Uri target, int pid, Faults faults, CancellationToken stop)
    {
        await WarmUp(target, faults, stop);
        var board = await Filled(target, stop);
        await using var audience = new Audience(board, faults);
        var costs = new List<CircuitCosts>();
        for (var step = 0; step <= Steps; step++)
        {
            await audience.Grow(People * step, stop);
            var measured = await Measure(board, audience, People * step, pid, stop);
            costs.Add(step == 0 ? measured : measured.Above(costs[0], Changes));
        }
        return costs;
    }

    async Task<CircuitCosts> Measure(Board board, Audience audience, int people, int pid, CancellationToken stop)
    {
        var run = new Rewording(board, Cards, Changes);
        var (start, server, driver, all) = (Clock.Now, CpuMeter.Of(pid), CpuMeter.Driver, Machine.Busy());
        var delays = await audience.Watch(run, PerSecond, stop);
        var (took, used) = (Clock.Since(start), CpuMeter.Of(pid) - server);
        var others = Machine.Busy() - all - used - (CpuMeter.Driver - driver);
        return new CircuitCosts
        {
            People = people,
            Cpu = used.TotalMilliseconds,
            Delivery = Latency.Of(delays),
            OtherCores = Math.Max(0, others / took),
            // Only now: a circuit that has drawn for a while holds what it will hold.
            Heap = await ManagedHeap.LiveBytes(pid, stop) / 1e6,
            Resident = CpuMeter.Resident(pid),
        };
    }

    /// <summary>On a board of its own, left again, so that nothing of it counts.</summary>
    async Task WarmUp(Uri target, Faults faults, CancellationToken stop)
    {
        var board = await Filled(target, stop);
        await using var audience = new Audience(board, faults);
        await audience.Grow(Math.Max(1, People / 2), stop);
        await audience.Watch(new Rewording(board, Cards, WarmUps * Cards), PerSecond * WarmPace, stop);
        await audience.Leave(stop);
    }

    async Task<Board> Filled(Uri target, CancellationToken stop)
    {
        var board = await Board.Start(target, stop);
        await new Rewording(board, Cards, Cards).Run(double.PositiveInfinity, stop);
        return board;
    }
}
