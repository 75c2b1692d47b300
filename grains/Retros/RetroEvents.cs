using System.Text.Json.Serialization;
using OrleansRetro.Commitments;
using OrleansRetro.Teams;

namespace OrleansRetro.Retros;

// Names and shapes are the storage format: add, never edit. What may be missing has a default, since null is not written.
// On anonymous boards no event ties a person to a card or a ballot, and none but phases and timers knows a time.

/// <summary>The seven phases of a retro, after Derby and Larsen.</summary>
[JsonConverter(typeof(KebabCase<Phase>))]
public enum Phase { CheckIn, Write, Group, Vote, Discuss, Commit, Close }

/// <summary>What a poll asks; all but <see cref="Quick"/> bring their own question and options.</summary>
[JsonConverter(typeof(KebabCase<PollKind>))]
public enum PollKind { Quick, Safety, Esvp, Mood, FistOfFive, MoreTime, ReturnOnTime }

/// <summary>A column; without a title of its own it shows the format's, in each reader's language. A team's own format brings its prompts along.</summary>
[GenerateSerializer, Immutable, Alias("column")]
public sealed record Column(ColumnId Id, string? Title = null, string? Prompt = null);

/// <summary>A phase as this retro plans it. <paramref name="Minutes"/> suggests its timer; 0 suggests none.</summary>
[GenerateSerializer, Immutable, Alias("planned-phase")]
public sealed record PlannedPhase(Phase Phase, int Minutes, bool Skipped = false, string? Title = null);

/// <summary>A promise that a retro opens with, and how often it was taken along.</summary>
/// <param name="Again">Promised again in this retro, by another day.</param>
[GenerateSerializer, Immutable, Alias("carried-promise")]
public sealed record CarriedPromise(CommitmentId Id, int Times, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool Again = false)
{
    /// <summary>So often may a promise be taken along before somebody asks whether it still is one.</summary>
    public const int Often = 2;

    /// <summary>It was, and wasn't given again here.</summary>
    [JsonIgnore]
    public bool IsOften => Times >= Often && !Again;
}

[JsonPolymorphic(TypeDiscriminatorPropertyName = "$t")]
[JsonDerivedType(typeof(RetroStarted), "retro-started")]
[JsonDerivedType(typeof(RetroRenamed), "retro-renamed")]
[JsonDerivedType(typeof(NextStarted), "next-started")]
[JsonDerivedType(typeof(RetroClaimed), "retro-claimed")]
[JsonDerivedType(typeof(RetroKept), "retro-kept")]
[JsonDerivedType(typeof(RetroLetGo), "retro-let-go")]
[JsonDerivedType(typeof(RetroShelved), "retro-shelved")]
[JsonDerivedType(typeof(RetroUnshelved), "retro-unshelved")]
[JsonDerivedType(typeof(SeatTaken), "seat-taken")]
[JsonDerivedType(typeof(SeatRevoked), "seat-revoked")]
[JsonDerivedType(typeof(SeatRenamed), "seat-renamed")]
[JsonDerivedType(typeof(LinkIssued), "link-issued")]
[JsonDerivedType(typeof(FacilitatorNamed), "facilitator-named")]
[JsonDerivedType(typeof(FacilitatorSteppedDown), "facilitator-stepped-down")]
[JsonDerivedType(typeof(InviteRenewed), "invite-renewed")]
[JsonDerivedType(typeof(FormatChanged), "format-changed")]
[JsonDerivedType(typeof(ColumnAdded), "column-added")]
[JsonDerivedType(typeof(ColumnRenamed), "column-renamed")]
[JsonDerivedType(typeof(ColumnRemoved), "column-removed")]
[JsonDerivedType(typeof(AnonymitySwitchedOn), "anonymity-switched-on")]
[JsonDerivedType(typeof(PhasesPlanned), "phases-planned")]
[JsonDerivedType(typeof(PhaseEntered), "phase-entered")]
[JsonDerivedType(typeof(TimerStarted), "timer-started")]
[JsonDerivedType(typeof(TimerPaused), "timer-paused")]
[JsonDerivedType(typeof(TimerStopped), "timer-stopped")]
[JsonDerivedType(typeof(CardAdded), "card-added")]
[JsonDerivedType(typeof(CardReworded), "card-reworded")]
[JsonDerivedType(typeof(CardMoved), "card-moved")]
[JsonDerivedType(typeof(CardDeleted), "card-deleted")]
[JsonDerivedType(typeof(CardRestored), "card-restored")]
[JsonDerivedType(typeof(CardsRevealed), "cards-revealed")]
[JsonDerivedType(typeof(ReactionAdded), "reaction-added")]
[JsonDerivedType(typeof(ReactionRemoved), "reaction-removed")]
[JsonDerivedType(typeof(CommentAdded), "comment-added")]
[JsonDerivedType(typeof(CommentDeleted), "comment-deleted")]
[JsonDerivedType(typeof(GroupTitled), "group-titled")]
[JsonDerivedType(typeof(CardGrouped), "card-grouped")]
[JsonDerivedType(typeof(CardUngrouped), "card-ungrouped")]
[JsonDerivedType(typeof(VotesPlanned), "votes-planned")]
[JsonDerivedType(typeof(VotingOpened), "voting-opened")]
[JsonDerivedType(typeof(VotesSet), "votes-set")]
[JsonDerivedType(typeof(VotingClosed), "voting-closed")]
[JsonDerivedType(typeof(VotingSealed), "voting-sealed")]
[JsonDerivedType(typeof(TopicFocused), "topic-focused")]
[JsonDerivedType(typeof(NotesTaken), "notes-taken")]
[JsonDerivedType(typeof(TopicParked), "topic-parked")]
[JsonDerivedType(typeof(TopicUnparked), "topic-unparked")]
[JsonDerivedType(typeof(PollOpened), "poll-opened")]
[JsonDerivedType(typeof(PollAnswered), "poll-answered")]
[JsonDerivedType(typeof(PollClosed), "poll-closed")]
[JsonDerivedType(typeof(IcebreakerAsked), "icebreaker-asked")]
[JsonDerivedType(typeof(PromiseRecalled), "promise-recalled")]
[JsonDerivedType(typeof(PromisedAgain), "promised-again")]
[JsonDerivedType(typeof(ActionProposed), "action-proposed")]
[JsonDerivedType(typeof(KudosGiven), "kudos-given")]
[JsonDerivedType(typeof(TakeawayShared), "takeaway-shared")]
public abstract record RetroEvent;

