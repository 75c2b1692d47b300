namespace OrleansRetro.Commitments;

/// <summary>How somebody kept what they promised to others: for themselves alone.</summary>
/// <param name="OnTime">Kept: what was agreed, handed over by the end of the day that stood. What was handed over in part isn't kept.</param>
/// <param name="AsAgreed">Kept: the other one said that it is what was agreed, whenever it came.</param>
/// <param name="MovedInTime">Days that were moved by the last day to ask fairly, before they had passed.</param>
/// <param name="MovedLate">Days that were moved after it; each of them was not kept.</param>
/// <param name="Withdrawn">Promises that they took back in time.</param>
/// <param name="Released">Promises that the other side needed no longer.</param>
/// <param name="Unconfirmed">Handed over, and nobody said whether it is what was agreed.</param>
/// <param name="Answered">Requests that they answered, be it with no.</param>
/// <param name="AskedOf">Requests that were put to them and have been answered, or whose day has passed.</param>
[GenerateSerializer, Immutable, Alias("keep-record")]
public sealed record KeepRecord(KeepRate OnTime, KeepRate AsAgreed, int MovedInTime, int MovedLate, int Withdrawn, int Released, int Unconfirmed, int Answered, int AskedOf)
{
    /// <summary><see cref="OnTime"/> apart by how much hung on it; sizes without a trial are left out.</summary>
    [Id(9)] public ImmutableArray<SizedRate> BySize { get; init; } = [];

    /// <summary>Closed promises whose conditions both changed after the promise, and how many of them are also what was promised first.</summary>
    [Id(10)] public int Changed { get; init; }
    [Id(11)] public int AsFirst { get; init; }

    /// <summary>How long these promises had from word to day; null where there are none.</summary>
    [Id(12)] public LeadTimes? Lead { get; init; }

    /// <summary>Month by month, the last twelve.</summary>
    [Id(13)] public ImmutableArray<KeptMonth> Months { get; init; } = [];

    /// <summary>Promises about whose end the two differ; they count neither way.</summary>
    [Id(14)] public int Disputed { get; init; }
}

[GenerateSerializer, Immutable, Alias("sized-rate")]
public sealed record SizedRate(Stake Size, KeepRate Rate);

/// <summary>Whole days from the promise to its due day.</summary>
[GenerateSerializer, Immutable, Alias("lead-times")]
public sealed record LeadTimes(int Shortest, int Median, int Longest);

/// <summary>What somebody's promises amount to.</summary>
static class KeepRecords
{
    /// <param name="all">Of which <paramref name="owner"/> is a party.</param>
    public static KeepRecord Of(IReadOnlyCollection<KeyValuePair<CommitmentId, Commitment>> all, PersonId owner, DateTimeOffset now)
    {
        var theirs = all.Where(promise => promise.Value.Terms is not null && promise.Value.Promisor == owner && promise.Value.Requester != owner).ToArray();
        var wholes = theirs.Where(promise => promise.Value.AgreedAt is not null).GroupBy(promise => (Whole: promise.Value.PartOf ?? promise.Key, promise.Value.Requester)).ToArray();
        var given = wholes.SelectMany(whole => whole).Select(promise => promise.Value).ToArray();
        var asked = theirs.Select(promise => promise.Value).Where(promise => promise.FoundedBy != owner && (promise.IsAnswered || promise.HasFaded(now))).ToArray();
        ImmutableArray<Trial> onTime = [.. wholes.SelectMany(whole => OnTime(whole, now))];
        return new(
            KeepRates.Of(onTime, now),
            KeepRates.Of([.. wholes.SelectMany(whole => Together(whole, promise => AsAgreed(promise, now)))], now),
            given.Sum(promise => promise.Earlier.Count(day => day is { InTime: true, Passed: false })),
            given.Sum(promise => promise.Earlier.Count(day => day.InTime == false)),
            given.Count(promise => promise is { Status: CommitmentStatus.Revoked, RevokedInTime: true }),
            given.Count(promise => promise.Status == CommitmentStatus.Released),
            given.Count(promise => promise.Status == CommitmentStatus.Unconfirmed),
            asked.Count(promise => promise.IsAnswered), asked.Length)
        {
            BySize = [.. onTime.GroupBy(trial => trial.Size).OrderBy(size => size.Key).Select(size => new SizedRate(size.Key, KeepRates.Of([.. size], now)))],
            Changed = given.Count(promise => promise.First is not null && promise.Status is CommitmentStatus.Met or CommitmentStatus.NotMet),
            AsFirst = given.Count(promise => promise.AsFirstSpecified == true),
            Months = KeepMonths.Of(onTime, given, now),
            Disputed = given.Count(promise => promise.Status == CommitmentStatus.Disputed),
            Lead = LeadOf([.. given.Where(promise => !promise.IsRetroactive).Select(Lead).Order()]),
        };
    }

