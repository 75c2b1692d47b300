namespace OrleansRetro.Retros;

sealed partial record Retro
{
    public Retro Evolve(RetroEvent @event) => @event switch
    {
        RetroStarted e => this with
        {
            Title = e.Title,
            Format = e.Format,
            FormatTitle = e.FormatTitle,
            Columns = e.Columns,
            Anonymous = e.Anonymous,
            Hidden = e.Hidden,
            Sample = e.Sample,
            StartedAt = e.At,
            Phase = e.Phase,
            PhaseSince = e.At,
            Entered = [e.Phase],
            JoinCode = e.JoinCode,
            InviteHash = e.InviteHash,
            Previous = e.Previous,
            Carried = e.Carried ?? [],
        },
        RetroRenamed e => this with { Title = e.Title },
        NextStarted e => this with { Next = e.Next },
        RetroClaimed e => this with { Team = e.Team },
        RetroShelved => this with { Shelved = true },
        RetroUnshelved => this with { Shelved = false },
        RetroKept e => this with { KeptBy = e.By },
        RetroLetGo e => this with { KeptBy = null, LetGoAt = e.At },

        SeatTaken e => this with
        {
            Participants = [.. Participants.Where(seat => seat.Id != e.Participant), new(e.Participant, e.Person, e.TokenHash, e.SeatKey) { Member = e.Member ?? false, Program = e.Program ?? false }],
            ByPerson = ByPerson.SetItem(e.Person, e.Participant),
            ByToken = ByToken.SetItem(e.TokenHash, e.Participant),
        },
        SeatRevoked e => Change(e.Participant, seat => seat with { Revoked = true, Facilitator = false, Left = e.Left ?? false }),
        LinkIssued e => Change(e.Participant, seat => seat with { LinkHash = e.TokenHash }),
        FacilitatorNamed e => Change(e.Participant, seat => seat with { Facilitator = true }),
        FacilitatorSteppedDown e => Change(e.Participant, seat => seat with { Facilitator = false }),
        InviteRenewed e => this with
        {
            EarlierInvites = [.. EarlierInvites, Secret.Hash(JoinCode), InviteHash],
            JoinCode = e.JoinCode,
            InviteHash = e.InviteHash,
            SeatsBeforeInvite = Participants.Length,
        },

        FormatChanged e => this with { Format = e.Format, FormatTitle = e.FormatTitle, Columns = e.Columns, LeftAs = LeftAs.SetItem(Format, Columns) },
        ColumnAdded e => this with { Columns = Columns.Add(new(e.Column, e.Title)) },
        ColumnRenamed e => this with { Columns = [.. Columns.Select(column => column.Id == e.Column ? column with { Title = e.Title } : column)] },
        ColumnRemoved e => this with { Columns = Columns.RemoveAll(column => column.Id == e.Column) },
        AnonymitySwitchedOn => this with { Anonymous = true },

        PhasesPlanned e => this with { Plan = e.Phases, Planned = e.Timed ?? true },
        PhaseEntered e => this with { Phase = e.Phase, PhaseSince = e.At, Entered = Entered.Add(e.Phase) },
        TimerStarted e => this with { Timer = new(e.Deadline, null) },
        TimerPaused e => this with { Timer = new(null, e.Left) },
        TimerStopped => this with { Timer = null },

        CardAdded e => this with
        {
            Cards = Cards.SetItem(e.Card, new(e.Card, e.Column, e.Text, e.Author, e.KeyHash, Anonymous ? 0 : CardsAdded + 1) { FaceUp = !Hidden || e.IsOfRoom }),
            CardsAdded = CardsAdded + 1,
            CardsAlive = CardsAlive + 1,
            CardsFaceDown = CardsFaceDown + (Hidden && !e.IsOfRoom ? 1 : 0),
        },
        CardReworded e => Change(e.Card, card => card with { Text = e.Text }),
        CardMoved e => Change(e.Card, card => card with { Column = e.Column }),
        CardDeleted e => Alive(e.Card) is { } card ? Leave(card).Change(e.Card, gone => gone with { Deleted = true, Group = null }).Count(card, -1) : this,
        CardRestored e => Cards.GetValueOrDefault(e.Card) is { Deleted: true } card ? Change(e.Card, back => back with { Deleted = false }).Count(card, 1) : this,
        CardsRevealed e => Reveal(e.Author),
        ReactionAdded e => Change(e.Card, card => card with { Reactions = card.Reactions.SetItem(e.Emoji, card.Reactions.GetValueOrDefault(e.Emoji, []).Add(e.KeyHash)) }),
        ReactionRemoved e => Change(e.Card, card => card with { Reactions = card.Reactions.SetItem(e.Emoji, card.Reactions.GetValueOrDefault(e.Emoji, []).Remove(e.KeyHash)) }),
        CommentAdded e => this with { Comments = Comments.SetItem(e.Comment, new(e.Comment, e.Card, e.Text, e.Author, e.KeyHash, Anonymous ? 0 : Comments.Count + 1)) },
        CommentDeleted e => Comments.TryGetValue(e.Comment, out var comment) ? this with { Comments = Comments.SetItem(e.Comment, comment with { Deleted = true }) } : this,

        GroupTitled e => this with { Groups = Groups.SetItem(e.Group, Groups.GetValueOrDefault(e.Group, new("", [])) with { Title = e.Title }) },
        CardGrouped e => Alive(e.Card) is { } card ? Leave(card).Enter(card.Id, e.Group) : this,
        CardUngrouped e => Alive(e.Card) is { } card ? Leave(card) : this,

        VotesPlanned e => this with { Voting = Voting with { Budget = e.Budget, PerTopic = e.PerTopic } },
        VotingOpened e => this with
        {
            Voting = e.Round == Voting.Round
                ? Voting with { Open = true }
                : Voting with { Round = e.Round, Open = true, Sealed = false, Earlier = Voting.ById(), Ballots = Voting.Ballots.Clear() },
        },
        VotesSet e => this with { Voting = Voting with { Ballots = Voting.Ballots.SetItem(e.VoterTag, Ballot(e)) } },
        VotingClosed => this with { Voting = Voting with { Open = false } },
        VotingSealed => this with { Voting = Voting with { Open = false, Sealed = true } },

        TopicFocused e => this with { Focus = e.Topic },
        NotesTaken e => this with { Notes = Notes.SetItem(e.Topic, e.Text) },
        TopicParked e => this with { Parked = Parked.Add(e.Topic) },
        TopicUnparked e => this with { Parked = Parked.Remove(e.Topic) },

        PollOpened e => this with { Polls = Polls.SetItem(e.Poll, new(e.Poll, e.Kind, e.Question, e.Options, Polls.Count + 1) { AskedIn = Phase }) },
        PollAnswered e => Polls.TryGetValue(e.Poll, out var poll) ? this with { Polls = Polls.SetItem(e.Poll, poll with { Answers = poll.Answers.SetItem(e.VoterTag, e.Option) }) } : this,
        PollClosed e => Polls.TryGetValue(e.Poll, out var poll) ? this with { Polls = Polls.SetItem(e.Poll, poll with { Closed = true }) } : this,
        IcebreakerAsked e => this with { Icebreaker = e.Question },

        PromiseRecalled e => this with { Recalled = e.Promise },
        PromisedAgain e => this with { Carried = [.. Carried.Select(carried => carried.Id == e.Promise ? carried with { Again = true } : carried)] },
        ActionProposed e => this with { Actions = Actions.Add(new(e.Commitment, e.Topic)) },
        KudosGiven e => this with { Kudos = Kudos.SetItem(e.Kudos, new(e.Kudos, e.To, e.Text, e.From)) },
        TakeawayShared e => this with { Takeaways = Takeaways.SetItem(e.Takeaway, new(e.Takeaway, e.Text, e.Author)) },
        _ => this,
    };

