namespace OrleansRetro.Commitments;

/// <summary>A closed promise as it counts for its promisor.</summary>
/// <param name="With">The other party.</param>
/// <param name="ClosedAt">When its due day had passed and it was closed, or missed.</param>
/// <param name="Size">How much hung on it for the requester.</param>
readonly record struct Trial(PersonId With, DateTimeOffset ClosedAt, bool Kept, Stake Size = Stake.Medium)
{
    /// <summary>That day, where it was promised.</summary>
    public DateOnly Day { get; init; } = DateOnly.FromDateTime(ClosedAt.UtcDateTime);
}

/// <summary>Where a share may lie, from 0 to 1.</summary>
[GenerateSerializer, Immutable, Alias("interval")]
public readonly record struct Interval(double Low, double High);

/// <summary>How well somebody keeps promises, said as far as the numbers carry.</summary>
/// <param name="Kept">Trials that were kept.</param>
/// <param name="Of">All trials.</param>
/// <param name="Effective">How many trials of today these are worth: older ones count less.</param>
/// <param name="Likely">Null while there are too few trials or too few other parties.</param>
/// <param name="Point">The share itself; null below <see cref="PointFrom"/> trials.</param>
[GenerateSerializer, Immutable, Alias("keep-rate")]
public sealed record KeepRate(int Kept, int Of, double Effective, Interval? Likely, double? Point)
{
    /// <summary>Nothing has been counted.</summary>
    public static KeepRate None { get; } = new(0, 0, 0, null, null);

    /// <summary>Trials from which an interval is said, and from which a share.</summary>
    public const int IntervalFrom = 8, PointFrom = 30;

    /// <summary>Other parties from which anything but a count is said.</summary>
    public const int LeastParties = 3;

    /// <summary>The most that one other party counts, as a share of all.</summary>
    public const double MostOfOne = .4;
}

/// <summary>What trials amount to.</summary>
static class KeepRates
{
    static readonly TimeSpan HalfLife = TimeSpan.FromDays(90);

    // 95 % of a normal distribution.
    const double Z = 1.959963984540054;

    public static KeepRate Of(IReadOnlyCollection<Trial> trials, DateTimeOffset now)
    {
        var parties = Weigh(trials, now);
        var (kept, of) = (trials.Count(trial => trial.Kept), trials.Count);
        var (sum, squares) = (parties.Sum(trial => trial.Weight), parties.Sum(trial => trial.Weight * trial.Weight));
        var effective = squares > 0 ? sum * sum / squares : 0;
        if (of < KeepRate.IntervalFrom || trials.DistinctBy(trial => trial.With).Count() < KeepRate.LeastParties)
            return new(kept, of, effective, null, null);
        var share = parties.Sum(trial => trial.Kept ? trial.Weight : 0) / sum;
        return new(kept, of, effective, Wilson(share, effective), of < KeepRate.PointFrom ? null : share);
    }

    /// <summary>
    /// The interval of a binomial share that covers it 95 times of 100 (Wilson 1927):
    /// (p + z²/2n ± z √(p(1−p)/n + z²/4n²)) / (1 + z²/n).
    /// </summary>
    /// <param name="share">0 to 1.</param>
    /// <param name="n">Above 0; need not be whole.</param>
    public static Interval Wilson(double share, double n)
    {
        const double square = Z * Z;
        var middle = (share + square / (2 * n)) / (1 + square / n);
        var half = Z * Math.Sqrt(share * (1 - share) / n + square / (4 * n * n)) / (1 + square / n);
        return new(Math.Max(0, middle - half), Math.Min(1, middle + half));
    }

    /// <summary>By age, w = 0.5^(age / 90 days), and nobody's above <see cref="KeepRate.MostOfOne"/> of all.</summary>
    static List<(bool Kept, double Weight)> Weigh(IReadOnlyCollection<Trial> trials, DateTimeOffset now)
    {
        var aged = trials.Select(trial => (trial.With, trial.Kept, Weight: Math.Pow(.5, Math.Max(0, (now - trial.ClosedAt) / HalfLife)))).ToArray();
        var totals = aged.GroupBy(trial => trial.With).ToDictionary(party => party.Key, party => party.Sum(trial => trial.Weight));
        var capped = Cap(totals);
        return [.. aged.Select(trial => (trial.Kept, trial.Weight * capped[trial.With] / totals[trial.With]))];
    }

    /// <summary>What each party counts for. Bringing one down makes the others' shares larger, so it is looked again; of three parties two can be too large at most.</summary>
    static Dictionary<PersonId, double> Cap(Dictionary<PersonId, double> totals)
    {
        var capped = new HashSet<PersonId>();
        while (true)
        {
            var rest = totals.Where(party => !capped.Contains(party.Key)).Sum(party => party.Value);
            var most = capped.Count == 0 ? rest * KeepRate.MostOfOne : rest * KeepRate.MostOfOne / (1 - KeepRate.MostOfOne * capped.Count);
            var larger = totals.Where(party => !capped.Contains(party.Key) && party.Value > most * (1 + 1e-12)).Select(party => party.Key).ToArray();
            if (larger.Length == 0 || totals.Count < KeepRate.LeastParties)
                return totals.ToDictionary(party => party.Key, party => capped.Contains(party.Key) ? most : party.Value);
            capped.UnionWith(larger);
        }
    }
}
