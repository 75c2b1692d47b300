using System.Text.Json.Serialization;
using OrleansRetro.Calendars;
using OrleansRetro.Changes;
using OrleansRetro.Retros;

namespace OrleansRetro.Teams;

/// <summary>What somebody may do in a team; each may what those before it may.</summary>
[JsonConverter(typeof(KebabCase<TeamRole>))]
public enum TeamRole
{
    /// <summary>Reads what the team reads; takes part in nothing.</summary>
    Observer,
    Member,

    /// <summary>Also decides who belongs to the team and what becomes of its retros.</summary>
    Facilitator,
}

/// <summary>How often a team meets.</summary>
[JsonConverter(typeof(KebabCase<RhythmUnit>))]
public enum RhythmUnit { Weeks, Months }

/// <summary>A team's rhythm: the first day, and then every so many weeks or months, at a time of day where the team is.</summary>
/// <param name="First">A day in <paramref name="Zone"/>.</param>
/// <param name="Zone">An IANA time zone.</param>
/// <param name="Every">1 to 26.</param>
[GenerateSerializer, Immutable, Alias("rhythm")]
public sealed record Rhythm(DateOnly First, TimeOnly At, string Zone, int Every, RhythmUnit Unit, PersonId? Facilitator = null);

/// <summary>A day on which nobody in a team works.</summary>
/// <param name="Name">Why; may be empty.</param>
[GenerateSerializer, Immutable, Alias("day-off")]
public sealed record DayOff(DateOnly Day, string Name = "");

/// <summary>A format of a team's own.</summary>
/// <param name="Id">Kebab-case, made by the caller; none of the built-in ones.</param>
[GenerateSerializer, Immutable, Alias("team-format")]
public sealed record TeamFormat(string Id, string Title, ImmutableArray<TeamFormatColumn> Columns, bool Retired = false);

[GenerateSerializer, Immutable, Alias("team-format-column")]
public sealed record TeamFormatColumn(ColumnId Id, string Title, string Prompt = "");

[GenerateSerializer, Immutable, Alias("team-member")]
public sealed record TeamMember(PersonId Person, string Name, TeamRole Role);

/// <summary>A way in that is still open; its token is known to whoever made it and handed it on.</summary>
[GenerateSerializer, Immutable, Alias("team-invite")]
public sealed record TeamInvite(TeamInviteId Id, TeamRole Role, DateTimeOffset Until, int UsesLeft);

[GenerateSerializer, Immutable, Alias("agreement")]
public sealed record Agreement(AgreementId Id, string Text);

[GenerateSerializer, Immutable, Alias("waiting-topic")]
public sealed record WaitingTopic(WaitingTopicId Id, string Text);

/// <summary>A retro of the team, as the team keeps it.</summary>
/// <param name="DiscardedAt">Deleted by a facilitator, and restored until <see cref="ITeamGrain.DaysToRestore"/> have passed; null while it isn't.</param>
[GenerateSerializer, Immutable, Alias("team-retro")]
public sealed record TeamRetro(RetroId Id, bool Archived = false, DateTimeOffset? DiscardedAt = null);

/// <summary>A team as one of its members sees it.</summary>
/// <param name="Invites">For facilitators; empty for others.</param>
/// <param name="RetentionMonths">After so many months without a change a retro is deleted; null keeps them.</param>
[GenerateSerializer, Immutable, Alias("team-view")]
public sealed record TeamView(
    TeamId Id, string Name, TeamRole Mine, ImmutableArray<TeamMember> Members, ImmutableArray<TeamInvite> Invites,
    ImmutableArray<Agreement> Agreements, ImmutableArray<WaitingTopic> Waiting, Rhythm? Rhythm, ImmutableArray<TeamFormat> Formats,
    ImmutableArray<TeamRetro> Retros, int? RetentionMonths, long Version)
{
    /// <summary>Days off besides weekends, in turn.</summary>
    [Id(12)] public ImmutableArray<DayOff> DaysOff { get; init; } = [];
}

/// <summary>What a stranger who holds an invite may know before joining.</summary>
[GenerateSerializer, Immutable, Alias("team-preview")]
public sealed record TeamPreview(string Name, TeamRole Role);

/// <summary>What a team's calendar is made of.</summary>
/// <param name="Language">Of whoever opened it.</param>
/// <param name="Promises">Open ones that the team sees, soonest first.</param>
[GenerateSerializer, Immutable, Alias("team-calendar")]
public sealed record TeamCalendar(TeamId Id, string Name, string Language, Rhythm? Rhythm, ImmutableArray<TeamPromise> Promises);

