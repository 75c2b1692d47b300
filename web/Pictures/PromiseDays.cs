using System.Collections.Immutable;
using OrleansRetro.Commitments;
using OrleansRetro.Words;

namespace OrleansRetro.Pictures;

/// <summary>One day of a promise.</summary>
/// <param name="What">Names its words.</param>
/// <param name="IsAgreed">A day that the two agreed on, and not one on which something happened.</param>
public readonly record struct PromiseDay(string What, DateOnly Day, bool IsAgreed = false);

/// <summary>The days of a promise, from the one on which it was asked for or offered to its end.</summary>
public static class PromiseDays
{
    /// <summary>In order of time; today among them while it is open.</summary>
    public static ImmutableArray<PromiseDay> Of(CommitmentView promise, IReadOnlyCollection<Moment> history, DateTimeOffset now)
    {
        return [.. All().OrderBy(day => day.Day)];

        IEnumerable<PromiseDay> All()
        {
            if (history.FirstOrDefault() is { } first)
                yield return new(first.What == "commitment-offered" ? "offered" : "asked", On(first.At));
            foreach (var day in Agreed(history).Where(day => day != promise.Due).Distinct())
                yield return new("earlier", day, true);
            if (promise.Notice is { } notice)
                yield return new("fair", On(notice.Last));
            yield return new(promise.Status.IsAsked() ? "wanted" : "due", promise.Due, true);
            if (history.LastOrDefault(moment => moment.What == "delivery-declared") is { } handed)
                yield return new("handed-over", On(handed.At));
            if (promise.Status.IsOpen())
                yield return new("today", On(now));
            else if (history.LastOrDefault(moment => Ends(moment.What)) is { } end)
                yield return new(end.What.StartsWith("satisfaction-declared", StringComparison.Ordinal) ? "confirmed" : "ended", On(end.At));
        }

        DateOnly On(DateTimeOffset at) => at.DayIn(promise.Zone);
    }

    /// <summary>Each day that both agreed on, in turn.</summary>
    static IEnumerable<DateOnly> Agreed(IEnumerable<Moment> history)
    {
        MomentTerms? written = null;
        foreach (var moment in history)
        {
            if (moment.What is "commitment-requested" or "commitment-offered" or "terms-countered")
                written = moment.Terms;
            else if (moment.What == "promise-made" && written is { } taken)
                yield return taken.Due;
            else if (moment.What.Contains("-accepted", StringComparison.Ordinal) && moment.Terms is { } moved)
                yield return moved.Due;
        }
    }

    static bool Ends(string what) => what is "commitment-revoked" or "commitment-missed" or "confirmation-lapsed" or "commitment-declined" or "satisfaction-declared"
        or "satisfaction-declared-partly" or "dissatisfaction-declared" or "commitment-released" || what.StartsWith("dispute-settled", StringComparison.Ordinal);
}
