using OrleansRetro.Commitments;
using OrleansRetro.Retros;

namespace OrleansRetro.Teams;

// What a review of expectations opens with.
sealed partial record TeamLedger
{
    const int MostReviewed = 60;

    /// <summary>How far back a team looks that had no retro yet.</summary>
    static readonly TimeSpan WithoutRetro = TimeSpan.FromDays(90);

    /// <summary>What stands, and what has ended since the last retro did; soonest due first.</summary>
    public ImmutableArray<ReviewedPromise> Reviewed(DateTimeOffset now)
    {
        var since = Retros.Where(retro => !IsDiscarded(retro.Key) && retro.Value.Phase == Phase.Close).Select(retro => retro.Value.ChangedAt).DefaultIfEmpty(now - WithoutRetro).Max();
        var reviewed = from promise in Promises
                       where promise.Value.Terms is not null && (Stands(promise.Value.Status) || (promise.Value.ClosedAt ?? promise.Value.EndOf(promise.Value.Terms.Due)) > since)
                       let column = Expectations.ColumnOf(promise.Value)
                       where column is not null
                       orderby promise.Value.Terms!.Due, promise.Key.Value
                       select new ReviewedPromise(promise.Key, column.Value, promise.Value.Terms!.What);
        return [.. reviewed.Take(MostReviewed)];

        static bool Stands(CommitmentStatus status) => status.IsOpen() && status != CommitmentStatus.Missed;
    }
}
