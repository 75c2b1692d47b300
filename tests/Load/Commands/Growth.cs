using System.Globalization;
using OrleansRetro.Load.Measures;
using OrleansRetro.Load.Processes;
using OrleansRetro.Load.Runs;

namespace OrleansRetro.Load.Commands;

/// <summary>Server CPU a card on boards of 2 000 cards against boards of 20, the same people on both.</summary>
static class Growth
{
    const double Bar = 1.5;
    const int Small = 20;
    const int Large = 2000;
    const int Measured = 100;

    public static async Task<Outcome> Run(Options options, CancellationToken stop)
    {
        var servers = new Servers(options);
        await using var server = servers.Chosen(options);
        var (shape, rounds) = (new Shape(options.Number("boards", 10), options.Number("people", 10)), options.Number("rounds", 5));
        options.NothingElse();

        await server.Start(stop);
        if (server.Pid == 0) throw new ArgumentException("growth reads the server's CPU: --pid is missing");
        var measured = new List<(double Small, double Large)>();
        var violated = false;
        for (var round = 0; round <= rounds; round++)
        {
            await using var full = await Room.Open(server.Address, shape, stop);
            await Fill(full, Large, stop);
            await using var young = await Room.Open(server.Address, shape, stop);
            await Fill(young, Small, stop);
            // Back to back, in turns, so that neither has the warmer server.
            var (small, large) = (0.0, 0.0);
            foreach (var smallNow in round % 2 == 0 ? new[] { true, false } : [false, true])
            {
                if (smallNow) small = await CpuPerCard(young, server.Pid, Small + Measured, stop);
                else large = await CpuPerCard(full, server.Pid, Large + Measured, stop);
            }
            violated |= Broken(full) | Broken(young);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{(round == 0 ? "warm-up" : $"round {round}")}: {small:0.000} ms/card at {Small} cards, {large:0.000} at {Large}: {large / small:0.00} ×"));
            if (round > 0) measured.Add((small, large));
        }
        var ratio = measured.Median(round => round.Large) / measured.Median(round => round.Small);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"median: {ratio:0.00} × (bar {Bar} ×)"));
        if (violated) return Outcome.Violated;
        return ratio <= Bar ? Outcome.Passed : Outcome.TooSlow;
    }

    static bool Broken(Room room)
    {
        room.Check();
        var (faults, errors) = (room.Faults(), room.Errors());
        faults.Print("violations");
        errors.Print("errors");
        return faults.Count + errors.Count > 0;
    }

    static async Task<double> CpuPerCard(Room room, int pid, int upTo, CancellationToken stop)
    {
        var (cards, cpu) = (room.Acked, CpuMeter.Of(pid));
        await Fill(room, upTo, stop);
        return (CpuMeter.Of(pid) - cpu).TotalMilliseconds / (room.Acked - cards);
    }

    /// <summary>Everybody sends until each board has so many cards, and has been shown them.</summary>
    static async Task Fill(Room room, int upTo, CancellationToken stop)
    {
        await Task.WhenAll(room.People.Select(person => person.SendCardsUpTo(upTo, stop)));
        stop.ThrowIfCancellationRequested();
        await room.Settle(stop);
    }
}
