namespace OrleansRetro.Retros;

/// <summary>What one person alone may see of a retro: asked for by its owner, never on the shared wire.</summary>
[GenerateSerializer, Immutable, Alias("seat")]
public sealed record Seat
{
    [Id(0)] public required ParticipantId Participant { get; init; }
    [Id(1)] public bool Facilitator { get; init; }

    /// <summary>Own cards with their text, also those that lie face down for the others.</summary>
    [Id(2)] public ImmutableDictionary<CardId, CardFace> Cards { get; init; } = ImmutableDictionary<CardId, CardFace>.Empty;

    /// <summary>Own comments, also those that have not left the grain yet.</summary>
    [Id(3)] public ImmutableDictionary<NoteId, CommentFace> Comments { get; init; } = ImmutableDictionary<NoteId, CommentFace>.Empty;

    /// <summary>Own votes of the open round, by the id they were given to.</summary>
    [Id(4)] public ImmutableDictionary<TopicId, int> Votes { get; init; } = ImmutableDictionary<TopicId, int>.Empty;
    [Id(5)] public int VotesLeft { get; init; }

    /// <summary>Own answers to polls that are open.</summary>
    [Id(6)] public ImmutableDictionary<PollId, string> Answers { get; init; } = ImmutableDictionary<PollId, string>.Empty;

    /// <summary>Own reactions, as card and emoji.</summary>
    [Id(7)] public ImmutableHashSet<(CardId Card, string Emoji)> Reactions { get; init; } = [];

    /// <summary>The room offers this person to facilitate.</summary>
    [Id(8)] public bool Offered { get; init; }
    [Id(9)] public bool Ready { get; init; }

    /// <summary>Own cards to lay over those that everybody sees; reactions stay as they were shown to all.</summary>
    public IEnumerable<KeyValuePair<CardId, CardFace>> Over(ImmutableDictionary<CardId, CardFace> shared) =>
        Cards.Select(own => KeyValuePair.Create(own.Key, own.Value with { Reactions = shared.GetValueOrDefault(own.Key)?.Reactions }));
}
