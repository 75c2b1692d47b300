using System.Text.Json.Serialization;
using OrleansRetro.Retros;

namespace OrleansRetro.Commitments;

// From the asking, or the offer, to the promise: two people look for terms that both take. Whoever wrote the terms waits for the other one's word.
sealed partial record Commitment
{
    /// <summary>Days into the past that an entry afterwards reaches, and days until it fades where nobody agrees on it.</summary>
    const int LongestAfterwards = 366, DaysToAgreeAfterwards = 14;

    static readonly CommitmentStatus[] Unagreed = [CommitmentStatus.Requested, CommitmentStatus.Offered, CommitmentStatus.Countered, CommitmentStatus.Clarifying];

    /// <summary>What an ask or an offer founds; what somebody promises to themselves is promised at once.</summary>
    public static ImmutableArray<CommitmentEvent> Propose(Caller who, CommitmentDraft draft, DateTimeOffset now, ImmutableArray<DateOnly> daysOff = default)
    {
        var parties = (draft.Requester, draft.Promisor);
        if (who.Kind != CallerKind.Account || who.Person != parties.Requester && who.Person != parties.Promisor)
            throw new RejectedException("not-yours");
        var terms = Clean(new(draft.What, draft.DoneWhen, draft.Due, draft.Zone));
        var afterwards = draft.Afterwards;
        if (afterwards && (EndOf(terms) > now || terms.Due < Calendar(terms.Zone, []).DayOf(now).AddDays(-LongestAfterwards)))
            throw new RejectedException("malformed");
        // How much hangs on it is the requester's to say.
        if (draft.Stake is { } stake && (who.Person != parties.Requester || !Enum.IsDefined(stake)))
            throw new RejectedException("not-yours");
        if (draft.AnswerBy is { } answer && (afterwards || answer > terms.Due || EndOf(terms with { Due = answer }) <= now))
            throw new RejectedException("malformed");
        var requested = new CommitmentRequested(afterwards ? terms : InTime(terms, now), parties.Requester, parties.Promisor, now, Team: draft.Shared ? draft.Team : null)
        {
            Stake = draft.Stake,
            PartOf = draft.PartOf,
            Afterwards = afterwards ? true : null,
            By = who.Person == parties.Requester ? null : who.Person,
            AnswerBy = draft.AnswerBy,
            Through = draft.Team,
            Why = Words.Clean(draft.Why).Length == 0 ? null : Words.Sentence(draft.Why, "text-empty", Longest.Sentence),
        };
        return parties.Requester == parties.Promisor ? [requested, Promised(requested.Terms, now, daysOff)] : [requested];
    }

    /// <summary>Whether this is what the same draft founded.</summary>
    public bool IsFoundedBy(Caller who, CommitmentDraft draft) =>
        who.Person == FoundedBy && (Requester, Promisor) == (draft.Requester, draft.Promisor) && FoundedAs == HashOf(Clean(new(draft.What, draft.DoneWhen, draft.Due, draft.Zone)));

    /// <summary>How much hangs on it, as the requester sees it before anybody knows how it ends.</summary>
    public IEnumerable<CommitmentEvent> SetStake(Caller who, Stake stake, DateTimeOffset now)
    {
        if (!IsPartyTo(who) || who.Person != Requester)
            throw new RejectedException("not-yours");
        if (!Enum.IsDefined(stake))
            throw new RejectedException("malformed");
        if (Stake == stake)
            yield break;
        Among([.. Unagreed, .. Standing]);
        yield return new StakeSet(stake, who.Person, now);
    }

    /// <summary>The one who didn't write the terms takes them, as they were shown.</summary>
    public IEnumerable<CommitmentEvent> Agree(Caller who, string terms, DateTimeOffset now, ImmutableArray<DateOnly> daysOff = default)
    {
        Party(who);
        if (AgreedAt is not null && (Standing.Contains(Status) || Status == CommitmentStatus.Delivered) && HashOf(Terms!) == terms)
            yield break;
        Among(Unagreed);
        if (who.Person == Author && Requester != Promisor)
            throw new RejectedException("not-yours");
        MustBe(terms);
        yield return Promised(Placed(Terms!, now), now, daysOff);
    }

