namespace OrleansRetro.Commitments;

/// <summary>What became of promises in one month, by the calendar where each was made.</summary>
/// <param name="First">Its first day.</param>
/// <param name="Kept">Trials that were kept: handed over as agreed and by their day.</param>
/// <param name="Moved">Days that were moved in time.</param>
/// <param name="NotKept">All other trials.</param>
[GenerateSerializer, Immutable, Alias("kept-month")]
public readonly record struct KeptMonth(DateOnly First, int Kept, int Moved, int NotKept);

/// <summary>The last year of it, month by month.</summary>
static class KeepMonths
{
    const int Most = 12;

    /// <summary>In order of time; months in which nothing came to an end are left out.</summary>
    public static ImmutableArray<KeptMonth> Of(IEnumerable<Trial> trials, IEnumerable<Commitment> given, DateTimeOffset now)
    {
        var since = MonthOf(DateOnly.FromDateTime(now.UtcDateTime)).AddMonths(1 - Most);
        var ends = trials.Select(trial => (Month: MonthOf(trial.Day), Kept: trial.Kept ? 1 : 0, Moved: 0, NotKept: trial.Kept ? 0 : 1));
        var moves = given.SelectMany(MovedOn).Select(day => (Month: MonthOf(day), Kept: 0, Moved: 1, NotKept: 0));
        return
        [
            .. ends.Concat(moves).Where(one => one.Month >= since).GroupBy(one => one.Month).OrderBy(month => month.Key)
                .Select(month => new KeptMonth(month.Key, month.Sum(one => one.Kept), month.Sum(one => one.Moved), month.Sum(one => one.NotKept))),
        ];
    }

    /// <summary>When each day that was moved in time was: when both agreed on the one after it.</summary>
    static IEnumerable<DateOnly> MovedOn(Commitment promise) => promise.Earlier.Zip(promise.Earlier.Skip(1).Select(day => day.AgreedAt).Append(promise.AgreedAt))
        .Where(day => day is { First: { InTime: true, Passed: false }, Second: not null }).Select(day => promise.DayOf(day.Second!.Value));

    static DateOnly MonthOf(DateOnly day) => new(day.Year, day.Month, 1);
}
