using OrleansRetro.Commitments;

namespace OrleansRetro.Teams;

// What a team can tell others of its promises: how those ended of which it is known.
sealed partial record TeamLedger
{
    const int MostProven = 200;

    /// <summary>Those that ended in these days, where they were promised, the first to end first.</summary>
    public ProvenPromises Proven(DateOnly first, DateOnly last)
    {
        var ended = from promise in Promises
                    where promise.Value is { Terms: not null, AgreedAt: not null, IsAfterwards: false }
                    let at = EndedAt(promise.Value)
                    where at is not null
                    let day = promise.Value.Status == CommitmentStatus.Missed ? promise.Value.Terms!.Due : promise.Value.DayOf(at.Value)
                    where day >= first && day <= last
                    orderby at, promise.Key.Value
                    select (promise.Key, Promise: promise.Value, Ending: EndingOf(promise.Value));
        var all = ended.ToArray();
        return new([.. all.Where(one => one.Ending is not null).Take(MostProven).Select(one => new ProvenPromise(one.Key, one.Promise.Terms!.What, one.Promise.Terms.Due, one.Ending!.Value))], all.Count(one => one.Ending is null));
    }

    /// <summary>Null while it has no end of which anybody could tell.</summary>
    static DateTimeOffset? EndedAt(Commitment promise) => promise.Status switch
    {
        CommitmentStatus.Missed => promise.EndOf(promise.Terms!.Due),
        CommitmentStatus.Unconfirmed or CommitmentStatus.Delivered => promise.DeliveredAt,
        CommitmentStatus.Disputed => promise.Statements.LastOrDefault().At,
        _ => promise.ClosedAt,
    };

    /// <summary>Null where one side alone says so, or both differ.</summary>
    static ProvenAs? EndingOf(Commitment promise) => promise switch
    {
        { Status: CommitmentStatus.Met, AsSpecified: false } => ProvenAs.Partly,
        { Status: CommitmentStatus.Met, OnTime: true } => ProvenAs.Kept,
        { Status: CommitmentStatus.Met } => ProvenAs.KeptLate,
        { Status: CommitmentStatus.NotMet or CommitmentStatus.Missed } => ProvenAs.NotKept,
        { Status: CommitmentStatus.Revoked } => ProvenAs.Withdrawn,
        { Status: CommitmentStatus.Released } => ProvenAs.LetGo,
        _ => null,
    };
}