/// <summary>One team; its key is a <see cref="TeamId"/>. Acts answer with its version once they are durable, and may be sent again.</summary>
[Alias("team")]
public interface ITeamGrain : IGrainWithGuidKey
{
    /// <summary>Days in which a discarded retro can be restored.</summary>
    const int DaysToRestore = 30;

    /// <summary>Founds the team; whoever does is its first facilitator. A repeat by the same person is the same team.</summary>
    [Alias("Found"), For(Audience.Anybody)] Task<long> Found(Caller who, string name);

    /// <exception cref="RejectedException"><c>not-found</c>: there is no such team, or not for you.</exception>
    [Alias("View"), For(Audience.Reader)] Task<TeamView> View(Caller who);

    /// <summary>What this person is here; null when they are nobody. For other grains.</summary>
    [Alias("RoleOf"), For(Audience.Room)] Task<TeamRole?> RoleOf(Caller room, PersonId person);

    /// <summary>The version, again whenever it has moved beyond <paramref name="after"/>, for as long as the caller belongs here.</summary>
    [Alias("Watch"), For(Audience.Reader)] IAsyncEnumerable<long> Watch(Caller who, long after, CancellationToken cancellationToken = default);

    [Alias("Rename"), For(Audience.Facilitator)] Task<long> Rename(Caller who, string name);

    /// <param name="tokenHash">Hash of 32 random bytes that only whoever is invited learns.</param>
    [Alias("Invite"), For(Audience.Facilitator)] Task<long> Invite(Caller who, TeamInviteId invite, string tokenHash, TeamRole role, DateTimeOffset until, int uses);
    [Alias("RevokeInvite"), For(Audience.Facilitator)] Task<long> RevokeInvite(Caller who, TeamInviteId invite);

    /// <summary>What this invite leads to; null when it lets nobody in, for whatever reason.</summary>
    [Alias("Preview"), For(Audience.Anybody)] Task<TeamPreview?> Preview(string tokenHash);
    [Alias("Join"), For(Audience.Anybody)] Task<long> Join(Caller who, string tokenHash);

    /// <summary>A team always has a facilitator.</summary>
    /// <exception cref="RejectedException"><c>last-facilitator</c>: while others are there. <c>last-member</c>: whoever is alone deletes the team instead.</exception>
    [Alias("GiveRole"), For(Audience.Facilitator)] Task<long> GiveRole(Caller who, PersonId member, TeamRole role);
    [Alias("Remove"), For(Audience.Facilitator)] Task<long> Remove(Caller who, PersonId member);
    [Alias("Leave"), For(Audience.Reader)] Task<long> Leave(Caller who);

    /// <summary>Refuses what <see cref="Leave"/> would refuse this person, and does nothing. For whoever is about to be forgotten.</summary>
    [Alias("MayLeave"), For(Audience.Room)] Task MayLeave(Caller room, PersonId person);

    /// <summary>One of this id is reworded.</summary>
    [Alias("AddAgreement"), For(Audience.Member)] Task<long> AddAgreement(Caller who, AgreementId agreement, string text);
    [Alias("RewordAgreement"), For(Audience.Member)] Task<long> RewordAgreement(Caller who, AgreementId agreement, string text);
    [Alias("DropAgreement"), For(Audience.Member)] Task<long> DropAgreement(Caller who, AgreementId agreement);

    [Alias("AddTopic"), For(Audience.Member)] Task<long> AddTopic(Caller who, WaitingTopicId topic, string text);
    [Alias("DropTopic"), For(Audience.Member)] Task<long> DropTopic(Caller who, WaitingTopicId topic);

    /// <summary>Null: the team meets when it wants to.</summary>
    [Alias("SetRhythm"), For(Audience.Member)] Task<long> SetRhythm(Caller who, Rhythm? rhythm);

    /// <summary>All days off from now on, at most 200. Deadlines of promises that were made before stay.</summary>
    [Alias("ChooseDaysOff"), For(Audience.Member)] Task<long> ChooseDaysOff(Caller who, ImmutableArray<DayOff> days);

    /// <summary>Days on which nobody works, besides weekends; none once there is no such team. For promises.</summary>
    [Alias("DaysOff"), For(Audience.Room)] Task<ImmutableArray<DateOnly>> DaysOff(Caller room);

