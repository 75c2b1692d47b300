using OrleansRetro.Commitments;

namespace OrleansRetro.Retros;

/// <summary>A promise that the team sees, and the column in which a review of expectations shows it.</summary>
[GenerateSerializer, Immutable, Alias("reviewed-promise")]
public sealed record ReviewedPromise(CommitmentId Id, ColumnId Column, string What);

/// <summary>The format that looks at what was promised and what became of it.</summary>
static class Expectations
{
    public const string Format = "expectation-review";

    /// <summary>The column of a promise; null where it says nothing about what others could expect: it was never given, was let go, or is seen differently.</summary>
    public static ColumnId? ColumnOf(Commitment promise) => promise.Status switch
    {
        CommitmentStatus.Met => new(promise is { OnTime: true, AsSpecified: true } ? "met" : "partly"),
        CommitmentStatus.NotMet or CommitmentStatus.Missed or CommitmentStatus.Revoked => new("missed"),
        CommitmentStatus.Promised or CommitmentStatus.AtRisk or CommitmentStatus.RenegotiationProposed or CommitmentStatus.Delivered or CommitmentStatus.Unconfirmed => new("set"),
        _ => (ColumnId?)null,
    };
}