    Card? Alive(CardId id) => Cards.GetValueOrDefault(id) is { Deleted: false } card ? card : null;

    Retro Change(ParticipantId id, Func<Participant, Participant> change) =>
        this with { Participants = [.. Participants.Select(participant => participant.Id == id ? change(participant) : participant)] };

    Retro Change(CardId id, Func<Card, Card> change) =>
        Cards.TryGetValue(id, out var card) ? this with { Cards = Cards.SetItem(id, change(card)) } : this;

    Retro Count(Card card, int by) => this with { CardsAlive = CardsAlive + by, CardsFaceDown = CardsFaceDown + (card.FaceUp ? 0 : by) };

    Retro Leave(Card card)
    {
        if (card.Group is not { } id || !Groups.TryGetValue(id, out var group))
            return this;
        var rest = group.Cards.Remove(card.Id);
        return (this with { Groups = Groups.SetItem(id, group with { Cards = rest, Heir = rest.IsEmpty ? card.Id : null }) })
            .Change(card.Id, left => left with { Group = null });
    }

    Retro Enter(CardId card, GroupId id)
    {
        var group = Groups.GetValueOrDefault(id, new("", []));
        return (this with { Groups = Groups.SetItem(id, group with { Cards = group.Cards.Add(card), Heir = null }) })
            .Change(card, entered => entered with { Group = id });
    }

    Retro Reveal(ParticipantId? author)
    {
        var cards = Cards.ToBuilder();
        foreach (var card in Cards.Values.Where(card => !card.FaceUp && (author is null || card.Author == author)))
            cards[card.Id] = card with { FaceUp = true };
        return this with { Cards = cards.ToImmutable(), CardsFaceDown = cards.Values.Count(card => card is { FaceUp: false, Deleted: false }) };
    }

    /// <summary>Whoever votes on gives up the votes on what is gone: they may be spent again, so they can't come back.</summary>
    ImmutableDictionary<TopicId, int> Ballot(VotesSet e)
    {
        var before = Voting.Ballots.GetValueOrDefault(e.VoterTag, ImmutableDictionary<TopicId, int>.Empty);
        var ballot = before.RemoveRange(before.Keys.Where(topic => Voting.Where(topic, this) is null));
        var count = Math.Clamp(e.Count, 0, Voting.Most);
        return count == 0 ? ballot.Remove(e.Topic) : ballot.SetItem(e.Topic, count);
    }
}
