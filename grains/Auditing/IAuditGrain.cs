using System.Text.Json.Serialization;
using OrleansRetro.Retros;
using OrleansRetro.Teams;

namespace OrleansRetro.Auditing;

/// <summary>What became of what was tried.</summary>
[JsonConverter(typeof(KebabCase<AuditOutcome>))]
public enum AuditOutcome
{
    Done,

    /// <summary>Not theirs to do.</summary>
    Refused,

    /// <summary>Not proven: a wrong password, a code that is none.</summary>
    Failed,
}

/// <summary>One thing that was done or tried: who, what, to what, and never a word of anybody.</summary>
/// <param name="By">Null for the clock, and for whoever isn't anybody here.</param>
/// <param name="What">A fixed kebab-case word, such as <c>member-removed</c>.</param>
/// <param name="Target">An id, or null.</param>
/// <param name="Reason">Why it was refused, as the refusal's code; null where nobody said.</param>
[GenerateSerializer, Immutable, Alias("audit-entry")]
public sealed record AuditEntry(DateTimeOffset At, PersonId? By, string What, string? Target, AuditOutcome Outcome, string? Reason = null);

/// <summary>An entry as it is read.</summary>
/// <param name="Who">A name; where its owner is gone, what still tells one of them from another.</param>
/// <param name="Target">As in the entry; a person goes by their name here, too.</param>
[GenerateSerializer, Immutable, Alias("audit-line")]
public sealed record AuditLine(DateTimeOffset At, string? Who, string What, string? Target, AuditOutcome Outcome, string? Reason = null);

/// <summary>Which entries are looked for: all that fit, the newest first.</summary>
/// <param name="Words">Contained in who, what or target; plain matching.</param>
[GenerateSerializer, Immutable, Alias("audit-question")]
public sealed record AuditQuestion(string? Words = null, DateTimeOffset? From = null, DateTimeOffset? Until = null, int Limit = 100);

/// <summary>The keys of the trails there are.</summary>
public static class Trail
{
    public const string Installation = "installation";

    public static string Of(TeamId team) => $"team:{team}";
}

/// <summary>What was done in one team or to the installation; nothing is ever taken out. Its key is one of <see cref="Trail"/>.</summary>
[Alias("audit")]
public interface IAuditGrain : IGrainWithStringKey
{
    /// <summary>Adds an entry. For grains, and for the web where it knows what no grain does: who signed in.</summary>
    [Alias("Note"), For(Audience.Room)] Task Note(Caller room, AuditEntry entry);

    /// <summary>A team's is for whoever facilitates it, the installation's for operators.</summary>
    [Alias("Find"), For(Audience.Facilitator, Audience.Operator)] Task<ImmutableArray<AuditLine>> Find(Caller who, AuditQuestion question);
}
