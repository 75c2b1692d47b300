namespace OrleansRetro.Benchmarks;

/// <summary>What several rounds of two neighbours in time come to.</summary>
static class Rounds
{
    public static string Cells(List<Rate> raw, List<Rate> writer) =>
        $"{Rates(writer)} | {Median(writer.Select(rate => rate.PerCommit)):N1} | {Ratio(raw, writer):N2} · **{Best(writer) / Best(raw):N2}**";

    public static string Rates(List<Rate> rates) => $"{Median(rates.Select(rate => rate.PerSecond)):N0} ({Best(rates):N0})";

    public static double Ratio(List<Rate> bar, List<Rate> own) => Median(own.Zip(bar, (one, other) => one.PerSecond / other.PerSecond));

    public static double Best(List<Rate> rates) => rates.Max(rate => rate.PerSecond);

    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted[sorted.Count / 2];
    }

    /// <summary>A run on a log of its own, which is gone afterwards.</summary>
    public static async Task<T> Fresh<T>(Options options, Func<string, Task<T>> run)
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

/// <summary>Says each line at once, and all of them in the file that was asked for.</summary>
sealed class Report(Options options) : IDisposable
{
    readonly StringWriter _lines = new();

    public void Say(string line)
    {
        Console.WriteLine(line);
        _lines.WriteLine(line);
    }

    public void Dispose()
    {
        if (options.Out is { } file)
            File.WriteAllText(file, _lines.ToString());
        _lines.Dispose();
    }
}
