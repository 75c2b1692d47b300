using System.Text.Json.Serialization;
using OrleansRetro.Retros;
using OrleansRetro.Teams;

namespace OrleansRetro.Commitments;

/// <summary>Where a promise stands.</summary>
public enum CommitmentStatus
{
    Requested, Clarifying, Countered, Declined, Promised, AtRisk, RenegotiationProposed,
    Released, Revoked, Delivered, Met, NotMet, Unconfirmed, Missed, Disputed, Offered,
}

public static class CommitmentStatuses
{
    /// <summary>Still to be answered, kept or confirmed.</summary>
    public static bool IsOpen(this CommitmentStatus status) => status.IsAsked() || status is CommitmentStatus.Promised or CommitmentStatus.AtRisk
        or CommitmentStatus.RenegotiationProposed or CommitmentStatus.Delivered or CommitmentStatus.Missed;

    /// <summary>Nobody has given their word yet.</summary>
    public static bool IsAsked(this CommitmentStatus status) => status is CommitmentStatus.Requested or CommitmentStatus.Offered or CommitmentStatus.Countered or CommitmentStatus.Clarifying;
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
    /// <summary>Who wrote the terms as they are; while it is asked, the other one's word is waited for.</summary>
    [Id(18)] public PersonId Author { get; init; }

    /// <summary>Names these terms; whoever takes them says so.</summary>
    [Id(19)] public string TermsHash { get; init; } = "";

    /// <summary>Why it matters, in the words of whoever founded it.</summary>
    [Id(20)] public string? Why { get; init; }

    /// <summary>Questions about the terms and their answers, in turn.</summary>
    [Id(21)] public ImmutableArray<Remark> Talk { get; init; } = [];

    /// <summary>What the requester misses in what was handed over last; null where that is open or nothing was.</summary>
    [Id(22)] public string? Unmet { get; init; }

    /// <summary>How each of the two sees it, where they see it differently.</summary>
    [Id(23)] public ImmutableArray<Remark> Statements { get; init; } = [];

    /// <summary>How one of the two would settle that.</summary>
    [Id(24)] public SettlementAsked? Settling { get; init; }

    /// <summary>How much hangs on it for the requester.</summary>
    [Id(25)] public Stake Stake { get; init; } = Stake.Medium;

    /// <summary>The bigger promise that it is a part of, and counts with.</summary>
    [Id(26)] public CommitmentId? PartOf { get; init; }

    /// <summary>It was entered when its day had passed already.</summary>
    [Id(27)] public bool IsAfterwards { get; init; }

    /// <summary>It was promised with under four working hours to the day that stands, or afterwards, and measures nothing.</summary>
    [Id(28)] public bool IsRetroactive { get; init; }

    /// <summary>What was promised first, where both changed the conditions since.</summary>
    [Id(29)] public MomentTerms? First { get; init; }

    /// <summary>It is also what was promised first; null before the requester said.</summary>
    [Id(30)] public bool? AsFirstSpecified { get; init; }

    /// <summary>When it can be said whether it helped; null where it isn't asked.</summary>
    [Id(31)] public EffectCheck? Effect { get; init; }

    /// <summary>It helped; null before anybody said.</summary>
    [Id(32)] public bool? Helped { get; init; }

    /// <summary>When it was asked for, or offered.</summary>
    [Id(33)] public DateTimeOffset AskedAt { get; init; }

    /// <summary>The team that sees it once it is promised; null where its two people alone do.</summary>
    [Id(34)] public Teams.TeamId? Team { get; init; }

    /// <summary>When both first agreed; null where they never did.</summary>
    [Id(35)] public DateTimeOffset? PromisedAt { get; init; }

    /// <summary>Who founded it: whoever asked, or whoever offered.</summary>
    [Id(36)] public PersonId FoundedBy { get; init; }

    /// <summary>Until when somebody's word is waited for; null where it isn't.</summary>
    [Id(37)] public DateTimeOffset? FadesAt { get; init; }

    /// <summary>Where it can be seen, in the promisor's words; null before they said.</summary>
    [Id(38)] public string? Evidence { get; init; }

    /// <summary>Until when whoever founded it wishes for an answer; null where they didn't say.</summary>
    [Id(39)] public DateOnly? AnswerBy { get; init; }