    /// <summary>A format as it is from now on; one of this id is replaced. Running retros keep their columns.</summary>
    [Alias("PutFormat"), For(Audience.Member)] Task<long> PutFormat(Caller who, TeamFormat format);
    [Alias("RetireFormat"), For(Audience.Member)] Task<long> RetireFormat(Caller who, string format, bool retired);

    /// <summary>
    /// Starts a retro of this team, founded in the same append; it opens with the promises of the team's last one that are still open,
    /// and with the topics that have waited, as cards of the room. A repeat is the same retro.
    /// </summary>
    [Alias("StartRetro"), For(Audience.Member, Audience.Room)] Task<Seated> StartRetro(Caller who, RetroId retro, StartRetro start);

    /// <summary>A retro that one of the team facilitates becomes the team's.</summary>
    [Alias("TakeRetro"), For(Audience.Member)] Task<long> TakeRetro(Caller who, RetroId retro);
    [Alias("ArchiveRetro"), For(Audience.Facilitator)] Task<long> ArchiveRetro(Caller who, RetroId retro, bool archived);

    /// <summary>Deletes a retro, and takes that back while <see cref="DaysToRestore"/> have not passed.</summary>
    [Alias("DiscardRetro"), For(Audience.Facilitator)] Task<long> DiscardRetro(Caller who, RetroId retro, bool discarded);

    /// <param name="months">6, 12, 24 or 36; null keeps retros.</param>
    [Alias("SetRetention"), For(Audience.Facilitator)] Task<long> SetRetention(Caller who, int? months);

    /// <summary>Something has changed around the team, and may touch these promises; a repeat by the same person is the same change.</summary>
    /// <exception cref="RejectedException"><c>unknown-promise</c>: not open, or the team doesn't see it. <c>full-changes</c>, <c>full-affected</c>, <c>text-empty</c>, <c>text-too-long</c>.</exception>
    [Alias("DeclareChange"), For(Audience.Member)] Task<long> DeclareChange(Caller who, ChangeId change, ChangeDraft draft);

    /// <summary>Changes around the team, newest first.</summary>
    [Alias("Changes"), For(Audience.Reader)] Task<ImmutableArray<ChangeId>> Changes(Caller who);

    /// <summary>Opens a calendar that whoever has its secret reads, and ends the one before.</summary>
    /// <param name="language">Of its words.</param>
    /// <exception cref="RejectedException"><c>deleted</c>: this one was closed.</exception>
    [Alias("OpenCalendar"), For(Audience.Facilitator)] Task<long> OpenCalendar(Caller who, CalendarId calendar, string language);
    [Alias("CloseCalendar"), For(Audience.Facilitator)] Task<long> CloseCalendar(Caller who, CalendarId calendar);

    /// <summary>Null while there is none.</summary>
    [Alias("CalendarAddress"), For(Audience.Member)] Task<CalendarAddress?> CalendarAddress(Caller who);

    /// <summary>What this secret opens; null when it opens nothing, for whatever reason.</summary>
    [Alias("ReadCalendar"), For(Audience.Anybody)] Task<TeamCalendar?> ReadCalendar(string secretHash);

    /// <summary>Those among these people who take part in nothing here any more. For the team's retros.</summary>
    [Alias("StrangersAmong"), For(Audience.Room)] Task<ImmutableArray<PersonId>> StrangersAmong(Caller room, ImmutableArray<PersonId> persons);

    /// <summary>Those among these people whom the team has removed, and who haven't come back. For the team's retros.</summary>
    [Alias("RemovedAmong"), For(Audience.Room)] Task<ImmutableArray<PersonId>> RemovedAmong(Caller room, ImmutableArray<PersonId> persons);

    /// <summary>The format of the team's own that this id means, retired or not; null when there is none. For the team's retros.</summary>
    [Alias("FormatOf"), For(Audience.Room)] Task<TeamFormat?> FormatOf(Caller room, string format);

    /// <summary>A retro that says it is this team's is one of its retros from now on; false once it was removed from them, so that it goes. For the retro itself.</summary>
    [Alias("HoldRetro"), For(Audience.Room)] Task<bool> HoldRetro(Caller room, RetroId retro);

    /// <summary>A retro of this team is no more. For the retro itself.</summary>
    [Alias("RetroGone"), For(Audience.Room)] Task<long> RetroGone(Caller room, RetroId retro);

    /// <summary>Deletes the team for good, with its retros.</summary>
    [Alias("Delete"), For(Audience.Facilitator)] Task Delete(Caller who);
}
