namespace OrleansRetro.Commitments;

/// <summary>How somebody kept what they promised to others: for themselves alone.</summary>
/// <param name="OnTime">Kept: what was agreed, handed over by the end of the day that stood. What was handed over in part isn't kept.</param>
/// <param name="AsAgreed">Kept: the other one said that it is what was agreed, whenever it came.</param>
/// <param name="MovedInTime">Days that were moved by the last day to ask fairly.</param>
/// <param name="MovedLate">Days that were moved after it; each of them was not kept.</param>
/// <param name="Withdrawn">Promises that they took back in time.</param>
/// <param name="Released">Promises that the other side needed no longer.</param>
/// <param name="Unconfirmed">Handed over, and nobody said whether it is what was agreed.</param>
/// <param name="Answered">Requests that they answered, be it with no.</param>
/// <param name="AskedOf">Requests that were put to them and have been answered, or whose day has passed.</param>
[GenerateSerializer, Immutable, Alias("keep-record")]
public sealed record KeepRecord(KeepRate OnTime, KeepRate AsAgreed, int MovedInTime, int MovedLate, int Withdrawn, int Released, int Unconfirmed, int Answered, int AskedOf);

/// <summary>What somebody's promises amount to.</summary>
static class KeepRecords
{
    /// <summary>A day that was agreed on later than this before its end is entered afterwards, and measures nothing.</summary>
    static readonly TimeSpan LeastLead = TimeSpan.FromHours(4);

    /// <param name="all">Of which <paramref name="owner"/> is a party.</param>
    public static KeepRecord Of(IReadOnlyCollection<Commitment> all, PersonId owner, DateTimeOffset now)
    {
        var theirs = all.Where(promise => promise.Terms is not null && promise.Promisor == owner && promise.Requester != owner).ToArray();
        var given = theirs.Where(promise => promise.AgreedAt is not null).ToArray();
        var asked = theirs.Where(promise => promise.FoundedBy != owner && (promise.IsAnswered || promise.HasFaded(now))).ToArray();
        return new(
            KeepRates.Of([.. given.SelectMany(promise => OnTime(promise, now))], now),
            KeepRates.Of([.. given.SelectMany(promise => AsAgreed(promise, now))], now),
            given.Sum(promise => promise.Earlier.Count(day => day.InTime == true)),
            given.Sum(promise => promise.Earlier.Count(day => day.InTime == false)),
            given.Count(promise => promise is { Status: CommitmentStatus.Revoked, RevokedInTime: true }),
            given.Count(promise => promise.Status == CommitmentStatus.Released),
            given.Count(promise => promise.Status == CommitmentStatus.Unconfirmed),
            asked.Count(promise => promise.IsAnswered), asked.Length);
    }

    /// <summary>Each day that was agreed on is a trial once it has passed, unless it was moved in time, or one of the two let the promise go.</summary>
    static IEnumerable<Trial> OnTime(Commitment promise, DateTimeOffset now)
    {
        if (promise.Status is CommitmentStatus.Released or CommitmentStatus.Disputed)
            yield break;
        foreach (var day in promise.Earlier.Where(day => (day.InTime == false || day.Passed) && promise.EndOf(day.Due) <= now && IsAhead(promise, day.AgreedAt, day.Due)))
            yield return new(promise.Requester, promise.EndOf(day.Due), false);
        if (promise.EndOf(promise.Terms!.Due) is var due && due > now || !IsAhead(promise, promise.AgreedAt, promise.Terms.Due))
            yield break;
        if (promise.HasMissed || promise is { Status: CommitmentStatus.NotMet } or { Status: CommitmentStatus.Revoked, RevokedInTime: false })
            yield return new(promise.Requester, Later(due, promise.ClosedAt), false);
        else if (promise.Status == CommitmentStatus.Met)
            yield return new(promise.Requester, Later(due, promise.ClosedAt), promise is { OnTime: true, AsSpecified: true });
    }

    static IEnumerable<Trial> AsAgreed(Commitment promise, DateTimeOffset now)
    {
        var due = promise.EndOf(promise.Terms!.Due);
        if (due <= now && IsAhead(promise, promise.AgreedAt, promise.Terms.Due) && promise.Status is CommitmentStatus.Met or CommitmentStatus.NotMet or CommitmentStatus.Missed)
            yield return new(promise.Requester, Later(due, promise.ClosedAt), promise is { Status: CommitmentStatus.Met, AsSpecified: true });
    }

    static bool IsAhead(Commitment promise, DateTimeOffset? agreed, DateOnly due) => agreed is { } at && at <= promise.EndOf(due) - LeastLead;

    static DateTimeOffset Later(DateTimeOffset due, DateTimeOffset? closed) => closed > due ? closed.Value : due;
}