    /// <summary>What was said last about the terms; null where nothing was.</summary>
    public Remark? LastRemark() => Talk is [.., { } last] ? last : null;

    /// <summary>Nobody took it in time, and nobody is asked any more.</summary>
    public bool HasFaded(DateTimeOffset now) => now >= FadesAt;

    /// <summary>Its two people are to be asked whether it helped.</summary>
    public bool IsEffectOpen(DateTimeOffset now) => Helped is null && Effect is { } check && now >= check.From && now < check.Until;

    /// <summary>The promisor is to be asked whether it still holds: the time for it has come, and nothing was heard since.</summary>
    public bool IsAsking(DateTimeOffset now) => Status == CommitmentStatus.Promised && Notice is { } notice && now >= notice.Ask && (HeardAt is not { } heard || heard < notice.Ask);
}

/// <summary>Another day, or other conditions, that one side asks for.</summary>
[GenerateSerializer, Immutable, Alias("asked-day")]
public sealed record AskedDay(PersonId By, DateOnly Due)
{
    [Id(2)] public string What { get; init; } = "";
    [Id(3)] public string DoneWhen { get; init; } = "";

    /// <summary>Names these terms; whoever takes them says so.</summary>
    [Id(4)] public string TermsHash { get; init; } = "";

    /// <summary>Not only the day is to be another.</summary>
    [Id(5)] public bool IsReworded { get; init; }
}

/// <summary>How much hangs on a promise.</summary>
[JsonConverter(typeof(KebabCase<Stake>))]
public enum Stake { Small, Medium, Large }

/// <summary>How two who see it differently say together that it ended.</summary>
[JsonConverter(typeof(KebabCase<Settlement>))]
public enum Settlement { Kept, KeptLate, Partly, NotKept, LetGo }

/// <summary>How one of the two would settle it.</summary>
[GenerateSerializer, Immutable, Alias("settlement-asked")]
public sealed record SettlementAsked(PersonId By, Settlement As);

/// <summary>What one of the two said about the terms, or about how it ended.</summary>
[GenerateSerializer, Immutable, Alias("remark")]
public readonly record struct Remark(PersonId By, string Text, DateTimeOffset At);

/// <summary>One thing that happened to a promise.</summary>
/// <param name="By">Null for the clock, for the room of a retro, and where it says nothing about whom.</param>
/// <param name="What">Kebab-case, as its event is stored.</param>
/// <param name="Terms">Those that were written or asked for.</param>
/// <param name="Text">What was said along with it.</param>
[GenerateSerializer, Immutable, Alias("moment")]
public sealed record Moment(string What, DateTimeOffset At, PersonId? By, MomentTerms? Terms = null, string? Text = null);

/// <summary>Terms as they were at a moment.</summary>
[GenerateSerializer, Immutable, Alias("moment-terms")]
public sealed record MomentTerms(string What, string DoneWhen, DateOnly Due);

/// <summary>What somebody asks of a teammate, or offers to one.</summary>
/// <param name="Promisor">Whose promise it will be: the one who asks or offers is this or <paramref name="Requester"/>, and both for a promise to oneself.</param>
/// <param name="Team">In which the two met; null only for a promise to oneself.</param>
/// <param name="Shared">The team sees it once it is promised.</param>
/// <param name="Why">Why it matters; may be empty.</param>
[GenerateSerializer, Immutable, Alias("commitment-draft")]
public sealed record CommitmentDraft(string What, string DoneWhen, DateOnly Due, string Zone, PersonId Promisor, PersonId Requester, TeamId? Team, bool Shared = false, string Why = "")
{
    /// <summary>How much hangs on it; only a requester says so. Medium where nobody does.</summary>
    [Id(9)] public Stake? Stake { get; init; }

    /// <summary>An open promise of the same promisor that this is a part of; many parts count once.</summary>
    [Id(10)] public CommitmentId? PartOf { get; init; }

    /// <summary>It was promised by word of mouth, and its day has passed; it measures nothing.</summary>
    [Id(11)] public bool Afterwards { get; init; }

    /// <summary>A day, at most the due one, after which no answer is waited for any more; null for the due day.</summary>
    [Id(12)] public DateOnly? AnswerBy { get; init; }
}

