using OrleansRetro.Commitments;

namespace OrleansRetro.Teams;

// Whether what was promised in retros helped. Done alone is no effect: until somebody looks, or it is too late to look, it isn't counted.
sealed partial record TeamLedger
{
    public FollowThrough FollowThrough(DateTimeOffset now)
    {
        var current = QuarterOf(DateOnly.FromDateTime(now.UtcDateTime));
        var promised = Promises.Values.Where(promise => promise is { Retro: not null, Terms: not null, AgreedAt: not null }).ToArray();
        var (helped, of) = (0, 0);
        var waiting = new List<(PersonId Promisor, bool Helped)>();
        // Whether one helped stands nowhere else: what is counted must tell of nobody, nor may the difference to what was counted before.
        foreach (var quarter in promised.SelectMany(Looked).Where(one => one.Quarter < current).GroupBy(one => one.Quarter).OrderBy(quarter => quarter.Key))
        {
            waiting.AddRange(quarter.Select(one => (one.Promisor, one.Helped)));
            if (waiting.Count < LeastTrials || waiting.Select(one => one.Promisor).Distinct().Count() < LeastPeople)
                continue;
            (helped, of) = (helped + waiting.Count(one => one.Helped), of + waiting.Count);
            waiting.Clear();
        }
        return new(helped, of, promised.Count(promise => promise is { Effect: { } check, Helped: null } && now < check.Until));
    }

    /// <summary>In which quarter it is known whether it helped: nothing that wasn't kept did.</summary>
    static IEnumerable<(DateOnly Quarter, PersonId Promisor, bool Helped)> Looked(Commitment promise) => promise switch
    {
        { Effect: { } check } => [(QuarterOf(promise.DayOf(check.Until)), promise.Promisor, promise.Helped == true)],
        { Status: CommitmentStatus.NotMet, ClosedAt: { } closed } => [(QuarterOf(promise.DayOf(closed)), promise.Promisor, false)],
        { Status: CommitmentStatus.Missed } => [(QuarterOf(promise.Terms!.Due), promise.Promisor, false)],
        _ => [],
    };
}
