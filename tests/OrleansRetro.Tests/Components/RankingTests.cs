using System.Collections.Immutable;
using OrleansRetro.Retros;

namespace OrleansRetro.Tests.Components;

/// <summary>Which topic comes first, and which has no rank at all.</summary>
[Trait("Row", "R14")]
public sealed class RankingTests
{
    static readonly CardId[] Cards = [.. Enumerable.Range(0, 5).Select(_ => new CardId(Guid.NewGuid()))];

    static int?[] Ranks(int[]? votes, params int[] parked)
    {
        var board = new Board
        {
            Id = new("0123456789012345678901"),
            Cards = Cards.ToImmutableDictionary(card => card, card => new CardFace(card, new("ideas"), "Text", null, null, 1)),
            Votes = new(Totals: votes?.Index().Where(given => given.Item > 0).ToImmutableDictionary(given => (TopicId)Cards[given.Index], given => given.Item)),
            Parked = [.. parked.Select(at => (TopicId)Cards[at])],
        };
        return [.. Cards.Select(card => board.RankOf(card))];
    }

    [Fact]
    public void As_many_votes_are_the_same_rank_and_none_is_no_rank() => Assert.Equal([1, 2, 2, null, null], Ranks([4, 1, 1, 0, 0]));

    [Fact]
    public void A_parked_topic_has_none_and_takes_none_away() => Assert.Equal([null, 1, 2, null, null], Ranks([4, 3, 1, 0, 0], parked: 0));

    [Fact]
    public void Where_nobody_has_voted_nothing_is_ranked()
    {
        Assert.Equal(new int?[5], Ranks([0, 0, 0, 0, 0]));
        Assert.Equal(new int?[5], Ranks(null));
    }
}
