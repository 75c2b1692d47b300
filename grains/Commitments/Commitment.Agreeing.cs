using OrleansRetro.Retros;

namespace OrleansRetro.Commitments;

// From the asking, or the offer, to the promise: two people look for terms that both take. Whoever wrote the terms waits for the other one's word.
sealed partial record Commitment
{
    static readonly CommitmentStatus[] Unagreed = [CommitmentStatus.Requested, CommitmentStatus.Offered, CommitmentStatus.Countered, CommitmentStatus.Clarifying];

    /// <summary>What an ask or an offer founds; what somebody promises to themselves is promised at once.</summary>
    public static ImmutableArray<CommitmentEvent> Propose(Caller who, CommitmentDraft draft, DateTimeOffset now)
    {
        var parties = (draft.Requester, draft.Promisor);
        if (who.Kind != CallerKind.Account || who.Person != parties.Requester && who.Person != parties.Promisor)
            throw new RejectedException("not-yours");
        var requested = Request(new(draft.What, draft.DoneWhen, draft.Due, draft.Zone), parties.Requester, parties.Promisor, now, null, null, draft.Shared ? draft.Team : null) with
        {
            By = who.Person == parties.Requester ? null : who.Person,
            Through = draft.Team,
            Why = Words.Clean(draft.Why).Length == 0 ? null : Words.Sentence(draft.Why, "text-empty", Longest.Sentence),
        };
        return parties.Requester == parties.Promisor ? [requested, new PromiseMade(HashOf(requested.Terms), now)] : [requested];
    }

    /// <summary>Whether this is what the same draft founded.</summary>
    public bool IsFoundedBy(Caller who, CommitmentDraft draft) =>
        who.Person == FoundedBy && (Requester, Promisor) == (draft.Requester, draft.Promisor);

    /// <summary>The one who didn't write the terms takes them, as they were shown.</summary>
    public IEnumerable<CommitmentEvent> Agree(Caller who, string terms, DateTimeOffset now)
    {
        Party(who);
        if (Standing.Contains(Status) && HashOf(Terms!) == terms)
            yield break;
        Among(Unagreed);
        if (who.Person == Author && Requester != Promisor)
            throw new RejectedException("not-yours");
        MustBe(terms);
        yield return new PromiseMade(HashOf(InTime(Terms!, now)), now);
    }

    /// <summary>Other terms instead: the other one's turn. Whoever wrote them may also change them before they are taken.</summary>
    /// <param name="seen">Hash of the terms that they are to replace.</param>
    public IEnumerable<CommitmentEvent> Counter(Caller who, Terms terms, string seen, DateTimeOffset now)
    {
        Party(who);
        Among(Unagreed);
        var clean = InTime(Clean(terms), now);
        if (clean == Terms && who.Person == Author)
            yield break;
        MustBe(seen);
        yield return clean == Terms ? new PromiseMade(HashOf(clean), now) : new TermsCountered(clean, who.Person, now);
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

    /// <summary>Nobody took it before its day had passed: it fades out, and counts for nobody. Other terms bring it back.</summary>
    public bool HasFaded(DateTimeOffset now) => Terms is not null && Unagreed.Contains(Status) && now >= DueInstant;

    static Terms Clean(Terms terms) => terms with
    {
        What = Words.Sentence(terms.What, "text-empty", Longest.Sentence),
        DoneWhen = Words.Sentence(terms.DoneWhen, "text-empty", Longest.Sentence),
        Zone = TimeZoneInfo.TryFindSystemTimeZoneById(terms.Zone, out _) ? terms.Zone : throw new RejectedException("malformed"),
    };

    void MustBe(string terms)
    {
        if (HashOf(Terms!) != terms)
            throw new RejectedException("terms-changed");
    }
}
