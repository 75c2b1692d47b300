using OrleansRetro.Commitments;
using OrleansRetro.Teams;

namespace OrleansRetro.Changes;

/// <summary>Something that changed around a team: which promises it touches, what becomes of each, and how the mood is then and four weeks later.</summary>
sealed partial record Change : IState<Change, ChangeEvent>
{
    /// <summary>Promises that one change touches at most.</summary>
    public const int MostAffected = 200;

    public static Change Empty { get; } = new();

    public TeamId? Team { get; init; }
    public string What { get; init; } = "";
    public DateOnly Since { get; init; }
    public PersonId By { get; init; }
    public DateTimeOffset At { get; init; }
    public ImmutableArray<AffectedAt> Affected { get; init; } = [];

    /// <summary>Promises of which one of their two people has said that they hold.</summary>
    public ImmutableHashSet<CommitmentId> Upheld { get; init; } = [];

    /// <summary>Null until the team is through with it.</summary>
    public DateTimeOffset? SettledAt { get; init; }
    public ImmutableArray<AnsweredPromise> Answers { get; init; } = [];

    /// <summary>Answers about the mood, by round and tag.</summary>
    public ImmutableSortedDictionary<int, ImmutableDictionary<string, TeamMood>> Moods { get; init; } = ImmutableSortedDictionary<int, ImmutableDictionary<string, TeamMood>>.Empty;

    /// <summary>Rounds of that question that are over.</summary>
    public ImmutableSortedSet<int> Closed { get; init; } = [];

    /// <summary>Whoever told it is erased.</summary>
    public bool HasLeft { get; init; }

    /// <summary>Counts what everybody may know of: not that somebody has answered.</summary>
    public long Published { get; init; }

    public Change Evolve(ChangeEvent @event) => @event switch
    {
        ChangeDeclared e => Told() with { Team = e.Team, What = e.What, Since = e.Since, Affected = e.Affected, By = e.By, At = e.At },
        PromiseUpheld e => Told() with { Upheld = Upheld.Add(e.Promise) },
        ChangeSettled e => Told() with { SettledAt = e.At, Answers = e.Answers },
        MoodAnswered e => this with { Moods = Moods.SetItem(e.Round, AnswersOf(e.Round).SetItem(e.VoterTag, e.Mood)) },
        MoodClosed e => Told() with { Closed = Closed.Add(e.Round) },
        DeclarerLeft => Told() with { What = "", HasLeft = true },
        _ => this,
    };

    /// <summary>The same event without the words, where whoever wrote them is erased.</summary>
    public ChangeEvent Erase(ChangeEvent @event) => @event is ChangeDeclared declared && HasLeft ? declared with { What = "" } : @event;

    /// <summary>What became of a promise: as it was when the team was through with the change, or as it stands.</summary>
    /// <param name="now">Null where the promise itself is no more.</param>
    /// <param name="isNobodys">Neither of its two people is here any more.</param>
    public ChangeAnswer? AnswerFor(CommitmentId promise, ChangedPromise? now, bool isNobodys = false) =>
        SettledAt is not null && Answers.FirstOrDefault(answer => answer.Promise == promise) is { } kept ? kept.Answer
        : now is null || isNobodys ? ChangeAnswer.Dropped
        : now.Answer ?? (Upheld.Contains(promise) && !now.IsDayAsked ? ChangeAnswer.Kept : null);

    Change Told() => this with { Published = Published + 1 };
}
