using System.Text.Json;
using OrleansRetro.Teams;

namespace OrleansRetro.Auditing;

/// <summary>A trail of entries. It grows for years, so they stay in the log and are read from there; only their number is known here.</summary>
sealed record Audit(long Entries) : IState<Audit, AuditEvent>
{
    public static Audit Empty { get; } = new(0);

    public Audit Evolve(AuditEvent @event) => new(Entries + 1);

    /// <exception cref="RejectedException"><c>malformed</c>: no fixed word.</exception>
    public static IEnumerable<AuditEvent> Note(AuditEntry entry)
    {
        if (entry.What is not { Length: > 0 and <= 60 } || entry.What.Any(letter => letter is not ((>= 'a' and <= 'z') or '-')) || entry.Target is { Length: > 200 } || entry.Reason is { Length: > 60 })
            throw new RejectedException("malformed");
        yield return new ActNoted(entry.At, entry.What, entry.Outcome, entry.Target, entry.By, entry.Reason);
    }

    public static AuditEntry? EntryOf(AuditEvent @event) => @event switch
    {
        ActNoted { Outcome: AuditOutcome.Refused, Target: { } code, Reason: null } e when IsOwn(e.What) => new(e.At, e.By, e.What, null, e.Outcome, code),
        ActNoted e => new(e.At, e.By, e.What, e.Target, e.Outcome, e.Reason),
        _ => null,
    };

    /// <summary>What somebody does with their own account has no target; earlier versions kept there why it was refused.</summary>
    static bool IsOwn(string what) => what.StartsWith("account-", StringComparison.Ordinal) && what is not ("account-closed" or "account-opened");

    /// <summary>What a team's own stream says was done there; none of the words that were written.</summary>
    public static AuditEntry EntryOf(TeamEvent @event) => new(@event.At, @event.By, JsonNamingPolicy.KebabCaseLower.ConvertName(@event.GetType().Name), TargetOf(@event), AuditOutcome.Done);

    static string? TargetOf(TeamEvent @event) => @event switch
    {
        MemberInvited e => e.Invite.ToString(),
        InviteRevoked e => e.Invite.ToString(),
        MemberJoined e => e.Invite.ToString(),
        RoleGiven e => e.Member.ToString(),
        MemberRemoved e => e.Member.ToString(),
        AgreementAdded e => e.Agreement.ToString(),
        AgreementReworded e => e.Agreement.ToString(),
        AgreementDropped e => e.Agreement.ToString(),
        TopicAdded e => e.Topic.ToString(),
        TopicReworded e => e.Topic.ToString(),
        TopicDropped e => e.Topic.ToString(),
        FormatPut e => e.Format.Id,
        FormatRetired e => e.Format,
        FormatBroughtBack e => e.Format,
        RetroAdded e => e.Retro.ToString(),
        RetroArchived e => e.Retro.ToString(),
        RetroUnarchived e => e.Retro.ToString(),
        RetroDiscarded e => e.Retro.ToString(),
        RetroRestored e => e.Retro.ToString(),
        RetroRemoved e => e.Retro.ToString(),
        ChangeAdded e => e.Change.ToString(),
        _ => null,
    };
}
