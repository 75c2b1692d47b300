using OrleansRetro.Retros;

namespace OrleansRetro.Commitments;

/// <summary>One promise between two parties. Nobody promises for somebody else, and the performer doesn't confirm alone.</summary>
sealed partial record Commitment : IState<Commitment, CommitmentEvent>
{
    const int LongestYears = 100;

    // Promised, whatever was said about it since.
    static readonly CommitmentStatus[] Standing = [CommitmentStatus.Promised, CommitmentStatus.AtRisk, CommitmentStatus.RenegotiationProposed];

    // The same, or its day has passed: what was promised can still be handed over, or another day be agreed on.
    static readonly CommitmentStatus[] Alive = [.. Standing, CommitmentStatus.Missed];

    public static Commitment Empty { get; } = new();

    public Terms? Terms { get; init; }
    public PersonId Requester { get; init; }
    public PersonId Promisor { get; init; }
    public RetroId? Retro { get; init; }
    public TopicId? Topic { get; init; }

    /// <summary>Who founded it: whoever asked, or whoever offered.</summary>
    public PersonId FoundedBy { get; init; }

    /// <summary>Who wrote the terms as they are.</summary>
    public PersonId Author { get; init; }

    public DateTimeOffset FoundedAt { get; init; }

    /// <summary>Names the terms that it was founded with.</summary>
    public string FoundedAs { get; init; } = "";

    /// <summary>It was entered when its day had passed already.</summary>
    public bool IsAfterwards { get; init; }

    /// <summary>The bigger promise that it is a part of.</summary>
    public CommitmentId? PartOf { get; init; }

    /// <summary>How much hangs on it for the requester.</summary>
    public Stake Stake { get; init; } = Stake.Medium;

    /// <summary>Days off of the two people's team, as they were when both agreed.</summary>
    public ImmutableArray<DateOnly> DaysOff { get; init; } = [];

    /// <summary>Why it matters, in the words of whoever founded it.</summary>
    public string? Why { get; init; }

    /// <summary>Questions about the terms and their answers, in turn.</summary>
    public ImmutableArray<Remark> Talk { get; init; } = [];

    /// <summary>Where it stood before a question was asked.</summary>
    public CommitmentStatus BeforeQuestion { get; init; }

    /// <summary>The team in which the two met, where that isn't the one that sees it.</summary>
    public Teams.TeamId? Through { get; init; }

    /// <summary>The team that sees it.</summary>
    public Teams.TeamId? Team { get; init; }

    public CommitmentStatus Status { get; init; }
    public bool? OnTime { get; init; }
    public bool? AsSpecified { get; init; }
    public Judgement? Judged { get; init; }

    /// <summary>When both agreed on the terms as they are; null before that.</summary>
    public DateTimeOffset? AgreedAt { get; init; }

    /// <summary>The promisor has warned.</summary>
    public bool AtRisk { get; init; }

    /// <summary>The promisor has last said that it holds, or warned.</summary>
    public DateTimeOffset? HeardAt { get; init; }

    /// <summary>Another day that one side asks for.</summary>
    public Proposal? Asked { get; init; }

    /// <summary>Days that were agreed on before, oldest first.</summary>
    public ImmutableArray<EarlierDay> Earlier { get; init; } = [];

    /// <summary>What the promisor does about a promise that they took back.</summary>
    public string? Cleanup { get; init; }

    /// <summary>When it was handed over last.</summary>
    public DateTimeOffset? DeliveredAt { get; init; }

    /// <summary>Its day ended before anything was handed over, and no other day was agreed on since.</summary>
    public bool HasMissed { get; init; }

    /// <summary>When somebody said how it ended; null while it is open, and where only the clock has spoken.</summary>
    public DateTimeOffset? ClosedAt { get; init; }

    /// <summary>Taken back by the last day to ask fairly.</summary>
    public bool RevokedInTime { get; init; }

    /// <summary>Whoever was asked has said something about it while that was waited for, be it no.</summary>
    public bool IsAnswered { get; init; }