public sealed record RetroStarted(
    string Title, string Format, ImmutableArray<Column> Columns, bool Anonymous, bool Hidden, Phase Phase, DateTimeOffset At,
    string JoinCode, string InviteHash, bool Sample = false, RetroId? Previous = null, ImmutableArray<CarriedPromise>? Carried = null,
    string? FormatTitle = null) : RetroEvent;
public sealed record RetroRenamed(string Title) : RetroEvent;
public sealed record NextStarted(RetroId Next) : RetroEvent;

/// <summary>It is a team's from now on, whose people take seats without an invite.</summary>
public sealed record RetroClaimed(TeamId Team) : RetroEvent;

/// <summary>Somebody keeps it with their account, for as long as they have one.</summary>
public sealed record RetroKept(ParticipantId By) : RetroEvent;

/// <summary>Whoever kept it is here no longer.</summary>
public sealed record RetroLetGo(DateTimeOffset At) : RetroEvent;

/// <summary>Its team has discarded it: it isn't there for anybody, unless the team takes that back.</summary>
public sealed record RetroShelved : RetroEvent;
public sealed record RetroUnshelved : RetroEvent;

/// <summary>Tokens and invites are kept as SHA-256, in base64url. A member's seat holds for as long as they belong to the team.</summary>
/// <param name="Program">The token is a program's.</param>
public sealed record SeatTaken(ParticipantId Participant, PersonId Person, string TokenHash, string? SeatKey = null, bool? Member = null, bool? Program = null) : RetroEvent;

/// <summary>By a facilitator, or because its holder has <paramref name="Left"/> the team.</summary>
public sealed record SeatRevoked(ParticipantId Participant, bool? Left = null) : RetroEvent;

/// <summary>Somebody goes by another name; the name itself lives in their own stream alone.</summary>
public sealed record SeatRenamed(ParticipantId Participant) : RetroEvent;
public sealed record LinkIssued(ParticipantId Participant, string TokenHash) : RetroEvent;
public sealed record FacilitatorNamed(ParticipantId Participant) : RetroEvent;
public sealed record FacilitatorSteppedDown(ParticipantId Participant) : RetroEvent;
public sealed record InviteRenewed(string JoinCode, string InviteHash) : RetroEvent;

/// <summary>A team's own format brings its title along.</summary>
public sealed record FormatChanged(string Format, ImmutableArray<Column> Columns, string? FormatTitle = null) : RetroEvent;
public sealed record ColumnAdded(ColumnId Column, string Title) : RetroEvent;

