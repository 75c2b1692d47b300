using System.Globalization;

namespace OrleansRetro.Load.Measures;

/// <summary>What one measured phase showed.</summary>
sealed record Figures
{
    public required long Acked { get; init; }

    /// <summary>Acknowledged cards a second, within the phase.</summary>
    public required double CardsPerSecond { get; init; }

    /// <summary>PUT sent to its answer.</summary>
    public required Latency Ack { get; init; }

    /// <summary>PUT sent to the card on another person's stream.</summary>
    public required Latency Delivery { get; init; }

    /// <summary>All bytes on a watcher's socket during the phase, over the cards it was shown.</summary>
    public required double BytesPerCard { get; init; }

    /// <summary>Milliseconds; NaN when the server's process is not known.</summary>
    public double ServerCpuPerCard { get; init; } = double.NaN;

    /// <summary>The same without what the server uses when nobody writes.</summary>
    public double ServerCpuPerCardAboveIdle { get; init; } = double.NaN;

    /// <summary>Cores in use during the phase.</summary>
    public double ServerCores { get; init; } = double.NaN;

    public required double DriverCores { get; init; }

    /// <summary>Cores in use by everything else: the server too, if its process is not known.</summary>
    public required double OtherCores { get; init; }

    /// <summary>MiB.</summary>
    public double ServerMemory { get; init; } = double.NaN;

    public required int Errors { get; init; }
    public required int Violations { get; init; }
    public required int LateSnapshots { get; init; }

    public static Figures Median(IReadOnlyCollection<Figures> rounds) => new()
    {
        Acked = (long)rounds.Median(round => round.Acked),
        CardsPerSecond = rounds.Median(round => round.CardsPerSecond),
        Ack = Latency.Median([.. rounds.Select(round => round.Ack)]),
        Delivery = Latency.Median([.. rounds.Select(round => round.Delivery)]),
        BytesPerCard = rounds.Median(round => round.BytesPerCard),
        ServerCpuPerCard = rounds.Median(round => round.ServerCpuPerCard),
        ServerCpuPerCardAboveIdle = rounds.Median(round => round.ServerCpuPerCardAboveIdle),
        ServerCores = rounds.Median(round => round.ServerCores),
        DriverCores = rounds.Median(round => round.DriverCores),
        OtherCores = rounds.Median(round => round.OtherCores),
        ServerMemory = rounds.Median(round => round.ServerMemory),
        Errors = rounds.Sum(round => round.Errors),
        Violations = rounds.Sum(round => round.Violations),
        LateSnapshots = rounds.Sum(round => round.LateSnapshots),
    };

    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{CardsPerSecond,7:0} cards/s | ack {Ack} ms | delivery {Delivery} ms | {BytesPerCard:0} B/watcher/card | server {ServerCpuPerCard:0.000} ms/card, {ServerCores:0.00} cores | driver {DriverCores:0.00}, others {OtherCores:0.00} | errors {Errors}, violations {Violations}");
}
