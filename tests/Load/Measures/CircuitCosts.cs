namespace OrleansRetro.Load.Measures;

/// <summary>What so many people with an open page cost the server, and how soon they see a change.</summary>
sealed record CircuitCosts
{
    public required int People { get; init; }

    /// <summary>Live managed memory of the whole server, in MB (10⁶ bytes).</summary>
    public required double Heap { get; init; }

    /// <summary>Resident memory of the whole server, in MiB.</summary>
    public required double Resident { get; init; }

    /// <summary>The server's milliseconds for the whole run of changes.</summary>
    public required double Cpu { get; init; }

    /// <summary>What each circuit adds to the heap, in MB.</summary>
    public double HeapPerCircuit { get; init; } = double.NaN;

    /// <summary>Milliseconds that each circuit adds to each change.</summary>
    public double CpuPerCircuitAndChange { get; init; } = double.NaN;

    /// <summary>PUT sent to the drawing that shows it, on every page.</summary>
    public required Latency Delivery { get; init; }

    /// <summary>Cores in use by neither server nor driver.</summary>
    public required double OtherCores { get; init; }

    public CircuitCosts Above(CircuitCosts nobody, int changes) => this with
    {
        HeapPerCircuit = (Heap - nobody.Heap) / People,
        CpuPerCircuitAndChange = (Cpu - nobody.Cpu) / People / changes,
    };

    public static CircuitCosts Median(IReadOnlyCollection<CircuitCosts> rounds) => new()
    {
        People = rounds.First().People,
        Heap = rounds.Median(round => round.Heap),
        Resident = rounds.Median(round => round.Resident),
        Cpu = rounds.Median(round => round.Cpu),
        HeapPerCircuit = rounds.Median(round => round.HeapPerCircuit),
        CpuPerCircuitAndChange = rounds.Median(round => round.CpuPerCircuitAndChange),
        Delivery = Latency.Median([.. rounds.Select(round => round.Delivery)]),
        OtherCores = rounds.Median(round => round.OtherCores),
    };
}
