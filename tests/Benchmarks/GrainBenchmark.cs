using System.Diagnostics;

namespace OrleansRetro.Benchmarks;

/// <summary>Cards through the grains of a whole silo beside raw SQLite at the same batch, and beside one transaction a card.</summary>
static class GrainBenchmark
{
    public static async Task Run(Options options)
    {
        using var report = new Report(options);
        report.Say($"Cards through grains, closed loop: each caller sends the next when the last is answered. {options.Rounds} rounds of {options.Seconds} s a cell, in turns. Rates are the median and, in brackets, the best round. Ratios are the median over rounds, and best against best.");
        report.Say("");
        report.Say("| grains × callers | raw SQLite, batch = all callers: ev/s | grains: ev/s | rows a commit | ratio (bar 0.5) | one transaction a card: ev/s | grains against that |");
        report.Say("|---|---|---|---|---|---|---|");
        foreach (var (grains, callers) in new[] { (1, 64), (1, 512), (64, 8) })
            report.Say(await Row(options, grains, callers));
    }

    static async Task<string> Row(Options options, int grains, int callers)
    {
        List<Rate> raw = [], own = [], naive = [];
        var directory = Directory.CreateDirectory(Path.Combine(options.Directory, Path.GetRandomFileName()));
        try
        {
            await using var silo = await WholeSilo.Start(directory.FullName);
            // The first rounds warm up.
            for (var round = -3; round < options.Rounds; round++)
            {
                var bar = await Rounds.Fresh(options, path => Task.FromResult(RawStore.Run(path, grains * callers, grains, WriterBenchmark.Event, options.Seconds)));
                var single = await Rounds.Fresh(options, path => Task.FromResult(RawStore.Run(path, 1, 1, WriterBenchmark.Event, options.Seconds)));
                var now = await Write(silo, grains, callers, options.Seconds);
                if (round < 0) continue;
                raw.Add(bar);
                naive.Add(single);
                own.Add(now);
            }
        }
        finally
        {
            directory.Delete(recursive: true);
        }
        return $"| {grains} × {callers} | {Rounds.Rates(raw)} | {Rounds.Cells(raw, own)} | {Rounds.Rates(naive)} | {Rounds.Ratio(naive, own):N1} × |";
    }

    static async Task<Rate> Write(WholeSilo silo, int grains, int callers, double seconds)
    {
        var boards = await Task.WhenAll(Enumerable.Range(0, grains).Select(_ => silo.Board()));
        var before = silo.Commits;
        var watch = Stopwatch.StartNew();
        async Task<long> Call(WholeSilo.Writing board)
        {
            long done = 0;
            for (; watch.Elapsed.TotalSeconds < seconds; done++)
                await board.AddCard();
            return done;
        }
        var cards = (await Task.WhenAll(Enumerable.Range(0, grains * callers).Select(caller => Task.Run(() => Call(boards[caller % grains]))))).Sum();
        return new(cards / watch.Elapsed.TotalSeconds, (double)cards / (silo.Commits - before));
    }
}