/// <summary>One promise between two parties; its key is a <see cref="CommitmentId"/>. Acts answer with its version and may be sent again.</summary>
[Alias("commitment")]
public interface ICommitmentGrain : IGrainWithGuidKey
{
    /// <summary>For its two parties, and for a room that holds it; null when it isn't there.</summary>
    [Alias("View"), For(Audience.Reader, Audience.Room)] Task<CommitmentView?> View(Caller who);

    /// <summary>What happened to it, in order. For its two parties.</summary>
    [Alias("History"), For(Audience.Reader)] Task<ImmutableArray<Moment>> History(Caller who);

    /// <summary>Asks a teammate for something, or offers it to them; a repeat of the same is the same promise.</summary>
    /// <exception cref="RejectedException">
    /// <c>not-yours</c>: between two other people, or a size that isn't the caller's to say. <c>unknown-person</c>: the two are not both members of that team.
    /// <c>unknown-whole</c>: it can't be a part of that promise. <c>due-in-past</c>, <c>text-empty</c>, <c>text-too-long</c>.
    /// </exception>
    [Alias("Propose"), For(Audience.Anybody)] Task<long> Propose(Caller who, CommitmentDraft draft);

    /// <summary>Whoever didn't write the terms takes them: the promisor gives their word, or the requester takes what was offered.</summary>
    /// <param name="terms"><see cref="CommitmentView.TermsHash"/> as they were shown.</param>
    /// <exception cref="RejectedException"><c>terms-changed</c>: they are others by now. <c>due-in-past</c>: their day has passed.</exception>
    [Alias("Agree"), For(Audience.Reader)] Task<long> Agree(Caller who, string terms);

    /// <summary>Other terms instead, in the same time zone; now the other one's word is waited for. Also changes one's own before they are taken.</summary>
    /// <param name="seen">Hash of the terms that are to be replaced.</param>
    /// <exception cref="RejectedException"><c>terms-changed</c></exception>
    [Alias("Counter"), For(Audience.Reader)] Task<long> Counter(Caller who, string what, string doneWhen, DateOnly due, string seen);

    /// <summary>A question before the answer.</summary>
    [Alias("AskBack"), For(Audience.Reader)] Task<long> AskBack(Caller who, string question);

    /// <summary>Whoever wrote the terms answers what was asked about them.</summary>
    [Alias("Clarify"), For(Audience.Reader)] Task<long> Clarify(Caller who, string answer);

    /// <summary>What was asked of the promisor in front of a room; nobody else can give their word.</summary>
    [Alias("Promise"), For(Audience.Reader)] Task<long> Promise(Caller who);

    /// <summary>The promisor's word for another day, given before the room; until <paramref name="due"/> in the zone it was promised in.</summary>
    [Alias("PromiseAgain"), For(Audience.Room)] Task<long> PromiseAgain(Caller room, PersonId promisor, DateOnly due);

    /// <summary>An honourable no, or an offer taken back; never counted against anybody.</summary>
    [Alias("Decline"), For(Audience.Reader)] Task<long> Decline(Caller who);

    /// <summary>The promisor says it is done.</summary>
    [Alias("Deliver"), For(Audience.Reader)] Task<long> Deliver(Caller who);

    /// <summary>The promisor says where everybody can see what was promised: a link, or a few words.</summary>
    [Alias("GiveEvidence"), For(Audience.Reader)] Task<long> GiveEvidence(Caller who, string evidence);

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

    /// <summary>Either side asks the other for other conditions, and another day if need be; until that is answered what was agreed stands.</summary>
    /// <exception cref="RejectedException"><c>day-asked</c></exception>
    [Alias("ProposeTerms"), For(Audience.Reader)] Task<long> ProposeTerms(Caller who, string what, string doneWhen, DateOnly due);

    /// <summary>The other side takes the terms that were asked for.</summary>
    /// <param name="terms"><see cref="AskedDay.TermsHash"/> as they were shown.</param>
    /// <exception cref="RejectedException"><c>day-changed</c>: others were asked for since.</exception>
    [Alias("AcceptTerms"), For(Audience.Reader)] Task<long> AcceptTerms(Caller who, string terms);

