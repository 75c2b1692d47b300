namespace OrleansRetro.Retros;

// Grouping, voting, discussing, polls.
sealed partial record Retro
{
    /// <exception cref="RejectedException"><c>not-yours</c>, <c>wrong-phase</c></exception>
    public void MayGroup(Caller who)
    {
        Seated(who);
        During(Phase.Group);
    }

    /// <summary>Puts cards into a group, new or old, and titles it; cards that are in it stay, none leave.</summary>
    public IEnumerable<RetroEvent> GroupCards(Caller who, GroupId group, string? title, ImmutableArray<CardId> cards)
    {
        Seated(who);
        var joining = cards.Distinct().Select(id => Existing(who, id)).Where(card => card.Group != group).ToArray();
        var known = Groups.GetValueOrDefault(group);
        if (known is null && (joining.Length == 0 || Cards.ContainsKey(new(group.Value)) || IsOfRoom(new(group.Value))))
            throw new RejectedException("unknown-group");
        var wanted = Words.Clean(title);
        if (wanted.Length > Longest.Title)
            throw new RejectedException("text-too-long", Number(Longest.Title));
        var retitled = title is not null && wanted != (known?.Title ?? "");
        if (joining.Length == 0 && !retitled)
            yield break;
        During(Phase.Group);
        if (joining.Any(card => !card.FaceUp))
            throw new RejectedException("unknown-card");
        foreach (var card in joining)
            yield return new CardGrouped(card.Id, group);
        if (retitled)
            yield return new GroupTitled(group, wanted);
    }

    /// <summary>Puts one card into a group that exists, or out of any.</summary>
    public IEnumerable<RetroEvent> GroupCard(Caller who, CardId id, GroupId? group)
    {
        var card = Existing(who, id);
        if (card.Group == group)
            yield break;
        During(Phase.Group);
        if (group is { } known && !Groups.ContainsKey(known))
            throw new RejectedException("unknown-group");
        yield return group is { } into ? new CardGrouped(id, into) : new CardUngrouped(id);
    }

    public IEnumerable<RetroEvent> PlanVotes(Caller who, int budget, int perTopic)
    {
        Facilitating(who);
        if (budget is < 1 or > Voting.Most || perTopic < 1)
            throw new RejectedException("votes-budget", Number(Voting.Most));
        var cap = Math.Min(budget, perTopic);
        if ((Voting.Budget, Voting.PerTopic) == (budget, cap))
            yield break;
        if (Voting is { Round: > 0, Sealed: false, Begun: true })
            throw new RejectedException("votes-given");
        yield return new VotesPlanned(budget, cap);
    }

    /// <summary>
    /// This voter's votes on this topic from now on; the tag hides who it is.
    /// Votes on a card that has joined a group since can be taken back there, but not added to.
    /// </summary>
    public IEnumerable<RetroEvent> SetVotes(Caller who, TopicId topic, int count, string voterTag)
    {
        Seated(who);
        var now = Voting.Ballots.GetValueOrDefault(voterTag)?.GetValueOrDefault(topic) ?? 0;
        if (count == now && now > 0)
            yield break;
        if (!Voting.Open)
            throw new RejectedException("voting-closed");
        During(Phase.Vote);
        if (count < 0)
            throw new RejectedException("votes-negative");
        if (!IsTopic(topic) && (count > now || Voting.Where(topic, this) is null))
            throw new RejectedException(Cards.GetValueOrDefault(new(topic.Value)) is { Deleted: true } ? "deleted" : "unknown-topic");
        if (count == now)
            yield break;
        if (count > now && Voting.On(topic, voterTag, this) - now + count > Voting.PerTopic)
            throw new RejectedException("votes-cap", Number(Voting.PerTopic));
        if (count - now > Voting.Left(voterTag, this))
            throw new RejectedException("votes-spent", Number(Voting.Budget));
        yield return new VotesSet(topic, voterTag, count);
    }

    /// <summary>The round's key is lost, so nobody can change their votes any more: a new round begins, with the old totals shown.</summary>
    public IEnumerable<RetroEvent> VoteAnew(int lost)
    {
        if (Voting is { Open: true, Begun: true } && Voting.Round == lost)
            yield return new VotingOpened(Voting.Round + 1);
    }

    public IEnumerable<RetroEvent> FocusTopic(Caller who, TopicId? topic)
    {
        Facilitating(who);
        if (topic == Focus)
            yield break;
        During(Phase.Discuss);
        if (topic is { } wanted && !IsTopic(wanted))
            throw new RejectedException("unknown-topic");
        yield return new TopicFocused(topic);
    }

