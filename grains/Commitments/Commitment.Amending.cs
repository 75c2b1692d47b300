namespace OrleansRetro.Commitments;

// What was promised changes only if both want it, and what was promised first is not forgotten.
sealed partial record Commitment
{
    /// <summary>What was promised before both first changed the conditions; null where they never did.</summary>
    public Terms? First { get; init; }

    /// <summary>What was handed over is also what was promised first; null before the requester said.</summary>
    public bool? AsFirstSpecified { get; init; }

    /// <summary>Either side asks the other for other terms: another day, other conditions, or both.</summary>
    public IEnumerable<CommitmentEvent> ProposeTerms(Caller who, Terms wanted, DateTimeOffset now, ImmutableArray<DateOnly> daysOff = default)
    {
        Party(who);
        Among(Alive);
        var terms = InTime(Clean(wanted), now);
        if (terms == Terms)
            yield break;
        if (Asked is { } asked && asked.By != who.Person)
            throw new RejectedException("day-asked");
        // Whoever promised something to themselves needs nobody's consent.
        if (Promisor == Requester)
            yield return Agreed(terms, now, now, who.Person, daysOff);
        else if (Asked?.Terms != terms)
            yield return new RenegotiationProposed(terms, who.Person, now);
    }

    /// <summary>The other side takes the terms that were asked for, as they were shown.</summary>
    public IEnumerable<CommitmentEvent> AcceptTerms(Caller who, string terms, DateTimeOffset now, ImmutableArray<DateOnly> daysOff = default)
    {
        Party(who);
        if (Asked is null && Alive.Contains(Status) && HashOf(Terms!) == terms)
            return [];
        MustBeAsked();
        return Accept(who, HashOf(Asked!.Terms) == terms, now, daysOff);
    }

    /// <summary>Where both changed the conditions, the requester says whether it is also what was promised first.</summary>
    public IEnumerable<CommitmentEvent> JudgeFirstTerms(Caller who, bool asSpecified, DateTimeOffset now)
    {
        if (!IsPartyTo(who) || who.Person != Requester || Requester == Promisor)
            throw new RejectedException("not-yours");
        if (AsFirstSpecified == asSpecified)
            yield break;
        Among(CommitmentStatus.Met, CommitmentStatus.NotMet);
        if (First is null)
            throw new RejectedException("promise-closed");
        yield return new FirstTermsJudged(asSpecified, who.Person, now);
    }

    IEnumerable<CommitmentEvent> Accept(Caller who, bool asShown, DateTimeOffset now, ImmutableArray<DateOnly> daysOff)
    {
        if (Asked!.By == who.Person)
            throw new RejectedException("not-yours");
        if (!asShown)
            throw new RejectedException("day-changed");
        return [Agreed(InTime(Asked.Terms, now), now, Asked.At, Asked.By, daysOff)];
    }

    /// <summary>Late is only another day, and only where the promisor asks for it: what the other one wishes costs nobody anything.</summary>
    RenegotiationAccepted Agreed(Terms terms, DateTimeOffset now, DateTimeOffset asked, PersonId by, ImmutableArray<DateOnly> daysOff) =>
        new(terms, HashOf(terms), now, terms.Due == Terms!.Due || by != Promisor || asked < FairUntil() && Earlier.Count(day => day.By == Promisor) < InTimeAtMost, Mattering(daysOff, terms, now));

    /// <summary>There is something to answer still, also when the day has passed meanwhile.</summary>
    void MustBeAsked()
    {
        if (Asked is null || !Alive.Contains(Status))
            throw new RejectedException("promise-closed");
    }

    bool IsReworded(Terms terms) => (terms.What, terms.DoneWhen) != (Terms?.What, Terms?.DoneWhen);
}
