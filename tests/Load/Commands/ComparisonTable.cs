using System.Globalization;
using System.Text;
using OrleansRetro.Load.Measures;
using OrleansRetro.Load.Runs;

namespace OrleansRetro.Load.Commands;

/// <summary>Medians of both servers by shape and pace, and what they come to against the bars.</summary>
sealed class ComparisonTable
{
    const double LeastCards = 0.8;
    const double MostCpu = 2;
    const double MostBytes = 280;

    readonly Dictionary<(Shape Shape, Pace Pace), (List<Figures> Floor, List<Figures> Product)> rounds = [];

    public void Add(Shape shape, Pace pace, bool product, Figures figures)
    {
        if (!rounds.TryGetValue((shape, pace), out var both)) rounds[(shape, pace)] = both = ([], []);
        (product ? both.Product : both.Floor).Add(figures);
    }

    public Outcome Outcome
    {
        get
        {
            var all = rounds.Values.SelectMany(both => both.Floor.Concat(both.Product));
            if (all.Any(figures => figures.Violations + figures.Errors > 0)) return Outcome.Violated;
            return Rows().All(row => Missed(row.Pace, row.Floor, row.Product).Length == 0) ? Outcome.Passed : Outcome.TooSlow;
        }
    }

    IEnumerable<(Shape Shape, Pace Pace, Figures Floor, Figures Product)> Rows() =>
        rounds.OrderBy(entry => entry.Key.Pace.CardsPerPersonAndSecond)
            .Select(entry => (entry.Key.Shape, entry.Key.Pace, Figures.Median(entry.Value.Floor), Figures.Median(entry.Value.Product)));

    /// <summary>The bars that the product misses, by name.</summary>
    static string[] Missed(Pace pace, Figures floor, Figures product)
    {
        var bars = new List<(string Name, bool Held)>
        {
            ("cards/s", product.CardsPerSecond >= LeastCards * floor.CardsPerSecond),
            ("CPU", product.ServerCpuPerCard <= MostCpu * floor.ServerCpuPerCard),
            ("ack p99", product.Ack.P99 <= Math.Max(2 * floor.Ack.P99, floor.Ack.P99 + 15)),
            ("delivery p99", product.Delivery.P99 <= Math.Max(2 * floor.Delivery.P99, floor.Delivery.P99 + 15)),
            // At a few cards a second heartbeats weigh more than cards, so the bar is read in closed loop.
            ("bytes", !pace.IsClosed || product.BytesPerCard <= MostBytes),
            ("promises", product.Violations + product.Errors == 0),
        };
        return [.. bars.Where(bar => !bar.Held).Select(bar => bar.Name)];
    }

    public override string ToString()
    {
        var text = new StringBuilder();
        text.AppendLine("| boards × people | acked cards/s | × (≥ 0.8) | server CPU ms/card | × (≤ 2) | above idle | ack p99 ms | delivery p99 ms | bytes/watcher/card (≤ 280) | RSS MiB | server cores | driver cores | others' cores | bars |");
        text.AppendLine("|---|---|---|---|---|---|---|---|---|---|---|---|---|---|");
        foreach (var (shape, pace, floor, product) in Rows())
        {
            var missed = Missed(pace, floor, product);
            text.AppendLine(string.Join(" | ",
                $"| {shape}, {pace}",
                Pair(floor.CardsPerSecond, product.CardsPerSecond, pace.IsClosed ? "0" : "0.0"), Ratio(floor.CardsPerSecond, product.CardsPerSecond),
                Pair(floor.ServerCpuPerCard, product.ServerCpuPerCard, "0.000"), Ratio(floor.ServerCpuPerCard, product.ServerCpuPerCard),
                Ratio(floor.ServerCpuPerCardAboveIdle, product.ServerCpuPerCardAboveIdle),
                Pair(floor.Ack.P99, product.Ack.P99, "0.0"), Pair(floor.Delivery.P99, product.Delivery.P99, "0.0"),
                Pair(floor.BytesPerCard, product.BytesPerCard, "0"), Pair(floor.ServerMemory, product.ServerMemory, "0"),
                Pair(floor.ServerCores, product.ServerCores, "0.00"), Pair(floor.DriverCores, product.DriverCores, "0.00"),
                Pair(floor.OtherCores, product.OtherCores, "0.00"),
                (missed.Length == 0 ? "held" : $"missed: {string.Join(", ", missed)}") + " |"));
        }
        var all = rounds.Values.SelectMany(both => both.Floor.Concat(both.Product)).ToArray();
        text.AppendLine();
        text.AppendLine(CultureInfo.InvariantCulture,
            $"p99 may be twice the floor's or 15 ms above it. Errors: {all.Sum(figures => figures.Errors)}, violations (lost, repeated, out of order): {all.Sum(figures => figures.Violations)}, streams sent back to a snapshot: {all.Sum(figures => figures.LateSnapshots)}.");
        return text.ToString();
    }

    static string Pair(double floor, double product, string format) =>
        $"{floor.ToString(format, CultureInfo.InvariantCulture)} → {product.ToString(format, CultureInfo.InvariantCulture)}";

    static string Ratio(double floor, double product) => double.IsNaN(product / floor) ? "" : (product / floor).ToString("0.00", CultureInfo.InvariantCulture);
}
