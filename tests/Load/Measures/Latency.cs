using System.Globalization;

namespace OrleansRetro.Load.Measures;

/// <summary>Milliseconds.</summary>
readonly record struct Latency(double P50, double P95, double P99)
{
    public static Latency Of(Histogram histogram) => new(histogram.Percentile(50), histogram.Percentile(95), histogram.Percentile(99));

    public static Latency Median(IReadOnlyCollection<Latency> rounds) =>
        new(rounds.Median(round => round.P50), rounds.Median(round => round.P95), rounds.Median(round => round.P99));

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{P50:0.0} / {P95:0.0} / {P99:0.0}");
}
