using OrleansRetro.Commitments;

namespace OrleansRetro.Retros;

/// <summary>
/// A retro as everybody in the room may see it: face-down cards have no text, cards of anonymous boards no author, votes no voter.
/// What only one person may see is that person's <see cref="Seat"/>.
/// </summary>
[GenerateSerializer, Immutable, Alias("board")]
public sealed record Board
{
    [Id(0)] public required RetroId Id { get; init; }

    /// <summary>How many changes led here; on anonymous boards it lags behind the log, so that it tells no times.</summary>
    [Id(1)] public long Version { get; init; }
    [Id(2)] public BoardSettings Settings { get; init; } = new();
    [Id(3)] public Phase Phase { get; init; }
    [Id(4)] public DateTimeOffset PhaseSince { get; init; }
    [Id(5)] public BoardTimer? Timer { get; init; }
    [Id(6)] public ImmutableDictionary<ParticipantId, BoardSeat> Seats { get; init; } = ImmutableDictionary<ParticipantId, BoardSeat>.Empty;
    [Id(7)] public ImmutableDictionary<CardId, CardFace> Cards { get; init; } = ImmutableDictionary<CardId, CardFace>.Empty;
    [Id(8)] public ImmutableDictionary<GroupId, string> Groups { get; init; } = ImmutableDictionary<GroupId, string>.Empty;
    [Id(9)] public ImmutableDictionary<NoteId, CommentFace> Comments { get; init; } = ImmutableDictionary<NoteId, CommentFace>.Empty;
    [Id(10)] public VotesFace Votes { get; init; } = new();
    [Id(11)] public TopicId? Focus { get; init; }
    [Id(12)] public ImmutableDictionary<TopicId, string> Notes { get; init; } = ImmutableDictionary<TopicId, string>.Empty;
    [Id(13)] public ImmutableHashSet<TopicId> Parked { get; init; } = [];
    [Id(14)] public ImmutableDictionary<PollId, PollFace> Polls { get; init; } = ImmutableDictionary<PollId, PollFace>.Empty;
    [Id(15)] public string? Icebreaker { get; init; }
    [Id(16)] public ImmutableDictionary<NoteId, KudosFace> Kudos { get; init; } = ImmutableDictionary<NoteId, KudosFace>.Empty;
    [Id(17)] public ImmutableDictionary<NoteId, TakeawayFace> Takeaways { get; init; } = ImmutableDictionary<NoteId, TakeawayFace>.Empty;

    /// <summary>Version of the first event that this build can't read; the board is read-only then.</summary>
    [Id(18)] public long? DamagedAt { get; init; }

    /// <summary>The promise from last time that everybody looks at; null while it is the first one.</summary>
    [Id(19)] public CommitmentId? Recalled { get; init; }

    /// <summary>Whether there are enough people that leaving names away hides anybody.</summary>
    public Company Company => Seats.Count switch { < 3 => Company.TooSmall, < 5 => Company.Small, _ => Company.Enough };

    /// <summary>The cards of a column in their order: by arrival, or on anonymous boards in one that tells nothing.</summary>
    public IEnumerable<CardFace> CardsOf(ColumnId column) =>
        Cards.Values.Where(card => card.Column == column).OrderBy(card => card.Order);

    /// <summary>The cards of a topic: a group's in their order, or the one card.</summary>
    public IEnumerable<CardFace> CardsOf(TopicId topic) =>
        Cards.TryGetValue(new(topic.Value), out var card)
            ? [card]
            : Cards.Values.Where(card => card.Group?.Value == topic.Value).OrderBy(card => card.Order);

    /// <summary>What can be voted on and talked about; by votes, most first, once they are known.</summary>
    public IEnumerable<TopicId> Topics() =>
        Cards.Values.Select(card => card.Topic).Distinct()
            .OrderByDescending(topic => Votes.Totals?.GetValueOrDefault(topic) ?? 0).ThenBy(topic => Chance.Of(topic.Value));

    /// <summary>What a topic is called: the group's title, or the text of its first card.</summary>
    public string TitleOf(TopicId topic) =>
        Groups.GetValueOrDefault(new(topic.Value)) is { Length: > 0 } title ? title : CardsOf(topic).FirstOrDefault()?.Text ?? "";

    public Board With(IEnumerable<BoardChange> changes)
    {
        var (board, cards) = (this, (ImmutableDictionary<CardId, CardFace>.Builder?)null);
        foreach (var change in changes)
        {
            // Mostly cards, and many at once: one new tree for all of them.
            if (change is CardPut card)
            {
                (cards ??= board.Cards.ToBuilder())[card.Id] = card.Face;
                continue;
            }
            board = change.ApplyTo(cards is null ? board : board with { Cards = cards.ToImmutable() });
            cards = null;
        }
        return cards is null ? board : board with { Cards = cards.ToImmutable() };
    }
}

