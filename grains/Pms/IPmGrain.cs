using System.Text.Json.Serialization;
using OrleansRetro.Calendars;
using OrleansRetro.Changes;
using OrleansRetro.Retros;
using OrleansRetro.Teams;

namespace OrleansRetro.Pms;

/// <summary>Where somebody says they are on their way; it suggests, and decides nothing.</summary>
[JsonConverter(typeof(KebabCase<PmStage>))]
public enum PmStage { New, Senior }

/// <summary>Who somebody is here, for their own eyes.</summary>
/// <param name="Zone">An IANA time zone; null as the browser says.</param>
/// <param name="Language">One the pages are written in; null as the browser says.</param>
[GenerateSerializer, Immutable, Alias("pm-profile")]
public sealed record PmProfile(PersonId Id, string Name, PmStage? Stage, string? Zone, string? Language, ImmutableArray<TeamId> Teams, ImmutableArray<OwnRetro> Retros, ImmutableArray<PersonId> Persons, long Version)
{
    /// <summary>With whom this person shares a page, or did.</summary>
    [Id(9)] public ImmutableArray<PersonId> Partners { get; init; } = [];

    /// <summary>What they want no mail about.</summary>
    [Id(10)] public ImmutableArray<MailKind> NoMailAbout { get; init; } = [];

    /// <summary>Changes that this person told a team of.</summary>
    [Id(11)] public ImmutableArray<ChangeId> ToldChanges { get; init; } = [];
}

/// <summary>A retro that somebody has a seat in.</summary>
/// <param name="As">The person that the seat is: oneself, or one that was adopted.</param>
[GenerateSerializer, Immutable, Alias("own-retro")]
public sealed record OwnRetro(RetroId Id, PersonId As);

/// <summary>Somebody else looked at what is recorded about this person.</summary>
/// <param name="By">Their name; null when they are here no longer.</param>
/// <param name="What">A fixed word, such as <see cref="Promises"/>.</param>
[GenerateSerializer, Immutable, Alias("look")]
public sealed record Look(DateTimeOffset At, string? By, string What)
{
    /// <summary>Their open promises, in a list of the team.</summary>
    public const string Promises = "open-promises";

    /// <summary>How they kept them, as they showed it to whoever looked.</summary>
    public const string Keeping = "shown-keeping";
}

/// <summary>One person; its key is a <see cref="PersonId"/>. Their name lives here and nowhere else. An account is the person of the same id.</summary>
[Alias("pm")]
public interface IPmGrain : IGrainWithGuidKey
{
    /// <summary>How this person wants to be called; null when nobody is here any more.</summary>
    [Alias("Name"), For(Audience.Anybody)] Task<string?> Name();

    /// <summary>Founds this person for an account, or finds them.</summary>
    [Alias("Introduce"), For(Audience.Self)] Task<long> Introduce(Caller who, string name);

    [Alias("Profile"), For(Audience.Self)] Task<PmProfile> Profile(Caller who);

    /// <summary>The version, again whenever it has moved beyond <paramref name="after"/>.</summary>
    [Alias("Watch"), For(Audience.Self)] IAsyncEnumerable<long> Watch(Caller who, long after, CancellationToken cancellationToken = default);

    /// <exception cref="RejectedException"><c>name-poses</c>: it says that somebody speaks for the room or the installation.</exception>
    [Alias("Rename"), For(Audience.Self)] Task<long> Rename(Caller who, string name);
    [Alias("ChooseStage"), For(Audience.Self)] Task<long> ChooseStage(Caller who, PmStage? stage);

    /// <exception cref="RejectedException"><c>unknown-zone</c></exception>
    [Alias("SetZone"), For(Audience.Self)] Task<long> SetZone(Caller who, string? zone);

    /// <exception cref="RejectedException"><c>unknown-language</c></exception>
    [Alias("SetLanguage"), For(Audience.Self)] Task<long> SetLanguage(Caller who, string? language);

    /// <summary>Whether they want mail about this.</summary>
    [Alias("SwitchMail"), For(Audience.Self)] Task<long> SwitchMail(Caller who, MailKind kind, bool on);

    /// <summary>Whether there is a mail for this person now. For whoever sends it.</summary>
    [Alias("LookForMail"), For(Audience.Room)] Task<MailLook> LookForMail(Caller room);

    /// <summary>The mail that is due now, which nobody else gets to send; null when there is none. It is noted before it is answered: a mail is sent once or never.</summary>
    [Alias("ClaimMail"), For(Audience.Room)] Task<ClaimedMail?> ClaimMail(Caller room);

    /// <summary>The mail server didn't take what was claimed then; it is due again.</summary>
    [Alias("ReturnMail"), For(Audience.Room)] Task<long> ReturnMail(Caller room, DateTimeOffset claimed);