    /// <summary>After this day nobody waits for an answer; null where that is the due day.</summary>
    public DateOnly? AnswerBy { get; init; }

    public Commitment Evolve(CommitmentEvent @event) => @event switch
    {
        CommitmentRequested e => this with
        {
            Terms = e.Terms,
            Requester = e.Requester,
            Promisor = e.Promisor,
            Retro = e.Retro,
            Topic = e.Topic,
            Team = e.Team,
            Through = e.Through,
            FoundedBy = e.By ?? e.Requester,
            Author = e.By ?? e.Requester,
            FoundedAt = e.At,
            FoundedAs = HashOf(e.Terms),
            IsAfterwards = e.Afterwards == true,
            AnswerBy = e.AnswerBy,
            PartOf = e.PartOf,
            Stake = e.Stake ?? Stake.Medium,
            Why = e.Why,
            Status = e.By == e.Promisor ? CommitmentStatus.Offered : CommitmentStatus.Requested,
        },
        // Other terms are another question, to the other one.
        TermsCountered e => this with { Terms = e.Terms, Author = e.By, Status = CommitmentStatus.Countered, AnswerBy = null, IsAnswered = IsAnsweredWith(e.By, e.At) },
        ClarificationAsked e => this with { Talk = Talk.Add(new(e.By, e.Text, e.At)), BeforeQuestion = Status, Status = CommitmentStatus.Clarifying, IsAnswered = IsAnsweredWith(e.By, e.At) },
        ClarificationGiven e => this with { Talk = Talk.Add(new(e.By, e.Text, e.At)), Status = BeforeQuestion },
        // What is entered afterwards waits for nothing but the requester's word.
        PromiseMade e => this with { Status = IsAfterwards ? CommitmentStatus.Delivered : CommitmentStatus.Promised, DeliveredAt = IsAfterwards ? e.At : null, AgreedAt = e.At, IsAnswered = IsAnsweredWith(Promisor, e.At), DaysOff = e.DaysOff ?? [] },
        StakeSet e => this with { Stake = e.Stake },
        RenegotiationAccepted e => this with
        {
            Terms = e.Terms,
            First = First ?? (IsReworded(e.Terms) ? Terms : null),
            Status = CommitmentStatus.Promised,
            // Other words for the same day leave it as old as it is.
            AgreedAt = e.Terms.Due == Terms?.Due ? AgreedAt : e.At,
            DaysOff = e.DaysOff ?? DaysOff,
            AtRisk = false,
            HeardAt = null,
            Asked = null,
            HasMissed = false,
            // What was missing is to be there by the new day.
            Unmet = null,
            Earlier = Terms is { } before && before.Due != e.Terms.Due ? Earlier.Add(new(before.Due, e.InTime, e.At >= DueInstant, AgreedAt, Asked?.By ?? Promisor)) : Earlier,
        },
        RiskRaised e => this with { Status = Asked is null ? CommitmentStatus.AtRisk : Status, AtRisk = true, HeardAt = e.At },
        OnTrackSaid e => this with { Status = Asked is null ? CommitmentStatus.Promised : Status, AtRisk = false, HeardAt = e.At },
        RenegotiationProposed e => this with { Status = HasMissed ? CommitmentStatus.Missed : CommitmentStatus.RenegotiationProposed, Asked = new(e.By, e.Terms, e.At) },
        RenegotiationRefused => this with { Status = HasMissed ? CommitmentStatus.Missed : AtRisk ? CommitmentStatus.AtRisk : CommitmentStatus.Promised, Asked = null },
        // A day that was asked for, and not answered, may be answered still.
        CommitmentMissed => this with { Status = CommitmentStatus.Missed, HasMissed = true },
        ConfirmationLapsed => this with { Status = CommitmentStatus.Unconfirmed },
        CommitmentRevoked e => this with { Status = CommitmentStatus.Revoked, Asked = null, Cleanup = e.Cleanup, RevokedInTime = e.InTime, ClosedAt = e.At },
        CommitmentDeclined e => this with { Status = CommitmentStatus.Declined, IsAnswered = IsAnsweredWith(e.By ?? Promisor, e.At), ClosedAt = e.At },
        ConditionsUnmet e => this with { Status = HasMissed ? CommitmentStatus.Missed : AtRisk ? CommitmentStatus.AtRisk : CommitmentStatus.Promised, Unmet = e.Text, DeliveredAt = null, OnTime = null },
        StatementMade e => this with { Status = CommitmentStatus.Disputed, Statements = Statements.Add(new(e.By, e.Text, e.At)), Settling = Status == CommitmentStatus.Disputed ? Settling : null },
        SettlementProposed e => this with { Settling = new(e.By, e.As) },
        DisputeSettled e => Settled(e.As, e.At),
        DeliveryDeclared e => this with { Status = CommitmentStatus.Delivered, DeliveredAt = e.At, Asked = null, Unmet = null, OnTime = Terms is null ? null : e.At < DueInstant },
        SatisfactionDeclared e => this with { Status = CommitmentStatus.Met, OnTime = e.OnTime, AsSpecified = e.AsSpecified, Judged = new(e.By, Status, OnTime), ClosedAt = e.At },
        FirstTermsJudged e => this with { AsFirstSpecified = e.AsSpecified },
        EffectJudged e => this with { Helped = e.Helped },
        EvidenceGiven e => this with { Evidence = e.Text },
        DissatisfactionDeclared e => this with { Status = CommitmentStatus.NotMet, Unmet = e.Text ?? Unmet, Judged = new(e.By, Status, OnTime), ClosedAt = e.At },
        CommitmentReleased e => this with { Status = CommitmentStatus.Released, Judged = new(e.By, Status, OnTime), ClosedAt = e.At },
        JudgementTakenBack when Judged is { } wrong => this with { Status = wrong.Before, Unmet = wrong.Before is CommitmentStatus.Delivered or CommitmentStatus.Unconfirmed ? null : Unmet, OnTime = wrong.OnTimeBefore, AsSpecified = null, AsFirstSpecified = null, Helped = null, Judged = null, ClosedAt = null },
        CommitmentShared e => this with { Team = e.Team },
        PartyForgotten e => WithoutWordsOf(e.Person),
        _ => this,
    };

