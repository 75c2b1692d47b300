using System.Runtime.CompilerServices;

namespace OrleansRetro.Retros;

/// <summary>How the cards of a board lie, worked out once for all who look at it: what each column shows, what belongs to what.</summary>
public sealed class Lanes
{
    static readonly ConditionalWeakTable<Board, Lanes> Known = [];

    readonly ILookup<ColumnId, TopicId> _topics;
    readonly ILookup<ColumnId, CardId> _faceDown;
    readonly Dictionary<GroupId, CardFace[]> _groups;
    readonly Lazy<ILookup<CardId, CommentFace>> _comments;

    Lanes(Board board)
    {
        var faceUp = board.Cards.Values.Where(card => card.Text is not null).OrderBy(card => card.Order).ToArray();
        _groups = faceUp.Where(card => card.Group is not null).GroupBy(card => card.Group!.Value).ToDictionary(group => group.Key, group => group.ToArray());
        _topics = faceUp.Where(card => card.Group is not { } group || HomeOf(group) == card).ToLookup(card => card.Column, card => card.Topic);
        _faceDown = board.Cards.Values.Where(card => card.Text is null).ToLookup(card => card.Column, card => card.Id);
        _comments = new(() => board.Comments.Values.OrderBy(comment => comment.Order).ToLookup(comment => comment.Card));
    }

    public static Lanes Of(Board board) => Known.GetValue(board, static board => new(board));

    /// <summary>The group that begins with this card: the same for whoever makes it, so that two who do it at once make one.</summary>
    public static GroupId GroupAround(CardId card)
    {
        Span<byte> bytes = stackalloc byte[16];
        card.Value.TryWriteBytes(bytes);
        for (var index = 10; index < 16; index++)
            bytes[index] ^= 0xff;
        return new(new Guid(bytes));
    }

    /// <summary>Groups and single cards of a column in their order; a group lies where its first card does.</summary>
    public IEnumerable<TopicId> TopicsOf(ColumnId column) => _topics[column];

    public IEnumerable<CardId> FaceDown(ColumnId column) => _faceDown[column];

    public IReadOnlyList<CardFace> CardsOf(GroupId group) => _groups.GetValueOrDefault(group, []);

    public ColumnId? ColumnOf(GroupId group) => _groups.ContainsKey(group) ? HomeOf(group).Column : null;

    /// <summary>Groups with cards in them.</summary>
    public IEnumerable<GroupId> Groups => _groups.Keys;

    public IEnumerable<CommentFace> CommentsOn(CardId card) => _comments.Value[card];

    /// <summary>All cards that lie face up, column by column from top to bottom.</summary>
    public IEnumerable<CardId> InReadingOrder(IEnumerable<Column> columns) =>
        from column in columns
        from topic in _topics[column.Id]
        from card in _groups.TryGetValue(new(topic.Value), out var together) ? together.Select(member => member.Id) : [new CardId(topic.Value)]
        select card;

    CardFace HomeOf(GroupId group) => Array.Find(_groups[group], card => GroupAround(card.Id) == group) ?? _groups[group][0];
}
