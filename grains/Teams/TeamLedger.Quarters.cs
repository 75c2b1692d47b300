using OrleansRetro.Commitments;

namespace OrleansRetro.Teams;

// What a team's promises come to, said only where it tells of nobody. No promise is in the figures of two teams, or of two quarters, so their
// differences tell nothing; and a quarter of few people, or in which half is one person's, isn't told at all.
sealed partial record TeamLedger
{
    public const int LeastPeople = 5, LeastTrials = 20, MostQuarters = 4;

    /// <summary>The most that one person has of a quarter, as a share.</summary>
    const double MostOfOne = .5;

    /// <summary>Completed ones, newest first.</summary>
    public ImmutableArray<QuarterKept> Quarters(DateTimeOffset now)
    {
        var current = QuarterOf(DateOnly.FromDateTime(now.UtcDateTime));
        var ended = from promise in Promises
                    where promise.Value is { Terms: not null, AgreedAt: not null } && promise.Value.Promisor != promise.Value.Requester
                    group promise by (promise.Value.Promisor, promise.Value.Requester, Whole: promise.Value.PartOf ?? promise.Key) into whole
                    from trial in KeepRecords.OnTime(whole, now)
                    let quarter = QuarterOf(trial.Day)
                    where quarter < current
                    group (whole.Key.Promisor, trial.Kept) by quarter;
        return [.. ended.OrderByDescending(quarter => quarter.Key).Take(MostQuarters).Select(quarter => Told(quarter.Key, [.. quarter])).OfType<QuarterKept>()];
    }

    static QuarterKept? Told(DateOnly first, (PersonId Promisor, bool Kept)[] trials)
    {
        var people = trials.CountBy(trial => trial.Promisor).ToArray();
        if (people.Length < LeastPeople || trials.Length < LeastTrials || people.Max(person => person.Value) > trials.Length * MostOfOne)
            return null;
        var kept = trials.Count(trial => trial.Kept);
        return new(first, kept, trials.Length, KeepRates.Wilson((double)kept / trials.Length, trials.Length));
    }

    static DateOnly QuarterOf(DateOnly day) => new(day.Year, (day.Month - 1) / 3 * 3 + 1, 1);
}