    /// <summary>The founding event, decided by whoever asks, for a stream of its own.</summary>
    public static CommitmentRequested Request(Terms terms, PersonId requester, PersonId promisor, DateTimeOffset now, RetroId? retro, TopicId? topic, Teams.TeamId? team = null)
    {
        return new(InTime(Clean(terms), now), requester, promisor, now, retro, topic, team);
    }

    public IEnumerable<CommitmentEvent> Promise(Caller who, DateTimeOffset now, ImmutableArray<DateOnly> daysOff = default)
    {
        Owner(who);
        if (Standing.Contains(Status))
            yield break;
        Among(CommitmentStatus.Requested);
        yield return Promised(InTime(Terms!, now), now, daysOff);
    }

    /// <summary>The same by another day: the promisor's word, given before the room, which takes it.</summary>
    public IEnumerable<CommitmentEvent> PromiseAgain(Caller room, PersonId promisor, DateOnly due, DateTimeOffset now, ImmutableArray<DateOnly> daysOff = default)
    {
        if (promisor != Promisor)
            throw new RejectedException("not-owner");
        if (room.Kind != CallerKind.Room)
            throw new RejectedException("not-yours");
        Among(Alive);
        var terms = InTime(Terms! with { Due = due }, now);
        if (terms == Terms)
            yield break;
        // What one of the two asked for is answered with that.
        if (Asked is not null)
            yield return new RenegotiationRefused(promisor, now);
        yield return Status == CommitmentStatus.Missed ? new RenegotiationAccepted(terms, HashOf(terms), now, DaysOff: Mattering(daysOff, terms, now)) : Agreed(terms, now, now, promisor, daysOff);
    }