    /// <summary>Trials of one promise, or of a bigger one with its parts.</summary>
    public static IEnumerable<Trial> OnTime(IEnumerable<KeyValuePair<CommitmentId, Commitment>> whole, DateTimeOffset now) => Together(whole, promise => OnTime(promise, now));

    /// <summary>What is one bigger promise to one person counts once, however many parts it has: kept where all is that has come to an end so far.</summary>
    static Trial[] Together(IEnumerable<KeyValuePair<CommitmentId, Commitment>> whole, Func<Commitment, IEnumerable<Trial>> trials)
    {
        var parts = whole.OrderBy(part => part.Value.PartOf is not null).ThenBy(part => part.Value.Terms!.Due).ThenBy(part => part.Key.Value).ToArray();
        var each = parts.SelectMany(part => trials(part.Value)).ToArray();
        return parts.Length == 1 || each.Length == 0 ? each : [each.MaxBy(trial => trial.ClosedAt) with { Kept = each.All(trial => trial.Kept), Size = parts[0].Value.Stake }];
    }

    static int Lead(Commitment promise) => (int)(promise.EndOf(promise.Terms!.Due) - promise.AgreedAt!.Value).TotalDays;

    static LeadTimes? LeadOf(int[] days) => days.Length == 0 ? null : new(days[0], (days[(days.Length - 1) / 2] + days[days.Length / 2]) / 2, days[^1]);

    /// <summary>
    /// Each day that was agreed on is a trial once it has passed, unless it was moved in time, or the promise was let go of before.
    /// What had passed by then was missed all the same.
    /// </summary>
    static IEnumerable<Trial> OnTime(Commitment promise, DateTimeOffset now)
    {
        if (promise.Status == CommitmentStatus.Disputed)
            yield break;
        var isLetGo = promise.Status == CommitmentStatus.Released;
        foreach (var day in promise.Earlier.Where(day => (day.Passed || day.InTime == false && !isLetGo) && promise.EndOf(day.Due) <= now && promise.IsAhead(day.Due)))
            yield return TrialOf(promise, day.Due, null, false);
        if (promise.EndOf(promise.Terms!.Due) > now || !promise.IsAhead(promise.Terms.Due))
            yield break;
        if (promise.HasMissed || promise is { Status: CommitmentStatus.NotMet } or { Status: CommitmentStatus.Revoked, RevokedInTime: false })
            yield return TrialOf(promise, promise.Terms.Due, promise.ClosedAt, false);
        else if (promise.Status == CommitmentStatus.Met)
            yield return TrialOf(promise, promise.Terms.Due, promise.ClosedAt, promise is { OnTime: true, AsSpecified: true });
    }

    static IEnumerable<Trial> AsAgreed(Commitment promise, DateTimeOffset now)
    {
        var isJudged = promise.Status is CommitmentStatus.Met or CommitmentStatus.NotMet or CommitmentStatus.Missed || promise is { Status: CommitmentStatus.Released, HasMissed: true };
        if (isJudged && promise.EndOf(promise.Terms!.Due) <= now && promise.IsAhead(promise.Terms.Due))
            yield return TrialOf(promise, promise.Terms.Due, promise.ClosedAt, promise is { Status: CommitmentStatus.Met, AsSpecified: true });
    }

    static Trial TrialOf(Commitment promise, DateOnly due, DateTimeOffset? closed, bool kept) =>
        closed is { } at && at > promise.EndOf(due)
            ? new(promise.Requester, at, kept, promise.Stake) { Day = promise.DayOf(at) }
            : new(promise.Requester, promise.EndOf(due), kept, promise.Stake) { Day = due };
}
