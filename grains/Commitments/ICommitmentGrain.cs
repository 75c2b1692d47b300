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
        or CommitmentStatus.Clarifying or CommitmentStatus.Countered or CommitmentStatus.RenegotiationProposed or CommitmentStatus.Delivered or CommitmentStatus.Missed;
}

/// <summary>A promise as its parties see it.</summary>
/// <param name="Due">A day in <paramref name="Zone"/>, an IANA time zone; it ends at that day's end.</param>
/// <param name="OnTime">Handed over by the end of the due day; null before it was.</param>
/// <param name="AsSpecified">Met as agreed; null before somebody said.</param>
/// <param name="AtRisk">The promisor has warned.</param>
/// <param name="Notice">While it is promised.</param>
/// <param name="HeardAt">When the promisor last said how it goes.</param>
/// <param name="Cleanup">What the promisor does about a promise that they took back.</param>
[GenerateSerializer, Immutable, Alias("commitment-view")]
public sealed record CommitmentView(
    CommitmentId Id, string What, string DoneWhen, DateOnly Due, string Zone, PersonId Promisor, PersonId Requester, RetroId? Retro, TopicId? Topic,
    CommitmentStatus Status, bool? OnTime, bool? AsSpecified, long Version, bool AtRisk = false, AskedDay? Asked = null, Notice? Notice = null, DateTimeOffset? HeardAt = null, string? Cleanup = null)
{
    /// <summary>The promisor is to be asked whether it still holds: the time for it has come, and nothing was heard since.</summary>
    public bool IsAsking(DateTimeOffset now) => Status == CommitmentStatus.Promised && Notice is { } notice && now >= notice.Ask && (HeardAt is not { } heard || heard < notice.Ask);
}

/// <summary>Another day that one side asks for.</summary>
[GenerateSerializer, Immutable, Alias("asked-day")]
public sealed record AskedDay(PersonId By, DateOnly Due);

/// <summary>One promise between two parties; its key is a <see cref="CommitmentId"/>. Acts answer with its version and may be sent again.</summary>
[Alias("commitment")]
public interface ICommitmentGrain : IGrainWithGuidKey
{
    /// <summary>For its two parties, and for a room that holds it; null when it isn't there.</summary>
    [Alias("View"), For(Audience.Reader, Audience.Room)] Task<CommitmentView?> View(Caller who);

    /// <summary>The promisor's own word; nobody else can give it.</summary>
    [Alias("Promise"), For(Audience.Reader)] Task<long> Promise(Caller who);

    /// <summary>The promisor's word for another day, given before the room; until <paramref name="due"/> in the zone it was promised in.</summary>
    [Alias("PromiseAgain"), For(Audience.Room)] Task<long> PromiseAgain(Caller room, PersonId promisor, DateOnly due);

    /// <summary>An honourable no; never counted against anybody.</summary>
    [Alias("Decline"), For(Audience.Reader)] Task<long> Decline(Caller who);

    /// <summary>The promisor says it is done.</summary>
    [Alias("Deliver"), For(Audience.Reader)] Task<long> Deliver(Caller who);

    /// <summary>The promisor warns early; it counts against nobody.</summary>
    [Alias("RaiseRisk"), For(Audience.Reader)] Task<long> RaiseRisk(Caller who);

    /// <summary>The promisor says that it still holds.</summary>
    [Alias("SayOnTrack"), For(Audience.Reader)] Task<long> SayOnTrack(Caller who);

    /// <summary>Either side asks the other for another day; until that is answered the agreed one stands. Among oneself it holds at once.</summary>
    /// <exception cref="RejectedException"><c>day-asked</c>: the other side has asked for one, which is to be answered first.</exception>
    [Alias("ProposeDay"), For(Audience.Reader)] Task<long> ProposeDay(Caller who, DateOnly due);

    /// <summary>The other side agrees on the day that was asked for.</summary>
    /// <exception cref="RejectedException"><c>day-changed</c>: another one was asked for since.</exception>
    [Alias("AcceptDay"), For(Audience.Reader)] Task<long> AcceptDay(Caller who, DateOnly due);

    /// <summary>The agreed day stays: the other side says so, or whoever asked takes it back.</summary>
    [Alias("KeepDay"), For(Audience.Reader)] Task<long> KeepDay(Caller who);

    /// <summary>The promisor takes it back before it is due, and says what they do about it.</summary>
    /// <exception cref="RejectedException"><c>promise-due</c>: its day has passed.</exception>
    [Alias("Revoke"), For(Audience.Reader)] Task<long> Revoke(Caller who, string cleanup);

    /// <summary>The requester, or the room, says whether it is what was agreed.</summary>
    [Alias("DeclareSatisfaction"), For(Audience.Reader, Audience.Room)] Task<long> DeclareSatisfaction(Caller who, bool asSpecified, bool? onTime);

    /// <summary>The requester, or the room, says that it was not kept.</summary>
    [Alias("DeclareNotMet"), For(Audience.Reader, Audience.Room)] Task<long> DeclareNotMet(Caller who);

    /// <summary>The requester, or the room, no longer needs it.</summary>
    [Alias("Release"), For(Audience.Reader, Audience.Room)] Task<long> Release(Caller who);

    /// <summary>The retro it was made in became this team's, which sees it from now on. For the retro.</summary>
    [Alias("Share"), For(Audience.Room)] Task<long> Share(Caller room, Teams.TeamId team);

    /// <summary>Whoever said how it ended was wrong; it is open again as it was before.</summary>
    [Alias("TakeBackJudgement"), For(Audience.Reader, Audience.Room)] Task<long> TakeBackJudgement(Caller who);
}