    /// <param name="seen">The notes that <paramref name="text"/> was written over; what others added since then stays below it. Null replaces whatever is there.</param>
    public IEnumerable<RetroEvent> TakeNotes(Caller who, TopicId topic, string text, string? seen, RetroLimits limits)
    {
        Seated(who);
        var there = Notes.GetValueOrDefault(topic, "");
        var wanted = Words.Clean(seen is null ? text : JointNotes.Merge(Words.Clean(seen), Words.Clean(text), there));
        if (wanted.Length > Longest.Notes)
            throw new RejectedException("text-too-long", Number(Longest.Notes));
        if (wanted == there)
            yield break;
        During(Phase.Discuss, Phase.Commit);
        if (!IsTopic(topic))
            throw new RejectedException("unknown-topic");
        if (!Notes.ContainsKey(topic) && Notes.Count >= limits.NotesPerRetro)
            throw new RejectedException("full-notes", Number(limits.NotesPerRetro));
        yield return new NotesTaken(topic, wanted);
    }

    public IEnumerable<RetroEvent> ParkTopic(Caller who, TopicId topic, bool parked)
    {
        Facilitating(who);
        if (Parked.Contains(topic) == parked)
            yield break;
        During(Phase.Discuss);
        if (!IsTopic(topic))
            throw new RejectedException("unknown-topic");
        yield return parked ? new TopicParked(topic) : new TopicUnparked(topic);
    }

    public IEnumerable<RetroEvent> OpenPoll(Caller who, PollId id, PollKind kind, string? question, ImmutableArray<string> options, RetroLimits limits)
    {
        Facilitating(who);
        if (Polls.TryGetValue(id, out var known))
        {
            if (known.Closed)
                throw new RejectedException("poll-closed");
            yield break;
        }
        if (kind is PollKind.Safety or PollKind.Esvp or PollKind.Mood)
            During(Phase.CheckIn);
        if (kind == PollKind.ReturnOnTime)
            During(Phase.Close);
        if (Polls.Values.Any(poll => !poll.Closed && poll.Kind != PollKind.ReturnOnTime))
            throw new RejectedException("poll-open");
        if (Polls.Count >= limits.PollsPerRetro)
            throw new RejectedException("full-polls", Number(limits.PollsPerRetro));
        if (kind != PollKind.Quick)
        {
            yield return new PollOpened(id, kind, Poll.OptionsOf(kind));
            yield break;
        }
        ImmutableArray<string> wanted = [.. options.Select(option => Words.Sentence(option, "poll-options", Longest.Title)).Distinct()];
        if (wanted.Length is < 2 or > 6)
            throw new RejectedException("poll-options");
        yield return new PollOpened(id, kind, wanted, Words.Sentence(question, "text-empty", Longest.Sentence));
    }

    public IEnumerable<RetroEvent> AnswerPoll(Caller who, PollId id, string option, string voterTag)
    {
        Seated(who);
        var poll = Polls.GetValueOrDefault(id) ?? throw new RejectedException("not-found");
        if (poll.Closed)
            throw new RejectedException("poll-closed");
        if (!poll.Options.Contains(option))
            throw new RejectedException("unknown-option");
        if (poll.Answers.GetValueOrDefault(voterTag) != option)
            yield return new PollAnswered(id, voterTag, option);
    }

    public IEnumerable<RetroEvent> ClosePoll(Caller who, PollId id)
    {
        Facilitating(who);
        var poll = Polls.GetValueOrDefault(id) ?? throw new RejectedException("not-found");
        if (!poll.Closed)
            yield return new PollClosed(id);
    }

    /// <summary>The poll's key is lost, so nobody's answer can be found again: those given count, and no more are taken.</summary>
    public IEnumerable<RetroEvent> GiveUpPoll(PollId id)
    {
        if (Polls.GetValueOrDefault(id) is { Closed: false, Answers.IsEmpty: false })
            yield return new PollClosed(id);
    }

    /// <summary>A question to warm up with, by the id of its words; null takes it away.</summary>
    public IEnumerable<RetroEvent> AskIcebreaker(Caller who, string? question)
    {
        Facilitating(who);
        During(Phase.CheckIn);
        if (question is not null && !ColumnId.TryParse(question, out _))
            throw new RejectedException("malformed");
        if (question != Icebreaker)
            yield return new IcebreakerAsked(question);
    }
}
