using OrleansRetro.Load.Measures;
using OrleansRetro.Load.Processes;
using OrleansRetro.Load.Runs;

namespace OrleansRetro.Load.Commands;

/// <summary>Cards a second, latencies and bytes of one shape at one pace, with every promise checked.</summary>
static class Cards
{
    public static async Task<Outcome> Run(Options options, CancellationToken stop)
    {
        await using var server = new Servers(options).Chosen(options);
        var shape = new Shape(options.Number("boards", 1), options.Number("people", 10));
        var rate = options.Real("rate", 0.2);
        var pace = options.Text("mode", "closed") switch
        {
            "closed" => Pace.Closed,
            "rate" => new Pace(rate),
            var other => throw new ArgumentException($"--mode is closed or rate, not '{other}'"),
        };
        var (warm, length, rounds) = (options.Seconds("warm", 3), options.Seconds("seconds", 8), options.Number("rounds", 3));
        options.NothingElse();

        await server.Start(stop);
        Console.WriteLine($"{shape} people, {pace}, {length.TotalSeconds:0.#} s after {warm.TotalSeconds:0.#} s warm");
        var figures = new List<Figures>();
        for (var round = 1; round <= rounds; round++)
        {
            figures.Add(await Round(server, shape, pace, warm, length, stop));
            Console.WriteLine($"round {round}: {figures[^1]}");
        }
        var median = Figures.Median(figures);
        Console.WriteLine($"median:  {median}");
        return median.Violations + median.Errors > 0 ? Outcome.Violated : Outcome.Passed;
    }

    static async Task<Figures> Round(IServer server, Shape shape, Pace pace, TimeSpan warm, TimeSpan length, CancellationToken stop)
    {
        await Phase.WarmUp(server.Address, shape, warm, stop);
        await using var room = await Room.Open(server.Address, shape, stop);
        return await Phase.Measure(room, pace, length, server.Pid, idleCores: double.NaN, stop);
    }
}
