using System.Text;

namespace OrleansRetro.Benchmarks;

/// <summary>Raw SQLite and the group-commit writer, turn by turn on the same disk.</summary>
static class WriterBenchmark
{
    static readonly byte[] Event = Encoding.UTF8.GetBytes($$"""{"$t":"card-added","card":"7f1d2a34-0b5c-4e6f-8a9b-0c1d2e3f4a5b","column":"went-well","text":"{{new string('x', 118)}}"}""");

    public static async Task Run(Options options)
    {
        var report = new StringBuilder();
        void Say(string line)
        {
            Console.WriteLine(line);
            report.AppendLine(line);
        }
        Say($"Events of {Event.Length} bytes, {options.Rounds} rounds of {options.Seconds} s a cell; raw and writer take turns. Rates are the median and, in brackets, the best round. The first ratio is the median over rounds of two neighbours in time, the second best against best.");
        Say("");
        Say("| streams | batch | raw ev/s | callers = batch: ev/s | rows a commit | ratio | callers = 2 × batch: ev/s | rows a commit | ratio |");
        Say("|---|---|---|---|---|---|---|---|---|");
        foreach (var batch in options.Batches)
            foreach (var streams in new[] { 1, batch }.Distinct())
                Say(await Row(options, batch, streams));
        if (options.Out is { } file)
            await File.WriteAllTextAsync(file, report.ToString());
    }

    static async Task<string> Row(Options options, int batch, int streams)
    {
        List<Rate> raw = [], same = [], twice = [];
        // The first round warms up.
        for (var round = -1; round < options.Rounds; round++)
        {
            var bar = await Fresh(options, path => Task.FromResult(RawStore.Run(path, batch, streams, Event, options.Seconds)));
            var once = await Fresh(options, path => GroupCommit.Run(path, batch, streams, Event, options.Seconds));
            var more = await Fresh(options, path => GroupCommit.Run(path, 2 * batch, streams, Event, options.Seconds));
            if (round < 0) continue;
            raw.Add(bar);
            same.Add(once);
            twice.Add(more);
        }
        return $"| {streams} | {batch} | {Rates(raw)} | {Cells(raw, same)} | {Cells(raw, twice)} |";
    }

    static string Cells(List<Rate> raw, List<Rate> writer) =>
        $"{Rates(writer)} | {Median(writer.Select(rate => rate.PerCommit)):N1} | {Median(writer.Zip(raw, (own, bar) => own.PerSecond / bar.PerSecond)):N2} · **{Best(writer) / Best(raw):N2}**";

    static string Rates(List<Rate> rates) => $"{Median(rates.Select(rate => rate.PerSecond)):N0} ({Best(rates):N0})";

    static double Best(List<Rate> rates) => rates.Max(rate => rate.PerSecond);

    static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted[sorted.Count / 2];
    }

    static async Task<Rate> Fresh(Options options, Func<string, Task<Rate>> run)
    {
        var directory = Directory.CreateDirectory(Path.Combine(options.Directory, Path.GetRandomFileName()));
        try
        {
            return await run(Path.Combine(directory.FullName, "log.db"));
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }
}