    public IEnumerable<CommitmentEvent> Deliver(Caller who, DateTimeOffset now)
    {
        Owner(who);
        if (Status is CommitmentStatus.Delivered or CommitmentStatus.Met)
            yield break;
        Among(Alive);
        yield return new DeliveryDeclared(now);
    }

    /// <summary>The same promise between the people that its parties turned out to be.</summary>
    public Commitment Between(Func<PersonId, PersonId> people) => this with { Promisor = people(Promisor), Requester = people(Requester), FoundedBy = people(FoundedBy) };

    public bool IsBetween(PersonId one, PersonId other) => Promisor == one && Requester == other || Promisor == other && Requester == one;

    public bool IsPartyTo(Caller who) => who.Kind is CallerKind.Seat or CallerKind.Account && (who.Person == Promisor || who.Person == Requester);

    /// <summary>The team of the retro it was made in sees it.</summary>
    public IEnumerable<CommitmentEvent> Share(Caller room, Teams.TeamId team)
    {
        if (Team is null)
            yield return new CommitmentShared(team);
    }

    public CommitmentView View(Caller who, CommitmentId id, long version)
    {
        if (who.Kind != CallerKind.Room && !IsPartyTo(who))
            throw new RejectedException("not-found");
        return new(id, Terms!.What, Terms.DoneWhen, Terms.Due, Terms.Zone, Promisor, Requester, Retro, Topic, Status, OnTime, AsSpecified, version, AtRisk, Asked is { } asked && Alive.Contains(Status) ? new AskedDay(asked.By, asked.Terms.Due) { What = asked.Terms.What, DoneWhen = asked.Terms.DoneWhen, TermsHash = HashOf(asked.Terms), IsReworded = IsReworded(asked.Terms) } : null, NoticeOf(), HeardAt, Cleanup)
        {
            Author = Author,
            TermsHash = HashOf(Terms),
            Why = Why,
            Talk = Talk,
            Unmet = Unmet,
            Statements = Statements,
            Settling = Settling is { Agreed: false } offer ? new(offer.By, offer.As) : null,
            Stake = Stake,
            PartOf = PartOf,
            IsAfterwards = IsAfterwards,
            IsRetroactive = IsRetroactive,
            First = First is { } first ? Of(first) : null,
            AsFirstSpecified = AsFirstSpecified,
            Effect = Effect,
            Helped = Helped,
            AskedAt = FoundedAt,
            Team = Team,
            PromisedAt = PromisedAt,
            FoundedBy = FoundedBy,
            FadesAt = FadesAt,
            Evidence = Evidence,
            AnswerBy = AnswerBy,
        };
    }

    /// <summary>The first instant after that day, where the promise was made.</summary>
    public DateTimeOffset EndOf(DateOnly day) => Calendar().EndOf(day);

    DateTimeOffset DueInstant => EndOf(Terms!);

    /// <summary>The first instant after the due day, where the promise was made; in UTC where this machine doesn't know the place any more.</summary>
    static DateTimeOffset EndOf(Terms terms) => Calendar(terms.Zone, []).EndOf(terms.Due);

    static Terms InTime(Terms terms, DateTimeOffset now)
    {
        if (terms.Due.Year > now.Year + LongestYears)
            throw new RejectedException("malformed");
        return EndOf(terms) > now ? terms : throw new RejectedException("due-in-past");
    }

    static string HashOf(Terms terms) => Secret.Hash($"{terms.What}\n{terms.DoneWhen}\n{terms.Due:O}\n{terms.Zone}");

    void Owner(Caller who)
    {
        if (who.Kind is not (CallerKind.Seat or CallerKind.Account) || who.Person != Promisor)
            throw new RejectedException("not-owner");
    }

    void Among(params ReadOnlySpan<CommitmentStatus> open)
    {
        if (!open.Contains(Status))
            throw new RejectedException("promise-closed");
    }
}
