using OrleansRetro.Retros;

namespace OrleansRetro.Commitments;

// What was handed over isn't what was agreed, or the two see differently how it ended.
sealed partial record Commitment
{
    // It has ended, in whosoever's eyes.
    static readonly CommitmentStatus[] Disputable = [CommitmentStatus.Met, CommitmentStatus.NotMet, CommitmentStatus.Missed, CommitmentStatus.Unconfirmed];

    /// <summary>What isn't there yet of what was handed over, in the requester's words.</summary>
    public string? Unmet { get; init; }

    /// <summary>How each of the two sees it, in turn; nobody's words take the place of the other's.</summary>
    public ImmutableArray<Remark> Statements { get; init; } = [];

    /// <summary>How one of them would settle it.</summary>
    public SettlementOffer? Settling { get; init; }

    /// <summary>Conditions that aren't met: it is promised as before, and both decide what becomes of it.</summary>
    public IEnumerable<CommitmentEvent> DeclareUnmet(Caller who, string unmet, DateTimeOffset now)
    {
        Judge(who);
        var text = Words.Sentence(unmet, "text-empty", Longest.Sentence);
        if (Unmet == text)
            yield break;
        Among(CommitmentStatus.Delivered, CommitmentStatus.Unconfirmed);
        yield return new ConditionsUnmet(text, now, who.Person);
    }

    /// <summary>One of the two sees differently how it ended, and says so; the other one may say how they see it.</summary>
    public IEnumerable<CommitmentEvent> Dispute(Caller who, string statement, DateTimeOffset now)
    {
        Party(who);
        var text = Words.Sentence(statement, "text-empty", Longest.Sentence);
        if (Requester == Promisor)
            throw new RejectedException("not-yours");
        if (Statements.LastOrDefault(said => said.By == who.Person) is { Text: { } last } && last == text)
            yield break;
        Among([CommitmentStatus.Disputed, .. Disputable]);
        yield return new StatementMade(text, who.Person, now);
    }

    /// <summary>Only both together close it: what one suggests holds once the other one suggests the same.</summary>
    public IEnumerable<CommitmentEvent> Settle(Caller who, Settlement how, DateTimeOffset now)
    {
        Party(who);
        if (Settling is { Agreed: true } settled && settled.As == how && Status != CommitmentStatus.Disputed)
            yield break;
        Among(CommitmentStatus.Disputed);
        if (!Enum.IsDefined(how))
            throw new RejectedException("malformed");
        if (Settling is { } other && other.By != who.Person && other.As == how)
            yield return new DisputeSettled(how, now);
        else if (Settling is not { } own || own.By != who.Person || own.As != how)
            yield return new SettlementProposed(how, who.Person, now);
    }

    Commitment Settled(Settlement settlement, DateTimeOffset at) => this with
    {
        Status = settlement switch
        {
            Settlement.NotKept => CommitmentStatus.NotMet,
            Settlement.LetGo => CommitmentStatus.Released,
            _ => CommitmentStatus.Met,
        },
        OnTime = settlement switch
        {
            Settlement.Kept => true,
            Settlement.KeptLate => false,
            _ => OnTime,
        },
        AsSpecified = settlement switch
        {
            Settlement.Kept or Settlement.KeptLate => true,
            Settlement.Partly => false,
            _ => null,
        },
        // What both agree on goes before what the clock said.
        HasMissed = settlement != Settlement.Kept && HasMissed,
        Settling = Settling is { } offer ? offer with { Agreed = true } : null,
        Judged = null,
        ClosedAt = at,
    };

    /// <summary>How one of the two would settle it, or both have.</summary>
    public sealed record SettlementOffer(PersonId By, Settlement As, bool Agreed = false);
}
