using System.Text.Json.Serialization;
using OrleansRetro.Calendars;
using OrleansRetro.Changes;
using OrleansRetro.Retros;

namespace OrleansRetro.Teams;

// Names and shapes are the storage format: add, never edit. What may be missing has a default, since null is not written.
// What the team's audit reads: each says who did it and when, and no name; without a person the clock or a retro did it.

[JsonPolymorphic(TypeDiscriminatorPropertyName = "$t")]
[JsonDerivedType(typeof(TeamFounded), "team-founded")]
[JsonDerivedType(typeof(TeamRenamed), "team-renamed")]
[JsonDerivedType(typeof(MemberInvited), "member-invited")]
[JsonDerivedType(typeof(InviteRevoked), "invite-revoked")]
[JsonDerivedType(typeof(MemberJoined), "member-joined")]
[JsonDerivedType(typeof(RoleGiven), "role-given")]
[JsonDerivedType(typeof(MemberRemoved), "member-removed")]
[JsonDerivedType(typeof(MemberLeft), "member-left")]
[JsonDerivedType(typeof(AgreementAdded), "agreement-added")]
[JsonDerivedType(typeof(AgreementReworded), "agreement-reworded")]
[JsonDerivedType(typeof(AgreementDropped), "agreement-dropped")]
[JsonDerivedType(typeof(TopicAdded), "topic-added")]
[JsonDerivedType(typeof(TopicReworded), "topic-reworded")]
[JsonDerivedType(typeof(TopicDropped), "topic-dropped")]
[JsonDerivedType(typeof(RhythmSet), "rhythm-set")]
[JsonDerivedType(typeof(RhythmDropped), "rhythm-dropped")]
[JsonDerivedType(typeof(DaysOffChosen), "days-off-chosen")]
[JsonDerivedType(typeof(FormatPut), "format-put")]
[JsonDerivedType(typeof(FormatRetired), "format-retired")]
[JsonDerivedType(typeof(FormatBroughtBack), "format-brought-back")]
[JsonDerivedType(typeof(RetroAdded), "retro-added")]
[JsonDerivedType(typeof(RetroArchived), "retro-archived")]
[JsonDerivedType(typeof(RetroUnarchived), "retro-unarchived")]
[JsonDerivedType(typeof(RetroDiscarded), "retro-discarded")]
[JsonDerivedType(typeof(RetroRestored), "retro-restored")]
[JsonDerivedType(typeof(RetroRemoved), "retro-removed")]
[JsonDerivedType(typeof(RetentionSet), "retention-set")]
[JsonDerivedType(typeof(CalendarOpened), "calendar-opened")]
[JsonDerivedType(typeof(CalendarClosed), "calendar-closed")]
[JsonDerivedType(typeof(ChangeAdded), "change-added")]
[JsonDerivedType(typeof(TeamGivenUp), "team-given-up")]
public abstract record TeamEvent(DateTimeOffset At, PersonId? By);

public sealed record TeamFounded(string Name, DateTimeOffset At, PersonId? By = null) : TeamEvent(At, By);
public sealed record TeamRenamed(string Name, DateTimeOffset At, PersonId? By = null) : TeamEvent(At, By);

/// <summary>The token is kept as SHA-256, in base64url.</summary>
public sealed record MemberInvited(TeamInviteId Invite, string TokenHash, TeamRole Role, DateTimeOffset Until, int Uses, DateTimeOffset At, PersonId? By = null) : TeamEvent(At, By);
public sealed record InviteRevoked(TeamInviteId Invite, DateTimeOffset At, PersonId? By = null) : TeamEvent(At, By);
public sealed record MemberJoined(TeamInviteId Invite, TeamRole Role, DateTimeOffset At, PersonId? By = null) : TeamEvent(At, By);
public sealed record RoleGiven(PersonId Member, TeamRole Role, DateTimeOffset At, PersonId? By = null) : TeamEvent(At, By);
public sealed record MemberRemoved(PersonId Member, DateTimeOffset At, PersonId? By = null) : TeamEvent(At, By);
public sealed record MemberLeft(DateTimeOffset At, PersonId? By = null) : TeamEvent(At, By);

