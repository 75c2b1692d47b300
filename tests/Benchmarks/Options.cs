using System.Globalization;

namespace OrleansRetro.Benchmarks;

/// <summary>What to measure and how long; every run is bounded by rounds × seconds.</summary>
sealed record Options(string What, int[] Batches, double Seconds, int Rounds, string Directory, string? Postgres, string? Out)
{
    public static Options Parse(string[] args)
    {
        string Value(string name, string normal) =>
            Array.IndexOf(args, "--" + name) is >= 0 and var at && at + 1 < args.Length ? args[at + 1] : normal;
        return new(
            args is [var what, ..] ? what : "",
            [.. Value("batches", "1,16,64,256,512").Split(',').Select(int.Parse)],
            double.Parse(Value("seconds", "0.3"), CultureInfo.InvariantCulture),
            int.Parse(Value("rounds", "25"), CultureInfo.InvariantCulture),
            Value("directory", Path.GetTempPath()),
            Value("postgres", "") is { Length: > 0 } server ? server : null,
            Value("out", "") is { Length: > 0 } file ? file : null);
    }
}
