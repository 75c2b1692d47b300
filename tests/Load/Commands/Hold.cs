using System.Globalization;
using OrleansRetro.Load.Circuits;
using OrleansRetro.Load.Contract;
using OrleansRetro.Load.Measures;
using OrleansRetro.Load.Processes;
using OrleansRetro.Load.Runs;

namespace OrleansRetro.Load.Commands;

/// <summary>As many retros as a large company has at once, for a while: how soon others see a card, and whether memory stays.</summary>
static class Hold
{
    const double DeliveryBar = 300, GrowthBar = 1.05;
    const int Pages = 30, PageCards = 60;

    public static async Task<Outcome> Run(Options options, CancellationToken stop)
    {
        var shape = new Shape(options.Number("boards", 200), options.Number("people", 30));
        var rate = options.Real("rate", 0.02);
        var pace = new Pace(rate);
        var (circuits, length) = (options.Number("circuits", 60), TimeSpan.FromMinutes(options.Real("minutes", 10)));
        var adding = TimeSpan.FromMinutes(options.Real("adding-minutes", length.TotalMinutes));
        var rewords = adding < length;
        var file = options.Text("out", Results.File(rewords ? "hold-reworded.md" : "hold.md"));
        await using var server = new Servers(options).Product();
        options.NothingElse();

        await server.Start(stop);
        await using var room = await Room.Open(server.Address, shape, stop);
        var faults = new Faults();
        var audiences = new List<Audience>();
        var watching = new List<Func<Task<Histogram>>>();
        try
        {
            for (var open = 0; open < circuits; open += Pages)
            {
                // On boards of their own, with cards on them, at the same pace.
                var board = await Board.Start(server.Address, stop);
                await new Rewording(board, PageCards, PageCards).Run(double.PositiveInfinity, stop);
                var audience = new Audience(board, faults);
                audiences.Add(audience);
                await audience.Grow(Math.Min(Pages, circuits - open), stop);
                watching.Add(() => audience.Watch(new Rewording(board, PageCards, (int)(length.TotalSeconds * Pages * rate)), Pages * rate, stop));
            }
            using var end = CancellationTokenSource.CreateLinkedTokenSource(stop);
            var alive = rewords ? Alive(server.Pid, adding, length, end.Token) : null;
            var sampling = Sample(server.Pid, length / 20, end.Token);
            var seeing = watching.Select(watch => watch()).ToArray();
            var figures = await Phase.Measure(room, pace, length, server.Pid, idleCores: double.NaN, stop, adding);
            var kept = alive is null ? "Cards stay, so memory grows with them; `hold-reworded.md` shows what grows when nothing is added any more." : Kept([.. await alive, await ManagedHeap.LiveBytes(server.Pid, stop)], figures.Acked, (length - adding).TotalSeconds * shape.Boards * shape.People * rate);
            await end.CancelAsync();
            var pages = new Histogram();
            foreach (var seen in await Task.WhenAll(seeing)) pages.Add(seen);
            var page = Latency.Of(pages);
            var memory = await sampling;
            // The first half fills what stays: pools, caches, the boards themselves.
            var (middle, last) = (memory[(memory.Count / 2)..].Take(3).Average(), memory[^3..].Average());
            faults.Print("violations");
            var text = string.Create(CultureInfo.InvariantCulture, $"""
                # Many retros for a while
                {Machine.Description}
                {shape} people with an event stream each and {circuits} open pages, {pace}, {length.TotalMinutes:0.#} minutes{(rewords ? $" of which cards are added for {adding.TotalMinutes:0.#}, and reworded after that" : "")}, everything in one process; rate and connection limits off.

                | | p50 ms | p95 ms | p99 ms | bar |
                |---|---|---|---|---|
                | card sent to shown to another | {figures.Delivery.P50:0.0} | {figures.Delivery.P95:0.0} | {figures.Delivery.P99:0.0} | p95 < {DeliveryBar} |
                | card reworded to drawn on an open page | {page.P50:0.0} | {page.P95:0.0} | {page.P99:0.0} | p95 < {DeliveryBar} |
                | card sent to acknowledged | {figures.Ack.P50:0.0} | {figures.Ack.P95:0.0} | {figures.Ack.P99:0.0} | |

                {figures.Acked} cards, {figures.Errors} errors, {figures.Violations + faults.Count} violations; cores: server {figures.ServerCores:0.00}, driver {figures.DriverCores:0.00}, others {figures.OtherCores:0.00}.
                Resident memory: {memory[0]:0} MiB at first, {middle:0} in the middle, {last:0} at the end (bar: no growth over the last half; more than 5 % counts as growth). MiB over time: {string.Join(' ', memory.Select(sample => sample.ToString("0", CultureInfo.InvariantCulture)))}.
                {kept}
                """);
            Console.WriteLine(text);
            await File.WriteAllTextAsync(file, text.ReplaceLineEndings("\n") + "\n", stop);
            return figures.Errors + figures.Violations + faults.Count > 0 ? Outcome.Violated
                : figures.Delivery.P95 < DeliveryBar && page.P95 < DeliveryBar && last <= middle * GrowthBar ? Outcome.Passed : Outcome.TooSlow;
        }
        finally
        {
            foreach (var audience in audiences) await audience.DisposeAsync();
        }
    }

    /// <summary>What is alive on the server's heap at first, when nothing is added any more, and halfway from there to the end.</summary>
    static async Task<long[]> Alive(int pid, TimeSpan adding, TimeSpan length, CancellationToken stop)
    {
        var alive = new List<long>();
        foreach (var pause in new[] { TimeSpan.Zero, adding, (length - adding) / 2 })
        {
            await Clock.Pause(pause, stop);
            alive.Add(await ManagedHeap.LiveBytes(pid, stop));
        }
        return [.. alive];
    }

    static string Kept(long[] alive, long cards, double rewordings) => string.Create(CultureInfo.InvariantCulture, $"""
        Alive on the managed heap, after full collections: {string.Join(", ", alive.Select(bytes => $"{bytes / 1048576.0:0.0}"))} MiB at first, when nothing was added any more, halfway from there, and at the end. That is {(alive[1] - alive[0]) / (double)cards:0} bytes a card with all that is remembered of it, and in the last part {(alive[3] - alive[2]) / (rewordings / 2):0} a rewording, of {rewordings:0} in all.
        """);

    static async Task<List<double>> Sample(int pid, TimeSpan every, CancellationToken stop)
    {
        var memory = new List<double> { CpuMeter.Resident(pid) };
        using var timer = new PeriodicTimer(every);
        try
        {
            while (await timer.WaitForNextTickAsync(stop)) memory.Add(CpuMeter.Resident(pid));
        }
        catch (OperationCanceledException)
        {
            // The end of the phase.
        }
        return memory;
    }
}