public sealed record AgreementAdded(AgreementId Agreement, string Text, DateTimeOffset At, PersonId? By = null) : TeamEvent(At, By);
public sealed record AgreementReworded(AgreementId Agreement, string Text, DateTimeOffset At, PersonId? By = null) : TeamEvent(At, By);
public sealed record AgreementDropped(AgreementId Agreement, DateTimeOffset At, PersonId? By = null) : TeamEvent(At, By);

public sealed record TopicAdded(WaitingTopicId Topic, string Text, DateTimeOffset At, PersonId? By = null) : TeamEvent(At, By);
public sealed record TopicReworded(WaitingTopicId Topic, string Text, DateTimeOffset At, PersonId? By = null) : TeamEvent(At, By);
public sealed record TopicDropped(WaitingTopicId Topic, DateTimeOffset At, PersonId? By = null) : TeamEvent(At, By);

public sealed record RhythmSet(Rhythm Rhythm, DateTimeOffset At, PersonId? By = null) : TeamEvent(At, By);
public sealed record RhythmDropped(DateTimeOffset At, PersonId? By = null) : TeamEvent(At, By);

/// <summary>All days off that the team has from now on; promises keep those of the day on which they were made.</summary>
public sealed record DaysOffChosen(ImmutableArray<DayOff> Days, DateTimeOffset At, PersonId? By = null) : TeamEvent(At, By);

/// <summary>A format as it is from now on.</summary>
public sealed record FormatPut(TeamFormat Format, DateTimeOffset At, PersonId? By = null) : TeamEvent(At, By);
public sealed record FormatRetired(string Format, DateTimeOffset At, PersonId? By = null) : TeamEvent(At, By);
public sealed record FormatBroughtBack(string Format, DateTimeOffset At, PersonId? By = null) : TeamEvent(At, By);

/// <summary>A retro is the team's: founded by it with <paramref name="Topics"/> that had waited, or <paramref name="Taken"/> over.</summary>
public sealed record RetroAdded(RetroId Retro, DateTimeOffset At, ImmutableArray<WaitingTopicId>? Topics = null, bool? Taken = null, PersonId? By = null) : TeamEvent(At, By);
public sealed record RetroArchived(RetroId Retro, DateTimeOffset At, PersonId? By = null) : TeamEvent(At, By);
public sealed record RetroUnarchived(RetroId Retro, DateTimeOffset At, PersonId? By = null) : TeamEvent(At, By);
public sealed record RetroDiscarded(RetroId Retro, DateTimeOffset At, PersonId? By = null) : TeamEvent(At, By);
public sealed record RetroRestored(RetroId Retro, DateTimeOffset At, PersonId? By = null) : TeamEvent(At, By);

/// <summary>It is no more, or about to be; it never comes back.</summary>
public sealed record RetroRemoved(RetroId Retro, DateTimeOffset At, PersonId? By = null) : TeamEvent(At, By);

/// <summary>Months after which a retro goes that nobody has changed; missing: none does.</summary>
public sealed record RetentionSet(DateTimeOffset At, int? Months = null, PersonId? By = null) : TeamEvent(At, By);

/// <summary>Whoever has its secret reads it from now on, and what was open before no longer. The secret is kept as SHA-256, in base64url.</summary>
public sealed record CalendarOpened(CalendarId Calendar, string SecretHash, string Language, DateTimeOffset At, PersonId? By = null) : TeamEvent(At, By);
public sealed record CalendarClosed(CalendarId Calendar, DateTimeOffset At, PersonId? By = null) : TeamEvent(At, By);

/// <summary>Somebody of the team says that something has changed around it; what, lies in a stream of its own, which was founded with this.</summary>
public sealed record ChangeAdded(ChangeId Change, DateTimeOffset At, PersonId? By = null) : TeamEvent(At, By);

/// <summary>From now on there is no such team; its retros go, and then this.</summary>
public sealed record TeamGivenUp(DateTimeOffset At, PersonId? By = null) : TeamEvent(At, By);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    AllowOutOfOrderMetadataProperties = true,
    RespectRequiredConstructorParameters = true,
    RespectNullableAnnotations = true)]
[JsonSerializable(typeof(TeamEvent))]
sealed partial class TeamJson : JsonSerializerContext;
