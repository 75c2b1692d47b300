using System.Globalization;
using OrleansRetro.Load.Measures;
using OrleansRetro.Load.Nemeses;
using OrleansRetro.Load.Processes;
using OrleansRetro.Load.Runs;

namespace OrleansRetro.Load.Commands;

/// <summary>The two ways to run beside each other on one machine: everything in one process, and a web, two silos and PostgreSQL.</summary>
static class Ways
{
    public static async Task<Outcome> Run(Options options, CancellationToken stop)
    {
        var servers = new Servers(options);
        var shapes = options.Text("shapes", "1x10,25x8").Split(',').Select(Shape.Parse).ToArray();
        var (warm, length, rounds) = (options.Seconds("warm", 4), options.Seconds("seconds", 6), options.Number("rounds", 3));
        var file = options.Text("out", Results.File("ways.md"));
        options.NothingElse();

        await using var alone = servers.Product();
        await using var cluster = new Cluster(servers, cuts: 0, measured: true);
        await alone.Start(stop);
        await cluster.Start(stop);
        var rows = new List<string>();
        var broken = 0;
        foreach (var shape in shapes)
        {
            var (one, many) = (new List<Figures>(), new List<Figures>());
            for (var round = 1; round <= rounds; round++)
            {
                one.Add(await Round(alone.Address, shape, warm, length, stop));
                many.Add(await Round(cluster.Webs[0], shape, warm, length, stop));
            }
            var (here, there) = (Figures.Median(one), Figures.Median(many));
            broken += here.Errors + here.Violations + there.Errors + there.Violations;
            rows.Add(string.Create(CultureInfo.InvariantCulture,
                $"| {shape} | {here.CardsPerSecond:0} | {there.CardsPerSecond:0} | {there.CardsPerSecond / here.CardsPerSecond:0.00} | {here.Ack.P50:0.0} / {here.Ack.P99:0.0} | {there.Ack.P50:0.0} / {there.Ack.P99:0.0} | {Math.Max(here.OtherCores, 0):0.00} |"));
        }
        var text = $"""
            # One process, and a cluster on the same machine
            {Machine.Description}
            Closed loop, {rounds} rounds of {length.TotalSeconds:0} s after {warm.TotalSeconds:0} s warm, in turn; medians. The cluster is a web, two silos and PostgreSQL with fsync, each a process on the same two cores as the driver. "Others" holds the servers too.

            | boards × people | one process, cards/s | cluster, cards/s | ratio | one process, ack p50 / p99 ms | cluster, ack p50 / p99 ms | others, cores |
            |---|---|---|---|---|---|---|
            {string.Join('\n', rows)}
            """;
        Console.WriteLine(text);
        await File.WriteAllTextAsync(file, text.ReplaceLineEndings("\n") + "\n", stop);
        return broken > 0 ? Outcome.Violated : Outcome.Passed;
    }

    static async Task<Figures> Round(Uri target, Shape shape, TimeSpan warm, TimeSpan length, CancellationToken stop)
    {
        await Phase.WarmUp(target, shape, warm, stop);
        await using var room = await Room.Open(target, shape, stop);
        return await Phase.Measure(room, Pace.Closed, length, serverPid: 0, idleCores: double.NaN, stop);
    }
}