    /// <summary>A retro this person has a seat in, as themselves or as a guest they were: listed from now on. The web has proven the seat.</summary>
    [Alias("KeepRetro"), For(Audience.Self)] Task<long> KeepRetro(Caller who, RetroId retro, PersonId seatedAs);

    /// <summary>This guest is the person with that account. For that person's grain, when they keep what the guest has.</summary>
    /// <exception cref="RejectedException"><c>not-yours</c>: they are somebody else already.</exception>
    [Alias("TurnOut"), For(Audience.Room)] Task<long> TurnOut(Caller room, PersonId account);

    /// <summary>Which account this person turned out to be: their own, or whose guest they were. Null for whoever is a guest still.</summary>
    /// <exception cref="RejectedException"><c>not-found</c>: nobody is here any more.</exception>
    [Alias("TurnedOutToBe"), For(Audience.Room)] Task<PersonId?> TurnedOutToBe(Caller room);

    /// <summary>The guests that this person was; nobody where nobody is here. For their ledger.</summary>
    [Alias("Guests"), For(Audience.Room)] Task<ImmutableArray<PersonId>> Guests(Caller room);

    [Alias("ForgetRetro"), For(Audience.Self)] Task<long> ForgetRetro(Caller who, RetroId retro);

    /// <summary>This person belongs to a team, or no longer. For the team itself.</summary>
    [Alias("TeamJoined"), For(Audience.Room)] Task<long> TeamJoined(Caller room, TeamId team);
    [Alias("TeamLeft"), For(Audience.Room)] Task<long> TeamLeft(Caller room, TeamId team);

    /// <summary>What this person takes along from a retro; for their eyes only. A later one replaces it.</summary>
    [Alias("WriteTakeaway"), For(Audience.Self)] Task<long> WriteTakeaway(Caller who, RetroId retro, string text);

    [Alias("Takeaway"), For(Audience.Self)] Task<string?> Takeaway(Caller who, RetroId retro);

    /// <summary>Who this person is in a retro that they keep: themselves, or a guest they were; null where they keep none. For the retro itself.</summary>
    [Alias("SeatedAs"), For(Audience.Room)] Task<PersonId?> SeatedAs(Caller room, RetroId retro);

    /// <summary>This person shares a page with another one from now on. For what the two share.</summary>
    [Alias("PartnerMet"), For(Audience.Room)] Task<long> PartnerMet(Caller room, PersonId with);

    /// <summary>They tell a team of this change. For the team.</summary>
    [Alias("ChangeTold"), For(Audience.Room)] Task<long> ChangeTold(Caller room, ChangeId change);

    /// <summary>Somebody else looked at this person's data; kept once a day for each viewer and kind. For whoever shows it to them.</summary>
    /// <param name="what">A fixed word, such as <see cref="Look.Promises"/>.</param>
    [Alias("Looked"), For(Audience.Room)] Task<long> Looked(Caller room, PersonId by, string what, DateTimeOffset at);

    /// <summary>Who looked, newest first.</summary>
    [Alias("Looks"), For(Audience.Self)] Task<ImmutableArray<Look>> Looks(Caller who);

    /// <summary>Opens a calendar that whoever has its secret reads, and ends the one before.</summary>
    /// <param name="language">Of its words, where this person has chosen none.</param>
    /// <exception cref="RejectedException"><c>deleted</c>: this one was closed.</exception>
    [Alias("OpenCalendar"), For(Audience.Self)] Task<long> OpenCalendar(Caller who, CalendarId calendar, string language);
    [Alias("CloseCalendar"), For(Audience.Self)] Task<long> CloseCalendar(Caller who, CalendarId calendar);

    /// <summary>Null while there is none.</summary>
    [Alias("CalendarAddress"), For(Audience.Self)] Task<CalendarAddress?> CalendarAddress(Caller who);

    /// <summary>Whose promises this secret opens, in the language that their calendar has; null when it opens nothing, for whatever reason.</summary>
    [Alias("ReadCalendar"), For(Audience.Anybody)] Task<PmProfile?> ReadCalendar(string secretHash);

    /// <summary>Everything that lies in this person's own stream, as JSON.</summary>
    [Alias("Export"), For(Audience.Self)] Task<string> Export(Caller who);

    /// <summary>Deletes this person's stream for good: name, settings, take-aways. Facts that others share stay, without a name; so do retros. Guests that they were go too.</summary>
    /// <exception cref="RejectedException"><c>last-facilitator</c>, <c>last-member</c>: a team needs to be handed over, or deleted, first.</exception>
    [Alias("Erase"), For(Audience.Self)] Task Erase(Caller who);
}