    /// <summary>Other terms instead: the other one's turn. Whoever wrote them may also change them before they are taken.</summary>
    /// <param name="seen">Hash of the terms that they are to replace.</param>
    public IEnumerable<CommitmentEvent> Counter(Caller who, Terms terms, string seen, DateTimeOffset now, ImmutableArray<DateOnly> daysOff = default)
    {
        Party(who);
        Among(Unagreed);
        var clean = Placed(Clean(terms), now);
        if (clean == Terms && who.Person == Author)
            yield break;
        MustBe(seen);
        yield return clean == Terms ? Promised(clean, now, daysOff) : new TermsCountered(clean, who.Person, now);
    }

    /// <summary>A question before the answer.</summary>
    public IEnumerable<CommitmentEvent> AskBack(Caller who, string question, DateTimeOffset now)
    {
        Party(who);
        var text = Words.Sentence(question, "text-empty", Longest.Sentence);
        if (Status == CommitmentStatus.Clarifying && Talk is [.., { } open] && (open.By, open.Text) == (who.Person, text))
            yield break;
        Among(CommitmentStatus.Requested, CommitmentStatus.Offered, CommitmentStatus.Countered);
        if (who.Person == Author)
            throw new RejectedException("not-yours");
        yield return new ClarificationAsked(text, who.Person, now);
    }

    /// <summary>The question is answered, and the terms stand as they were.</summary>
    public IEnumerable<CommitmentEvent> Clarify(Caller who, string answer, DateTimeOffset now)
    {
        Party(who);
        var text = Words.Sentence(answer, "text-empty", Longest.Sentence);
        if (Unagreed.Contains(Status) && Talk is [.., { } given] && (given.By, given.Text) == (who.Person, text))
            yield break;
        Among(CommitmentStatus.Clarifying);
        if (who.Person != Author)
            throw new RejectedException("not-yours");
        yield return new ClarificationGiven(text, who.Person, now);
    }

    /// <summary>An honourable no, or taking back what one offered oneself.</summary>
    public IEnumerable<CommitmentEvent> Decline(Caller who, DateTimeOffset now)
    {
        if (!IsPartyTo(who))
            throw new RejectedException("not-owner");
        if (Status == CommitmentStatus.Declined)
            yield break;
        Among(Unagreed);
        // Whoever asked takes their asking back instead.
        if (who.Person == Author && who.Person != Promisor)
            throw new RejectedException("not-owner");
        yield return new CommitmentDeclined(now, who.Person == Promisor ? null : who.Person);
    }

    /// <summary>Nobody took it before its day had passed: it fades out, and counts for nobody.</summary>
    public bool HasFaded(DateTimeOffset now) => now >= FadesAt;

    /// <summary>Null where nobody's word is waited for.</summary>
    [JsonIgnore] public DateTimeOffset? FadesAt => Terms is null || !Unagreed.Contains(Status) ? null : IsAfterwards ? FoundedAt.AddDays(DaysToAgreeAfterwards) : AnswerBy is { } day && day < Terms.Due ? EndOf(day) : DueInstant;

    bool IsAnsweredWith(PersonId by, DateTimeOffset at) => IsAnswered || by == Promisor && at < FadesAt;

    static PromiseMade Promised(Terms terms, DateTimeOffset now, ImmutableArray<DateOnly> daysOff) => new(HashOf(terms), now, Mattering(daysOff, terms, now));

    /// <summary>What is entered afterwards lies behind, all else ahead.</summary>
    Terms Placed(Terms terms, DateTimeOffset now) =>
        !IsAfterwards ? InTime(terms, now) : EndOf(terms) <= now ? terms : throw new RejectedException("malformed");

    static Terms Clean(Terms terms) => terms with
    {
        What = Words.Sentence(terms.What, "text-empty", Longest.Sentence),
        DoneWhen = Words.Sentence(terms.DoneWhen, "text-empty", Longest.Sentence),
        Zone = TimeZoneInfo.TryFindSystemTimeZoneById(terms.Zone, out var zone) && zone.HasIanaId ? terms.Zone : throw new RejectedException("malformed"),
    };

    void MustBe(string terms)
    {
        if (HashOf(Terms!) != terms)
            throw new RejectedException("terms-changed");
    }
}
