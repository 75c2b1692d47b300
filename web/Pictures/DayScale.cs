using System.Collections.Immutable;

namespace OrleansRetro.Pictures;

/// <summary>Where days lie on a line, from its start at the left to its end; in hundredths of its width, so that it fits every screen.</summary>
/// <param name="To">Not before <paramref name="From"/>.</param>
public readonly record struct DayScale(DateOnly From, DateOnly To)
{
    /// <summary>Left free at both ends, so that a mark isn't cut off.</summary>
    public const double Margin = 5;

    /// <summary>Marks nearer than this cover one another on a phone.</summary>
    public const double Apart = 8;

    public double At(DateOnly day) => From == To ? 50 : Margin + (100 - 2 * Margin) * (day.DayNumber - From.DayNumber) / (To.DayNumber - From.DayNumber);

    /// <summary>For each of these, in turn, the lowest row in which it covers none before it.</summary>
    public ImmutableArray<int> Rows(IEnumerable<DateOnly> days)
    {
        var rows = new List<(double At, int Row)>();
        foreach (var at in days.Select(At))
            rows.Add((at, Enumerable.Range(0, int.MaxValue).First(row => rows.All(other => other.Row != row || Math.Abs(other.At - at) >= Apart))));
        return [.. rows.Select(row => row.Row)];
    }
}
