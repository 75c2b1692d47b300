using OrleansRetro.Retros;

namespace OrleansRetro.Commitments;

// From the promise to its due day: early warnings, other days, and taking it back.
sealed partial record Commitment
{
    /// <summary>From the third on another day is not in time any more, whenever it was asked for.</summary>
    const int InTimeAtMost = 2;

    /// <summary>An early warning.</summary>
    public IEnumerable<CommitmentEvent> RaiseRisk(Caller who, DateTimeOffset now)
    {
        Owner(who);
        Among(Standing);
        if (!AtRisk)
            yield return new RiskRaised(now);
    }

    /// <summary>It still holds. Said again it is news on another day, or once the question has come.</summary>
    public IEnumerable<CommitmentEvent> SayOnTrack(Caller who, DateTimeOffset now)
    {
        Owner(who);
        Among(Standing);
        if (AtRisk || HeardAt is not { } heard || Calendar().DayOf(heard) != Calendar().DayOf(now) || NoticeOf()?.Ask is { } ask && heard < ask && now >= ask)
            yield return new OnTrackSaid(now);
    }

    /// <summary>Either side asks the other for another day.</summary>
    public IEnumerable<CommitmentEvent> ProposeDay(Caller who, DateOnly due, DateTimeOffset now, ImmutableArray<DateOnly> daysOff = default)
    {
        Party(who);
        Among(Alive);
        return ProposeTerms(who, Terms! with { Due = due }, now, daysOff);
    }

    /// <summary>The other side agrees on the day that was asked for.</summary>
    /// <param name="due">The day as they were shown it: another one may have been asked for since.</param>
    public IEnumerable<CommitmentEvent> AcceptDay(Caller who, DateOnly due, DateTimeOffset now, ImmutableArray<DateOnly> daysOff = default)
    {
        Party(who);
        if (Asked is null && Alive.Contains(Status) && Terms!.Due == due)
            return [];
        MustBeAsked();
        return Accept(who, Asked!.Terms == Terms! with { Due = due }, now, daysOff);
    }

    /// <summary>The agreed day stays: the other side says so, or whoever asked takes it back.</summary>
    /// <param name="seen">The day that was asked for, as it was shown; null where it was shown without one.</param>
    public IEnumerable<CommitmentEvent> KeepDay(Caller who, DateOnly? seen, DateTimeOffset now)
    {
        Party(who);
        Among(Alive);
        if (Asked is { } asked && seen is { } day && asked.Terms.Due != day)
            throw new RejectedException("day-changed");
        if (Asked is not null)
            yield return new RenegotiationRefused(who.Person, now);
    }

    /// <summary>The promisor takes it back before it is due, and says what they do about it.</summary>
    public IEnumerable<CommitmentEvent> Revoke(Caller who, string cleanup, DateTimeOffset now)
    {
        Owner(who);
        if (Status == CommitmentStatus.Revoked)
            yield break;
        Among(Standing);
        if (now >= DueInstant)
            throw new RejectedException("promise-due");
        yield return new CommitmentRevoked(Words.Sentence(cleanup, "text-empty", Longest.Sentence), now < NoticeOf()?.CutOff, now);
    }

    /// <summary>The last day to ask fairly, and when to ask; null before both have agreed.</summary>
    public Notice? NoticeOf() => Standing.Contains(Status) ? NoticeOfDay() : null;

    Notice? NoticeOfDay() => AgreedAt is { } agreed && Terms?.Due.Year is > 1 and < 9999 ? Notice.Of(agreed, DueInstant, Calendar()) : null;

    /// <summary>Of the day that both agreed on, also once it has passed.</summary>
    DateTimeOffset? FairUntil() => NoticeOfDay()?.CutOff;

    /// <summary>One of its two people, themselves.</summary>
    void Party(Caller who)
    {
        if (!IsPartyTo(who))
            throw new RejectedException("not-yours");
    }

    /// <summary>Another day, as one side asked for it.</summary>
    public sealed record Proposal(PersonId By, Terms Terms, DateTimeOffset At);

    /// <summary>A day that was agreed on before another one was.</summary>
    /// <param name="InTime">Null where nobody knew until when asking was fair.</param>
    /// <param name="Passed">It had ended before another one was agreed on.</param>
    /// <param name="AgreedAt">When it was agreed on itself.</param>
    /// <param name="By">Who wished for the one after it.</param>
    public readonly record struct EarlierDay(DateOnly Due, bool? InTime, bool Passed, DateTimeOffset? AgreedAt, PersonId By);
}