    /// <summary>The requester says how much hangs on it, before it is handed over or its day has passed.</summary>
    [Alias("SetStake"), For(Audience.Reader)] Task<long> SetStake(Caller who, Stake stake);

    /// <summary>Where both changed the conditions, the requester says whether it is also what was promised first.</summary>
    [Alias("JudgeFirstTerms"), For(Audience.Reader)] Task<long> JudgeFirstTerms(Caller who, bool asSpecified);

    /// <summary>Whether what was promised in a retro helped, two to six weeks after it was kept. Either of the two says so.</summary>
    /// <exception cref="RejectedException"><c>effect-too-early</c>; <c>promise-closed</c>: it isn't asked, or it is too late.</exception>
    [Alias("JudgeEffect"), For(Audience.Reader)] Task<long> JudgeEffect(Caller who, bool helped);

    /// <summary>The agreed day stays: the other side says so, or whoever asked takes it back.</summary>
    /// <param name="seen">The day that was asked for, as it was shown; null where it was shown without one.</param>
    /// <exception cref="RejectedException"><c>day-changed</c>: another one was asked for since.</exception>
    [Alias("KeepDay"), For(Audience.Reader)] Task<long> KeepDay(Caller who, DateOnly? seen);

    /// <summary>The promisor takes it back before it is due, and says what they do about it.</summary>
    /// <exception cref="RejectedException"><c>promise-due</c>: its day has passed.</exception>
    [Alias("Revoke"), For(Audience.Reader)] Task<long> Revoke(Caller who, string cleanup);

    /// <summary>The requester, once it was handed over or its day has passed, or the room says whether it is what was agreed. Whether it came in time the clock knows.</summary>
    [Alias("DeclareSatisfaction"), For(Audience.Reader, Audience.Room)] Task<long> DeclareSatisfaction(Caller who, bool asSpecified);

    /// <summary>The requester, or the room, says that it was not kept; of what passed its day, also the promisor.</summary>
    /// <param name="unmet">What is missing: needed of the requester, where it was handed over and they haven't said it yet.</param>
    /// <exception cref="RejectedException"><c>text-empty</c></exception>
    [Alias("DeclareNotMet"), For(Audience.Reader, Audience.Room)] Task<long> DeclareNotMet(Caller who, string? unmet);

    /// <summary>The requester misses something in what was handed over: it is promised as before, for another day or to be closed as not kept.</summary>
    [Alias("DeclareUnmet"), For(Audience.Reader)] Task<long> DeclareUnmet(Caller who, string unmet);

    /// <summary>One of the two sees differently how it ended. It counts neither way until both settle it; the other one may say how they see it.</summary>
    [Alias("Dispute"), For(Audience.Reader)] Task<long> Dispute(Caller who, string statement);

    /// <summary>Only both together settle it: what one suggests holds once the other one suggests the same.</summary>
    [Alias("Settle"), For(Audience.Reader)] Task<long> Settle(Caller who, Settlement settlement);

    /// <summary>The requester, or the room, no longer needs it.</summary>
    [Alias("Release"), For(Audience.Reader, Audience.Room)] Task<long> Release(Caller who);

    /// <summary>As it stands, and what its two people have said about it beyond that version; null when it isn't there. For a change around it.</summary>
    [Alias("AfterChange"), For(Audience.Room)] Task<ChangedPromise?> AfterChange(Caller room, long version);

    /// <summary>The retro it was made in became this team's, which sees it from now on. For the retro.</summary>
    [Alias("Share"), For(Audience.Room)] Task<long> Share(Caller room, Teams.TeamId team);

    /// <summary>One of its two people is erased: their words in it go, here and in the ledgers; the terms, which are both's, stay. Again is nothing more.</summary>
    [Alias("Forget"), For(Audience.Room)] Task Forget(Caller room, PersonId person);

    /// <summary>The sample that invented it is deleted, and it with it. For the retro.</summary>
    [Alias("Erase"), For(Audience.Room)] Task Erase(Caller room);

    /// <summary>Whoever said how it ended was wrong; it is open again as it was before.</summary>
    [Alias("TakeBackJudgement"), For(Audience.Reader, Audience.Room)] Task<long> TakeBackJudgement(Caller who);
}
