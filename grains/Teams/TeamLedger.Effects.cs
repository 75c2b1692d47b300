using OrleansRetro.Commitments;

namespace OrleansRetro.Teams;

// Whether what was promised in retros helped. Done alone is no effect: until somebody looks, or it is too late to look, it isn't counted.
sealed partial record TeamLedger
{
    public FollowThrough FollowThrough(DateTimeOffset now)
    {
        var ended = Promises.Values.Where(promise => promise is { Retro: not null, Terms: not null, AgreedAt: not null }).ToArray();
        var helped = ended.Count(promise => promise is { Status: CommitmentStatus.Met, Helped: true });
        var looked = ended.Count(promise => promise.Effect is { } check && (promise.Helped is not null || now >= check.Until));
        var failed = ended.Count(promise => promise.Status is CommitmentStatus.NotMet or CommitmentStatus.Missed);
        return new(helped, looked + failed, ended.Count(promise => promise.Effect is { } check && promise.Helped is null && now < check.Until));
    }
}
