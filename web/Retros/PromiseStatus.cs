using OrleansRetro.Commitments;

namespace OrleansRetro.Retros;

/// <summary>The faces a promise can show, as keys of their words and as the plain English of exports.</summary>
public static class PromiseStatus
{
    /// <summary>The face's key: asked, promised, handed-over, kept, kept-late, partly, not-kept, not-confirmed, let-go, declined, withdrawn, disputed.</summary>
    public static string Key(Promise promise) => Key(promise.Status, promise.AsSpecified, promise.OnTime);

    /// <inheritdoc cref="Key(Promise)"/>
    public static string Key(CommitmentStatus status, bool? asSpecified, bool? onTime) => status switch
    {
        _ when status.IsAsked() => "asked",
        // Also where its day has passed: it can still be handed over, and nobody has said how it ended.
        CommitmentStatus.Promised or CommitmentStatus.AtRisk or CommitmentStatus.RenegotiationProposed or CommitmentStatus.Missed => "promised",
        CommitmentStatus.Delivered => "handed-over",
        CommitmentStatus.Met when asSpecified == false => "partly",
        CommitmentStatus.Met when onTime == false => "kept-late",
        CommitmentStatus.Met => "kept",
        CommitmentStatus.NotMet => "not-kept",
        CommitmentStatus.Unconfirmed => "not-confirmed",
        CommitmentStatus.Declined => "declined",
        CommitmentStatus.Revoked => "withdrawn",
        CommitmentStatus.Disputed => "disputed",
        _ => "let-go",
    };

    /// <summary>In English, for exports.</summary>
    public static string Of(Promise promise) => Key(promise) switch
    {
        "handed-over" => "handed over",
        "kept-late" => "kept, late",
        "not-kept" => "not kept",
        "not-confirmed" => "not confirmed",
        "let-go" => "no longer needed",
        "declined" => "no",
        "disputed" => "seen differently",
        var key => key,
    };
}
