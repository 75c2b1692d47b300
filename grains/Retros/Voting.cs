namespace OrleansRetro.Retros;

/// <summary>Dot votes of one round, blind until they are closed. Ballots stay with the id they were given to.</summary>
sealed record Voting
{
    /// <summary>The largest budget there is.</summary>
    public const int Most = 20;

    public int Budget { get; init; } = 3;
    public int PerTopic { get; init; } = 3;

    /// <summary>1 for the first round; 0 before it.</summary>
    public int Round { get; init; }
    public bool Open { get; init; }

    /// <summary>The round's key is gone: only totals can be known from now on.</summary>
    public bool Sealed { get; init; }

    /// <summary>Somebody has voted in this round.</summary>
    public bool Begun => Ballots.Values.Any(ballot => !ballot.IsEmpty);

    /// <summary>Per voter tag: votes by topic.</summary>
    public ImmutableDictionary<string, ImmutableDictionary<TopicId, int>> Ballots { get; init; } =
        ImmutableDictionary<string, ImmutableDictionary<TopicId, int>>.Empty;

    /// <summary>Votes per id in the last round before this one in which anybody voted.</summary>
    public ImmutableDictionary<TopicId, int> Earlier { get; init; } = ImmutableDictionary<TopicId, int>.Empty;

    /// <summary>Votes per id, before groups are summed: this round's, or the last one's while nobody has voted in this one.</summary>
    public ImmutableDictionary<TopicId, int> ById() => !Begun ? Earlier :
        Ballots.Values.SelectMany(ballot => ballot).GroupBy(vote => vote.Key, vote => vote.Value)
            .ToImmutableDictionary(votes => votes.Key, votes => votes.Sum());

    /// <summary>Votes per topic there is now: a group sums its cards' ballots and its own.</summary>
    public ImmutableDictionary<TopicId, int> Totals(Retro retro) => Summed(ById(), retro);

    public static ImmutableDictionary<TopicId, int> Summed(ImmutableDictionary<TopicId, int> byId, Retro retro)
    {
        var totals = ImmutableDictionary.CreateBuilder<TopicId, int>();
        foreach (var (id, votes) in byId)
        {
            if (Where(id, retro) is { } topic)
                totals[topic] = totals.GetValueOrDefault(topic) + votes;
        }
        return totals.ToImmutable();
    }

    /// <summary>Votes that this voter still has: those on things that are gone come back.</summary>
    public int Left(string tag, Retro retro) =>
        Budget - Ballots.GetValueOrDefault(tag, ImmutableDictionary<TopicId, int>.Empty).Where(vote => Where(vote.Key, retro) is not null).Sum(vote => vote.Value);

    /// <summary>This voter's votes on a topic, also those that were given to its cards before they came together.</summary>
    public int On(TopicId topic, string tag, Retro retro) =>
        Ballots.GetValueOrDefault(tag, ImmutableDictionary<TopicId, int>.Empty).Where(vote => Where(vote.Key, retro) == topic).Sum(vote => vote.Value);

    /// <summary>Where a ballot counts today, or null when its card is gone.</summary>
    public static TopicId? Where(TopicId id, Retro retro)
    {
        if (retro.Groups.TryGetValue(new(id.Value), out var group))
            return !group.Cards.IsEmpty ? id : group.Heir is { } heir ? OfCard(heir) : null;
        return OfCard(new(id.Value));

        TopicId? OfCard(CardId card) => retro.Cards.TryGetValue(card, out var found) && !found.Deleted ? Retro.TopicOf(found) : null;
    }
}
