using OrleansRetro.Retros;

namespace OrleansRetro.Commitments;

/// <summary>Where a promise stands.</summary>
public enum CommitmentStatus
{
    Requested, Clarifying, Countered, Declined, Promised, AtRisk, RenegotiationProposed,
    Released, Revoked, Delivered, Met, NotMet, Unconfirmed, Missed, Disputed,
}

public static class CommitmentStatuses
{
    /// <summary>Still to be answered, kept or confirmed.</summary>
    public static bool IsOpen(this CommitmentStatus status) => status is CommitmentStatus.Requested or CommitmentStatus.Promised or CommitmentStatus.AtRisk
        or CommitmentStatus.Clarifying or CommitmentStatus.Countered or CommitmentStatus.RenegotiationProposed or CommitmentStatus.Delivered;
}

/// <summary>A promise as its parties see it.</summary>
/// <param name="Due">A day in <paramref name="Zone"/>, an IANA time zone; it ends at that day's end.</param>
/// <param name="OnTime">Handed over by the end of the due day; null before it was.</param>
/// <param name="AsSpecified">Met as agreed; null before somebody said.</param>
[GenerateSerializer, Immutable, Alias("commitment-view")]
public sealed record CommitmentView(
    CommitmentId Id, string What, string DoneWhen, DateOnly Due, string Zone, PersonId Promisor, PersonId Requester, RetroId? Retro, TopicId? Topic,
    CommitmentStatus Status, bool? OnTime, bool? AsSpecified, long Version);

/// <summary>One promise between two parties; its key is a <see cref="CommitmentId"/>. Acts answer with its version and may be sent again.</summary>
[Alias("commitment")]
public interface ICommitmentGrain : IGrainWithGuidKey
{
    /// <summary>For its two parties, and for a room that holds it; null when it isn't there.</summary>
    [Alias("View")] Task<CommitmentView?> View(Caller who);

    /// <summary>The promisor's own word; nobody else can give it.</summary>
    [Alias("Promise")] Task<long> Promise(Caller who);

    /// <summary>The promisor's word for another day, given before the room; until <paramref name="due"/> in the zone it was promised in.</summary>
    [Alias("PromiseAgain")] Task<long> PromiseAgain(Caller room, PersonId promisor, DateOnly due);

    /// <summary>An honourable no; never counted against anybody.</summary>
    [Alias("Decline")] Task<long> Decline(Caller who);

    /// <summary>The promisor says it is done.</summary>
    [Alias("Deliver")] Task<long> Deliver(Caller who);

    /// <summary>The requester, or the room, says whether it is what was agreed.</summary>
    [Alias("DeclareSatisfaction")] Task<long> DeclareSatisfaction(Caller who, bool asSpecified, bool? onTime);

    /// <summary>The requester, or the room, says that it was not kept.</summary>
    [Alias("DeclareNotMet")] Task<long> DeclareNotMet(Caller who);

    /// <summary>The requester, or the room, no longer needs it.</summary>
    [Alias("Release")] Task<long> Release(Caller who);

    /// <summary>The retro it was made in became this team's, which sees it from now on. For the retro.</summary>
    [Alias("Share")] Task<long> Share(Caller room, Teams.TeamId team);

    /// <summary>Whoever said how it ended was wrong; it is open again as it was before.</summary>
    [Alias("TakeBackJudgement")] Task<long> TakeBackJudgement(Caller who);
}
