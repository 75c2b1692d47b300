using OrleansRetro.Load.Measures;
using OrleansRetro.Load.Processes;
using OrleansRetro.Load.Runs;

namespace OrleansRetro.Load.Commands;

/// <summary>The product beside the floor, shape by shape, in turns, each time in fresh and warmed processes.</summary>
static class Compare
{
    sealed record Lengths(TimeSpan Warm, TimeSpan Closed, TimeSpan Rate);

    public static async Task<Outcome> Run(Options options, CancellationToken stop)
    {
        var servers = new Servers(options);
        var shapes = options.Text("shapes", "1x10,1x50,1x200,25x8").Split(',').Select(Shape.Parse).ToArray();
        var (rounds, rate) = (options.Number("rounds", 3), new Pace(options.Real("rate", 0.2)));
        var lengths = new Lengths(options.Seconds("warm", 4), options.Seconds("seconds", 5), options.Seconds("rate-seconds", 6));
        var file = options.Text("out", Results.File("compare.md"));
        options.NothingElse();

        var table = new ComparisonTable();
        var start = Clock.Now;
        for (var round = 1; round <= rounds; round++)
            foreach (var shape in shapes)
                foreach (var product in round % 2 == 1 ? new[] { false, true } : [true, false])
                {
                    await using var server = product ? servers.Product() : servers.Floor();
                    foreach (var (pace, figures) in await Measure(server, shape, rate, lengths, stop))
                    {
                        table.Add(shape, pace, product, figures);
                        Console.WriteLine($"round {round}, {shape}, {pace}, {(product ? "product" : "floor")}: {figures}");
                    }
                }
        var text = $"""
            # The product against the floor
            {Machine.Description}
            {rounds} rounds in {Clock.Since(start).TotalMinutes:0.0} min, the servers in turns and restarted for each shape and round; {lengths.Warm.TotalSeconds} s warm, then {lengths.Closed.TotalSeconds} s closed loop and {lengths.Rate.TotalSeconds} s at {rate} on fresh boards; medians. Rate and connection limits off. Each cell: floor → product.

            {table}
            """;
        Console.WriteLine(text);
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
        await File.WriteAllTextAsync(file, text.ReplaceLineEndings("\n"), stop);
        return table.Outcome;
    }

    static async Task<IReadOnlyList<(Pace Pace, Figures Figures)>> Measure(Server server, Shape shape, Pace rate, Lengths lengths, CancellationToken stop)
    {
        await server.Start(stop);
        await Phase.WarmUp(server.Address, shape, lengths.Warm, stop);
        var measured = new List<(Pace, Figures)>();
        foreach (var (pace, length) in new[] { (Pace.Closed, lengths.Closed), (rate, lengths.Rate) })
        {
            await using var room = await Room.Open(server.Address, shape, stop);
            // In closed loop the server is never idle; at a rate it mostly is, and that has its own column.
            var idle = pace.IsClosed ? double.NaN : await Phase.Idle(server.Pid, TimeSpan.FromSeconds(1), stop);
            measured.Add((pace, await Phase.Measure(room, pace, length, server.Pid, idle, stop)));
        }
        return measured;
    }
}
