using System.Text.Json.Serialization;
using OrleansRetro.Calendars;
using OrleansRetro.Changes;
using OrleansRetro.Retros;
using OrleansRetro.Teams;

namespace OrleansRetro.Pms;

// Names and shapes are the storage format: add, never edit. This stream is deleted whole when its person goes.

[JsonPolymorphic(TypeDiscriminatorPropertyName = "$t")]
[JsonDerivedType(typeof(PersonNamed), "person-named")]
[JsonDerivedType(typeof(TakeawayWritten), "takeaway-written")]
[JsonDerivedType(typeof(StageChosen), "stage-chosen")]
[JsonDerivedType(typeof(ZoneSet), "zone-set")]
[JsonDerivedType(typeof(LanguageSet), "language-set")]
[JsonDerivedType(typeof(RetroListed), "retro-listed")]
[JsonDerivedType(typeof(RetroUnlisted), "retro-unlisted")]
[JsonDerivedType(typeof(PersonAdopted), "person-adopted")]
[JsonDerivedType(typeof(TurnedOut), "turned-out")]
[JsonDerivedType(typeof(TeamJoined), "team-joined")]
[JsonDerivedType(typeof(TeamLeft), "team-left")]
[JsonDerivedType(typeof(LookNoted), "look-noted")]
[JsonDerivedType(typeof(CalendarOpened), "calendar-opened")]
[JsonDerivedType(typeof(CalendarClosed), "calendar-closed")]
[JsonDerivedType(typeof(PartnerMet), "partner-met")]
[JsonDerivedType(typeof(ChangeTold), "change-told")]
[JsonDerivedType(typeof(MailSwitched), "mail-switched")]
[JsonDerivedType(typeof(DigestClaimed), "digest-claimed")]
[JsonDerivedType(typeof(RequestsMailed), "requests-mailed")]
[JsonDerivedType(typeof(MailReturned), "mail-returned")]
public abstract record PmEvent;

public sealed record PersonNamed(string Name) : PmEvent;

public sealed record TakeawayWritten(RetroId Retro, string Text) : PmEvent;

/// <summary>Missing: they would rather not say.</summary>
public sealed record StageChosen(PmStage? Stage = null) : PmEvent;

/// <summary>An IANA time zone; missing: as the browser says.</summary>
public sealed record ZoneSet(string? Zone = null) : PmEvent;

/// <summary>Missing: as the browser says.</summary>
public sealed record LanguageSet(string? Language = null) : PmEvent;

/// <summary>A seat of this person's is to be found again; it is <paramref name="As"/>'s, where they were a guest.</summary>
public sealed record RetroListed(RetroId Retro, PersonId As) : PmEvent;
public sealed record RetroUnlisted(RetroId Retro) : PmEvent;

/// <summary>A guest turned out to be this person.</summary>
public sealed record PersonAdopted(PersonId Person) : PmEvent;

/// <summary>This person turned out to be an account, which may be their own, and is nobody else's from now on.</summary>
public sealed record TurnedOut(PersonId ToBe) : PmEvent;

public sealed record TeamJoined(TeamId Team) : PmEvent;
public sealed record TeamLeft(TeamId Team) : PmEvent;

/// <summary>This person shares a page with another one.</summary>
public sealed record PartnerMet(PersonId With) : PmEvent;

/// <summary>This person tells a team what has changed around it.</summary>
public sealed record ChangeTold(ChangeId Change) : PmEvent;

/// <summary>Somebody looked at what is recorded about this person; earlier versions kept the name that they had then.</summary>
public sealed record LookNoted(string By, string What, DateTimeOffset At, PersonId? Who = null) : PmEvent;

/// <summary>Whoever has its secret reads it from now on, and what was open before no longer. The secret is kept as SHA-256, in base64url.</summary>
public sealed record CalendarOpened(CalendarId Calendar, string SecretHash, string Language) : PmEvent;
public sealed record CalendarClosed(CalendarId Calendar) : PmEvent;
/// <summary>This person wants mail about this kind, or none.</summary>
public sealed record MailSwitched(MailKind Kind, bool On) : PmEvent;

/// <summary>That day's digest is somebody's to send; noted before it is sent, so that there is never a second one.</summary>
/// <param name="Day">Where this person is.</param>
public sealed record DigestClaimed(DateOnly Day, DateTimeOffset At) : PmEvent;

/// <summary>Requests that can't wait for the next morning are somebody's to send at once.</summary>
public sealed record RequestsMailed(DateTimeOffset At) : PmEvent;

/// <summary>What was claimed then was not sent: the mail server said "not now".</summary>
public sealed record MailReturned(DateTimeOffset Claimed) : PmEvent;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    AllowOutOfOrderMetadataProperties = true,
    RespectRequiredConstructorParameters = true,
    RespectNullableAnnotations = true)]
[JsonSerializable(typeof(PmEvent))]
sealed partial class PmJson : JsonSerializerContext;
