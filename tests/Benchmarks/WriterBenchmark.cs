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
        Say($"{Event.Length}-byte events, {options.Rounds} rounds of {options.Seconds} s each, medians; raw and writer take turns.");
        Say("");
        Say("| streams | batch | raw ev/s | writer ev/s (callers = batch) | rows a commit | ratio | writer ev/s (callers = 2 × batch) | rows a commit | ratio |");
        Say("|---|---|---|---|---|---|---|---|---|");
        foreach (var batch in options.Batches)
            foreach (var streams in new[] { 1, batch }.Distinct())
                Say(await Row(options, batch, streams));
        if (options.Out is { } file)
            await File.WriteAllTextAsync(file, report.ToString());
    }

    static async Task<string> Row(Options options, int batch, int streams)
    {
        List<Rate> raw = [], once = [], twice = [];
        for (var round = 0; round <= options.Rounds; round++)
        {
            var seconds = round == 0 ? options.Seconds / 4 : options.Seconds;
            raw.Add(await Fresh(options, path => Task.FromResult(RawStore.Run(path, batch, streams, Event, seconds))));
            once.Add(await Fresh(options, path => GroupCommit.Run(path, batch, streams, Event, seconds)));
            twice.Add(await Fresh(options, path => GroupCommit.Run(path, 2 * batch, streams, Event, seconds)));
        }
        // The first round warms up.
        var (bar, same, more) = (Median(raw[1..]), Median(once[1..]), Median(twice[1..]));
        return $"| {streams} | {batch} | {bar.PerSecond:N0} | {same.PerSecond:N0} | {same.PerCommit:N1} | {same.PerSecond / bar.PerSecond:N2} | {more.PerSecond:N0} | {more.PerCommit:N1} | {more.PerSecond / bar.PerSecond:N2} |";
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

    static Rate Median(List<Rate> rates) => rates.OrderBy(rate => rate.PerSecond).ElementAt(rates.Count / 2);
}
