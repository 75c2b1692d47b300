using OrleansRetro.Retros;

namespace OrleansRetro.Commitments;

// How it ended: as the requester or the room says, what is missing, and what the two see differently.
sealed partial record Commitment
{
    // Somebody may say how it ended.
    static readonly CommitmentStatus[] Judgeable = [.. Alive, CommitmentStatus.Delivered, CommitmentStatus.Unconfirmed];

    // There is something to judge.
    static readonly CommitmentStatus[] Seen = [CommitmentStatus.Delivered, CommitmentStatus.Unconfirmed, CommitmentStatus.Missed];

    // It has ended, in whosoever's eyes.
    static readonly CommitmentStatus[] Disputable = [CommitmentStatus.Met, CommitmentStatus.NotMet, CommitmentStatus.Missed, CommitmentStatus.Unconfirmed];

    /// <summary>What isn't there yet of what was handed over, in the requester's words.</summary>
    public string? Unmet { get; init; }

    /// <summary>How each of the two sees it, in turn; nobody's words take the place of the other's.</summary>
    public ImmutableArray<Remark> Statements { get; init; } = [];

    /// <summary>How one of them would settle it.</summary>
    public SettlementOffer? Settling { get; init; }

    /// <summary>What was agreed is there, or a part of it. Whether it came in time nobody says: the clock knows.</summary>
    public IEnumerable<CommitmentEvent> DeclareSatisfaction(Caller who, bool asSpecified, DateTimeOffset now)
    {
        Judge(who);
        if (Status == CommitmentStatus.Met && AsSpecified == asSpecified)
            yield break;
        // A room says so whenever it looks back; one of the two, once there is something to see, or its day has passed.
        Among(who.Kind == CallerKind.Room ? Judgeable : Seen);
        yield return new SatisfactionDeclared(asSpecified, OnTime ?? (IsAfterwards || !HasMissed && now < DueInstant), now, By(who));
    }

    /// <param name="unmet">What is missing: needed of whoever looked at what was handed over, and hasn't said it yet.</param>
    public IEnumerable<CommitmentEvent> DeclareNotMet(Caller who, string? unmet, DateTimeOffset now)
    {
        // What passed its day, also the promisor may close.
        if (!(Status is CommitmentStatus.Missed or CommitmentStatus.NotMet && IsPartyTo(who)))
            Judge(who);
        if (Status == CommitmentStatus.NotMet)
            yield break;
        Among(who.Kind == CallerKind.Room || Unmet is not null ? Judgeable : Seen);
        var text = who.Kind != CallerKind.Room && Status is CommitmentStatus.Delivered or CommitmentStatus.Unconfirmed ? Words.Sentence(unmet ?? "", "text-empty", Longest.Sentence) : null;
        yield return new DissatisfactionDeclared(now, By(who), text);
    }

    public IEnumerable<CommitmentEvent> Release(Caller who, DateTimeOffset now)
    {
        Judge(who);
        if (Status == CommitmentStatus.Released)
            yield break;
        Among([.. Unagreed, .. Judgeable]);
        yield return new CommitmentReleased(now, By(who));
    }

    /// <summary>Only by whoever said it; nothing where it is still open.</summary>
    public IEnumerable<CommitmentEvent> TakeBackJudgement(Caller who, DateTimeOffset now)
    {
        Judge(who);
        // What the two see differently, they settle together.
        if (Status == CommitmentStatus.Disputed)
            throw new RejectedException("promise-closed");
        if (Judged is { } wrong)
            yield return wrong.By == By(who) ? new JudgementTakenBack(now, By(who)) : throw new RejectedException("not-yours");
        else
            Among([.. Unagreed, .. Judgeable]);
    }

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
        if (Status == CommitmentStatus.Disputed && Statements.LastOrDefault(said => said.By == who.Person) is { Text: { } last } && last == text)
            yield break;
        // What both have settled stays settled.
        if (Settling is { Agreed: true })
            throw new RejectedException("promise-closed");
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
        HasMissed = settlement is not (Settlement.Kept or Settlement.LetGo) && HasMissed,
        Settling = Settling is { } offer ? offer with { Agreed = true } : null,
        Judged = null,
        ClosedAt = at,
    };

    void Judge(Caller who)
    {
        if (who.Kind != CallerKind.Room && (who.Person != Requester || Requester == Promisor))
            throw new RejectedException("not-yours");
    }

    static PersonId? By(Caller who) => who.Kind == CallerKind.Room ? null : who.Person;

    /// <summary>Who said how it ended, and how it stood until then.</summary>
    public sealed record Judgement(PersonId? By, CommitmentStatus Before, bool? OnTimeBefore);

    /// <summary>How one of the two would settle it, or both have.</summary>
    public sealed record SettlementOffer(PersonId By, Settlement As, bool Agreed = false);
}