/// <summary>What is set once and changes rarely.</summary>
[GenerateSerializer, Immutable, Alias("board-settings")]
public sealed record BoardSettings
{
    [Id(0)] public string Title { get; init; } = "";
    [Id(1)] public string Format { get; init; } = "";
    [Id(2)] public ImmutableArray<Column> Columns { get; init; } = [];
    [Id(3)] public bool Anonymous { get; init; }
    [Id(4)] public bool Hidden { get; init; }
    [Id(5)] public bool Sample { get; init; }
    [Id(6)] public string JoinCode { get; init; } = "";
    [Id(7)] public ImmutableArray<PlannedPhase> Plan { get; init; } = [];
    [Id(8)] public bool Planned { get; init; }
    [Id(9)] public DateTimeOffset StartedAt { get; init; }
    [Id(10)] public RetroId? Previous { get; init; }
    [Id(11)] public RetroId? Next { get; init; }
    [Id(12)] public ImmutableArray<ActionFace> Actions { get; init; } = [];
    [Id(13)] public ImmutableArray<CarriedPromise> Carried { get; init; } = [];

    /// <summary>Until when the board is kept when nobody promises anything more on it.</summary>
    [Id(14)] public DateTimeOffset KeptUntil { get; init; }

    /// <summary>The phases that this retro has been in.</summary>
    [Id(15)] public ImmutableArray<Phase> Entered { get; init; } = [];

    /// <summary>What a team calls a format of its own; null for those that words know.</summary>
    [Id(16)] public string? FormatTitle { get; init; }

    /// <summary>The team whose retro this is.</summary>
    [Id(17)] public Teams.TeamId? Team { get; init; }

    /// <summary>Somebody keeps it with an account, or a team does; <see cref="KeptUntil"/> means nothing then.</summary>
    [Id(18)] public bool Kept { get; init; }
}

/// <summary>Running towards <paramref name="Deadline"/>, or paused with <paramref name="Left"/>.</summary>
[GenerateSerializer, Immutable, Alias("board-timer")]
public sealed record BoardTimer(DateTimeOffset? Deadline, TimeSpan? Left);

[GenerateSerializer, Immutable, Alias("board-seat")]
public sealed record BoardSeat(ParticipantId Id, string Name, bool Facilitator);

/// <summary>A card; no <paramref name="Text"/> while it lies face down, no <paramref name="Author"/> then or on anonymous boards.</summary>
/// <param name="Order">Sorts the cards of a column.</param>
[GenerateSerializer, Immutable, Alias("card-face")]
public sealed record CardFace(
    CardId Id, ColumnId Column, string? Text, ParticipantId? Author, GroupId? Group, ulong Order, ImmutableDictionary<string, int>? Reactions = null)
{
    public TopicId Topic => Group is { } group ? group : Id;
}

[GenerateSerializer, Immutable, Alias("comment-face")]
public sealed record CommentFace(NoteId Id, CardId Card, string Text, ParticipantId? Author, ulong Order);

/// <summary>Votes as the room may see them: no <paramref name="Totals"/> while they are blind; <paramref name="Earlier"/> are those of the last round in which anybody voted.</summary>
[GenerateSerializer, Immutable, Alias("votes-face")]
public sealed record VotesFace(
    int Budget = 3, int PerTopic = 3, int Round = 0, bool Open = false,
    ImmutableDictionary<TopicId, int>? Totals = null, ImmutableDictionary<TopicId, int>? Earlier = null);

/// <summary>A poll as the room may see it: <paramref name="Results"/> once closed, and only when enough people answered.</summary>
[GenerateSerializer, Immutable, Alias("poll-face")]
public sealed record PollFace(
    PollId Id, PollKind Kind, string? Question, ImmutableArray<string> Options, int Number, bool Closed, int Answers, ImmutableDictionary<string, int>? Results)
{
    [Id(8)] public Phase AskedIn { get; init; }
}

/// <summary>A promise asked for in this retro, and the topic it came from.</summary>
[GenerateSerializer, Immutable, Alias("action-face")]
public sealed record ActionFace(CommitmentId Id, TopicId? Topic);

[GenerateSerializer, Immutable, Alias("kudos-face")]
public sealed record KudosFace(NoteId Id, ParticipantId To, string Text, ParticipantId? From);

[GenerateSerializer, Immutable, Alias("takeaway-face")]
public sealed record TakeawayFace(NoteId Id, string Text, ParticipantId? Author);
