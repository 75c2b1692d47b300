namespace OrleansRetro.Retros;

/// <summary>One retro: what all its events amount to.</summary>
sealed partial record Retro : IState<Retro, RetroEvent>
{
    public static Retro Empty { get; } = new();

    public string Title { get; init; } = "";
    public string Format { get; init; } = "";

    /// <summary>What a team calls a format of its own; null for those that words know.</summary>
    public string? FormatTitle { get; init; }
    public ImmutableArray<Column> Columns { get; init; } = [];

    /// <summary>The columns that each earlier format had when it was left, as it is found again on the way back.</summary>
    public ImmutableDictionary<string, ImmutableArray<Column>> LeftAs { get; init; } = ImmutableDictionary<string, ImmutableArray<Column>>.Empty;
    public bool Anonymous { get; init; }
    public bool Hidden { get; init; }
    public bool Sample { get; init; }
    public DateTimeOffset StartedAt { get; init; }
    public RetroId? Previous { get; init; }
    public ImmutableArray<CarriedPromise> Carried { get; init; } = [];
    public RetroId? Next { get; init; }
    public Teams.TeamId? Team { get; init; }

    /// <summary>Its team has discarded it, and may still take that back.</summary>
    public bool Shelved { get; init; }

    /// <summary>Who keeps it with their account.</summary>
    public ParticipantId? KeptBy { get; init; }

    /// <summary>When whoever kept it was gone.</summary>
    public DateTimeOffset? LetGoAt { get; init; }

    public string JoinCode { get; init; } = "";
    public string InviteHash { get; init; } = "";

    /// <summary>Hashes of the codes and links that were renewed; their streams go with the retro's.</summary>
    public ImmutableArray<string> EarlierInvites { get; init; } = [];

    /// <summary>Seats that were taken before the present invite.</summary>
    public int SeatsBeforeInvite { get; init; }
    public ImmutableArray<Participant> Participants { get; init; } = [];
    public ImmutableDictionary<PersonId, ParticipantId> ByPerson { get; init; } = ImmutableDictionary<PersonId, ParticipantId>.Empty;
    public ImmutableDictionary<string, ParticipantId> ByToken { get; init; } = ImmutableDictionary<string, ParticipantId>.Empty;

    public Phase Phase { get; init; }
    public DateTimeOffset PhaseSince { get; init; }

    /// <summary>The phases that this retro has been in.</summary>
    public ImmutableHashSet<Phase> Entered { get; init; } = [];
    public ImmutableArray<PlannedPhase> Plan { get; init; } = Phases.For(45);

    /// <summary>Somebody chose a length, so phases start their timers by themselves.</summary>
    public bool Planned { get; init; }
    public Timer? Timer { get; init; }

    public ImmutableDictionary<CardId, Card> Cards { get; init; } = ImmutableDictionary<CardId, Card>.Empty;
    public int CardsAdded { get; init; }
    public int CardsAlive { get; init; }
    public int CardsFaceDown { get; init; }
    public ImmutableDictionary<NoteId, Comment> Comments { get; init; } = ImmutableDictionary<NoteId, Comment>.Empty;
    public ImmutableDictionary<GroupId, Group> Groups { get; init; } = ImmutableDictionary<GroupId, Group>.Empty;

    public Voting Voting { get; init; } = new();
    public TopicId? Focus { get; init; }
    public ImmutableDictionary<TopicId, string> Notes { get; init; } = ImmutableDictionary<TopicId, string>.Empty;
    public ImmutableHashSet<TopicId> Parked { get; init; } = [];

    public ImmutableDictionary<PollId, Poll> Polls { get; init; } = ImmutableDictionary<PollId, Poll>.Empty;
    public string? Icebreaker { get; init; }
    public Commitments.CommitmentId? Recalled { get; init; }

    public ImmutableArray<ProposedAction> Actions { get; init; } = [];
    public ImmutableDictionary<NoteId, Kudos> Kudos { get; init; } = ImmutableDictionary<NoteId, Kudos>.Empty;
    public ImmutableDictionary<NoteId, Takeaway> Takeaways { get; init; } = ImmutableDictionary<NoteId, Takeaway>.Empty;

    /// <summary>What people can vote on and talk about: groups, and cards without one.</summary>
    public IEnumerable<TopicId> Topics() =>
        Groups.Where(group => !group.Value.Cards.IsEmpty).Select(group => (TopicId)group.Key)
            .Concat(Cards.Values.Where(card => card is { Deleted: false, Group: null }).Select(card => (TopicId)card.Id));

    public bool IsTopic(TopicId topic) =>
        Groups.TryGetValue(new(topic.Value), out var group) ? !group.Cards.IsEmpty
        : Cards.TryGetValue(new(topic.Value), out var card) && card is { Deleted: false, Group: null };

    /// <summary>The topic that a card is talked about under.</summary>
    public static TopicId TopicOf(Card card) => card.Group is { } group ? group : card.Id;

    /// <summary>Topics by votes, most first; equal ones in an order that tells nothing.</summary>
    public IEnumerable<TopicId> TopicsByVotes()
    {
        var totals = Voting.Totals(this);
        return Topics().OrderByDescending(topic => totals.GetValueOrDefault(topic)).ThenBy(topic => Chance.Of(topic.Value));
    }
}

/// <summary>Somebody with a seat.</summary>
sealed record Participant(
    ParticipantId Id, PersonId Person, string TokenHash, string? SeatKey, bool Facilitator = false, bool Revoked = false, string? LinkHash = null)
{
    /// <summary>Taken without an invite, by somebody of the retro's team.</summary>
    public bool Member { get; init; }

    /// <summary>Its token is a program's, and no browser's.</summary>
    public bool Program { get; init; }

    /// <summary>Revoked because they belong to the team no longer; whoever belongs to it again is welcome.</summary>
    public bool Left { get; init; }
}

/// <summary>Running towards a deadline, or paused with some time left.</summary>
sealed record Timer(DateTimeOffset? Deadline, TimeSpan? Left);

/// <summary>A card. <paramref name="Number"/> counts them in order of arrival; on an anonymous board it is 0.</summary>
sealed record Card(CardId Id, ColumnId Column, string Text, ParticipantId? Author, string? KeyHash, int Number)
{
    public GroupId? Group { get; init; }
    public bool FaceUp { get; init; }
    public bool Deleted { get; init; }
    public ImmutableDictionary<string, ImmutableHashSet<string>> Reactions { get; init; } = ImmutableDictionary<string, ImmutableHashSet<string>>.Empty;
}

/// <summary>A comment, numbered as cards are.</summary>
sealed record Comment(NoteId Id, CardId Card, string Text, ParticipantId? Author, string? KeyHash, int Number, bool Deleted = false);

/// <summary>Cards that belong together, in the order they were put there. When the last one leaves, it inherits the group's ballots.</summary>
sealed record Group(string Title, ImmutableArray<CardId> Cards, CardId? Heir = null);

sealed record ProposedAction(Commitments.CommitmentId Id, TopicId? Topic);

sealed record Kudos(NoteId Id, ParticipantId To, string Text, ParticipantId? From);

sealed record Takeaway(NoteId Id, string Text, ParticipantId? Author);