/// <summary>Without a title it shows its format's again.</summary>
public sealed record ColumnRenamed(ColumnId Column, string? Title = null) : RetroEvent;
public sealed record ColumnRemoved(ColumnId Column) : RetroEvent;
public sealed record AnonymitySwitchedOn : RetroEvent;

/// <summary>Phases start their timers by themselves, unless <paramref name="Timed"/> is false.</summary>
public sealed record PhasesPlanned(ImmutableArray<PlannedPhase> Phases, bool? Timed = null) : RetroEvent;
public sealed record PhaseEntered(Phase Phase, DateTimeOffset At) : RetroEvent;
public sealed record TimerStarted(DateTimeOffset Deadline) : RetroEvent;
public sealed record TimerPaused(TimeSpan Left) : RetroEvent;
public sealed record TimerStopped : RetroEvent;

/// <summary>A named board knows the author; an anonymous one only the hash of the key that may edit this one card. With neither it is the room's own.</summary>
public sealed record CardAdded(CardId Card, ColumnId Column, string Text, ParticipantId? Author = null, string? KeyHash = null) : RetroEvent
{
    internal bool IsOfRoom => Author is null && KeyHash is null;
}
public sealed record CardReworded(CardId Card, string Text) : RetroEvent;
public sealed record CardMoved(CardId Card, ColumnId Column) : RetroEvent;
public sealed record CardDeleted(CardId Card) : RetroEvent;
public sealed record CardRestored(CardId Card) : RetroEvent;

/// <summary>Face up from now on: all cards there are, or those of one author on a named board.</summary>
public sealed record CardsRevealed(ParticipantId? Author = null) : RetroEvent;
public sealed record ReactionAdded(CardId Card, string Emoji, string KeyHash) : RetroEvent;
public sealed record ReactionRemoved(CardId Card, string Emoji, string KeyHash) : RetroEvent;
public sealed record CommentAdded(NoteId Comment, CardId Card, string Text, ParticipantId? Author = null, string? KeyHash = null) : RetroEvent;
public sealed record CommentDeleted(NoteId Comment) : RetroEvent;

public sealed record GroupTitled(GroupId Group, string Title) : RetroEvent;
public sealed record CardGrouped(CardId Card, GroupId Group) : RetroEvent;
public sealed record CardUngrouped(CardId Card) : RetroEvent;

public sealed record VotesPlanned(int Budget, int PerTopic) : RetroEvent;
public sealed record VotingOpened(int Round) : RetroEvent;

/// <summary>A voter's votes on one topic from now on. The tag is an HMAC under the round's key, which is destroyed when the round is sealed.</summary>
public sealed record VotesSet(TopicId Topic, string VoterTag, int Count) : RetroEvent;
public sealed record VotingClosed : RetroEvent;
public sealed record VotingSealed : RetroEvent;

public sealed record TopicFocused(TopicId? Topic = null) : RetroEvent;
public sealed record NotesTaken(TopicId Topic, string Text) : RetroEvent;
public sealed record TopicParked(TopicId Topic) : RetroEvent;
public sealed record TopicUnparked(TopicId Topic) : RetroEvent;

public sealed record PollOpened(PollId Poll, PollKind Kind, ImmutableArray<string> Options, string? Question = null) : RetroEvent;
public sealed record PollAnswered(PollId Poll, string VoterTag, string Option) : RetroEvent;
public sealed record PollClosed(PollId Poll) : RetroEvent;
public sealed record IcebreakerAsked(string? Question = null) : RetroEvent;

/// <summary>The promise from last time that everybody looks at now.</summary>
public sealed record PromiseRecalled(CommitmentId Promise) : RetroEvent;

/// <summary>What was taken along was promised again, by another day.</summary>
public sealed record PromisedAgain(CommitmentId Promise) : RetroEvent;

public sealed record ActionProposed(CommitmentId Commitment, TopicId? Topic = null) : RetroEvent;
public sealed record KudosGiven(NoteId Kudos, ParticipantId To, string Text, ParticipantId? From = null) : RetroEvent;
public sealed record TakeawayShared(NoteId Takeaway, string Text, ParticipantId? Author = null) : RetroEvent;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    AllowOutOfOrderMetadataProperties = true,
    RespectRequiredConstructorParameters = true,
    RespectNullableAnnotations = true)]
[JsonSerializable(typeof(RetroEvent))]
sealed partial class RetroJson : JsonSerializerContext;

/// <summary>Snapshots say everything, null too, so that whatever was written can be read.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectRequiredConstructorParameters = true, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(Retro))]
sealed partial class RetroSnapshotJson : JsonSerializerContext;
