using System.Globalization;
using System.Text;
using OrleansRetro.Load.Measures;

namespace OrleansRetro.Load.Commands;

/// <summary>Medians by number of people, and what they come to against the bars.</summary>
/// <param name="people">With how many the delivery has its bar.</param>
sealed class CircuitsTable(int people)
{
    const double MostMemory = 0.5;
    const double MostCpu = 0.8;
    const double LatestDelivery = 100;

    readonly SortedDictionary<int, List<CircuitCosts>> rounds = [];

    public void Add(CircuitCosts costs)
    {
        if (!rounds.TryGetValue(costs.People, out var same)) rounds[costs.People] = same = [];
        same.Add(costs);
    }

    /// <summary>The bars that were missed, in words.</summary>
    public IEnumerable<string> Missed()
    {
        foreach (var costs in Medians().Where(costs => costs.People > 0))
        {
            if (!(costs.HeapPerCircuit <= MostMemory)) yield return $"memory with {costs.People}";
            if (!(costs.CpuPerCircuitAndChange <= MostCpu)) yield return $"CPU with {costs.People}";
            if (costs.People == people && !(costs.Delivery.P99 <= LatestDelivery)) yield return $"delivery with {costs.People}";
        }
    }

    IEnumerable<CircuitCosts> Medians() => rounds.Values.Select(CircuitCosts.Median);

    public static string Row(CircuitCosts costs) => string.Create(CultureInfo.InvariantCulture,
        $"| {costs.People} | {costs.HeapPerCircuit:0.000} | {costs.CpuPerCircuitAndChange:0.000} | {costs.Delivery} | {costs.Heap:0.0} | {costs.Resident:0} | {costs.Cpu:0} | {costs.OtherCores:0.00} |");

    public override string ToString()
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"| circuits | MB a circuit (≤ {MostMemory}) | CPU ms a circuit and change (≤ {MostCpu}) | PUT to drawing, ms, p50 / p95 / p99 (≤ {LatestDelivery} with {people}) | live heap MB | RSS MiB | server CPU ms | others' cores |");
        text.AppendLine("|---|---|---|---|---|---|---|---|");
        foreach (var costs in Medians()) text.AppendLine(Row(costs));
        var missed = string.Join(", ", Missed());
        text.AppendLine();
        text.AppendLine(missed.Length == 0 ? "All bars held." : $"Missed: {missed}.");
        return text.ToString();
    }
}
