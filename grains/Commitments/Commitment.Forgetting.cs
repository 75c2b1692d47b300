namespace OrleansRetro.Commitments;

// One of the two is erased: their words go, and the facts that belong to both stay.
sealed partial record Commitment
{
    /// <summary>Those of the two who are erased.</summary>
    public ImmutableArray<PersonId> Forgotten { get; init; } = [];

    /// <summary>The room knows that one of the two is erased. What was still open waits for nobody any more.</summary>
    public IEnumerable<CommitmentEvent> Forget(Caller room, PersonId person, DateTimeOffset now)
    {
        if (room.Kind != CallerKind.Room || person != Promisor && person != Requester || Forgotten.Contains(person))
            yield break;
        yield return new PartyForgotten(person);
        if (Status.IsOpen())
            yield return new CommitmentReleased(now, null);
    }

    /// <summary>The same event without the words of those who are erased.</summary>
    public CommitmentEvent Erase(CommitmentEvent @event) => @event switch
    {
        CommitmentRequested { Why: not null } e when Forgotten.Contains(FoundedBy) => e with { Why = null },
        ClarificationAsked e when Forgotten.Contains(e.By) => e with { Text = "" },
        ClarificationGiven e when Forgotten.Contains(e.By) => e with { Text = "" },
        ConditionsUnmet e when Forgotten.Contains(e.By) => e with { Text = "" },
        DissatisfactionDeclared { Text: not null, By: { } by } e when Forgotten.Contains(by) => e with { Text = "" },
        StatementMade e when Forgotten.Contains(e.By) => e with { Text = "" },
        CommitmentRevoked e when Forgotten.Contains(Promisor) => e with { Cleanup = "" },
        EvidenceGiven e when Forgotten.Contains(Promisor) => e with { Text = "" },
        _ => @event,
    };

    Commitment WithoutWordsOf(PersonId person) => this with
    {
        Forgotten = Forgotten.Add(person),
        Why = FoundedBy == person ? null : Why,
        Talk = WithoutWordsOf(person, Talk),
        Statements = WithoutWordsOf(person, Statements),
        Unmet = Requester == person && Unmet is not null ? "" : Unmet,
        Evidence = Promisor == person && Evidence is not null ? "" : Evidence,
        Cleanup = Promisor == person && Cleanup is not null ? "" : Cleanup,
    };

    static ImmutableArray<Remark> WithoutWordsOf(PersonId person, ImmutableArray<Remark> said) => [.. said.Select(remark => remark.By == person ? remark with { Text = "" } : remark)];
}
