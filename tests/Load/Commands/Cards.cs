using OrleansRetro.Load.Measures;
using OrleansRetro.Load.Runs;

namespace OrleansRetro.Load.Commands;

/// <summary>Loads a server that runs already.</summary>
static class Cards
{
    public static async Task<Outcome> Run(Options options, CancellationToken stop)
    {
        var target = new Uri(options.Text("target", "http://127.0.0.1:5000"));
        var shape = new Shape(options.Number("boards", 1), options.Number("people", 10));
        var rate = options.Real("rate", 0.2);
        var pace = options.Text("mode", "closed") switch
        {
            "closed" => Pace.Closed,
            "rate" => new Pace(rate),
            var other => throw new ArgumentException($"--mode is closed or rate, not '{other}'"),
        };
        var (warm, length, rounds) = (options.Seconds("warm", 3), options.Seconds("seconds", 8), options.Number("rounds", 3));
        var pid = options.Number("pid", 0);
        options.NothingElse();

        Console.WriteLine($"{shape} people, {pace}, {length.TotalSeconds:0.#} s after {warm.TotalSeconds:0.#} s warm");
        var figures = new List<Figures>();
        for (var round = 1; round <= rounds; round++)
        {
            figures.Add(await Round(target, shape, pace, warm, length, pid, stop));
            Console.WriteLine($"round {round}: {figures[^1]}");
        }
        var median = Figures.Median(figures);
        Console.WriteLine($"median:  {median}");
        return median.Violations + median.Errors > 0 ? Outcome.Violated : Outcome.Passed;
    }

    static async Task<Figures> Round(Uri target, Shape shape, Pace pace, TimeSpan warm, TimeSpan length, int pid, CancellationToken stop)
    {
        await WarmUp(target, shape, warm, stop);
        await using var room = await Room.Open(target, shape, stop);
        return await Phase.Measure(room, pace, length, pid, 0, stop);
    }

    /// <summary>A room of the same shape, closed loop, thrown away.</summary>
    public static async Task WarmUp(Uri target, Shape shape, TimeSpan length, CancellationToken stop)
    {
        if (length <= TimeSpan.Zero) return;
        await using var room = await Room.Open(target, shape, stop);
        await Phase.Send(room, Pace.Closed, Clock.After(length), stop);
        await room.Settle(stop);
    }
}
