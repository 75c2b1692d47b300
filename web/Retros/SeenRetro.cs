using OrleansRetro.EventSourcing;

namespace OrleansRetro.Retros;

/// <summary>One retro with one seat's eyes, at one moment: what lies face down for others stays so.</summary>
public sealed record SeenRetro(Board Board, Seat? Own, Room Room)
{
    public BoardSettings Settings => Board.Settings;

    /// <summary>As it can be handed on: on an anonymous board, what this seat alone knows would say whose it is.</summary>
    public SeenRetro ToHandOn() => Settings.Anonymous ? this with { Own = null } : this;

    /// <summary>With the eyes of somebody in its team, who has no seat.</summary>
    /// <exception cref="RejectedException"><c>not-found</c>: it was deleted meanwhile; <c>not-yours</c>: it is none of this person's teams'.</exception>
    public static async Task<SeenRetro> By(IRetroGrain retro, Caller who) => new(
        await Asking.Again(() => retro.GetBoard(who)), null, await Asking.Again(() => retro.GetRoom(who)));

    /// <exception cref="RejectedException"><c>not-found</c>: it was deleted meanwhile; <c>not-yours</c>: the seat was.</exception>
    public static async Task<SeenRetro> By(IRetroGrain retro, Caller who, SeatToken token) => new(
        await Asking.Again(() => retro.GetBoard(who)),
        await Asking.Again(() => retro.GetSeat(who, token)),
        await Asking.Again(() => retro.GetRoom(who)));

    /// <summary>The cards of a column that this seat can read, in order.</summary>
    public IEnumerable<CardFace> CardsOf(ColumnId column) =>
        (Own is null ? Board.Cards : Board.Cards.SetItems(Own.Over(Board.Cards))).Values.Where(card => card.Column == column && card.Text is not null).OrderBy(card => card.Order);

    public IEnumerable<CommentFace> CommentsOn(CardId card) =>
        (Own is null ? Board.Comments : Board.Comments.SetItems(Own.Comments)).Values.Where(comment => comment.Card == card).OrderBy(comment => comment.Order);

    /// <summary>What was voted for, noted or parked; most votes first. Nothing while votes are blind.</summary>
    public IEnumerable<TopicId> Topics() => Board.Votes.Totals is { } totals
        ? Board.Topics().Where(topic => totals.GetValueOrDefault(topic) > 0 || Board.Parked.Contains(topic) || NotesOn(topic) is not null)
        : [];

    public int VotesFor(TopicId topic) => Board.Votes.Totals?.GetValueOrDefault(topic) ?? 0;

    public string? NotesOn(TopicId topic) => Board.Notes.GetValueOrDefault(topic) is { Length: > 0 } notes ? notes : null;

    /// <summary>What a card's group is called; one that nobody named is called as its first card.</summary>
    public string? GroupOf(CardFace card) =>
        card.Group is { } group && (Board.Groups.GetValueOrDefault(group) is { Length: > 0 } || Board.CardsOf(group).Skip(1).Any()) ? Board.TitleOf(group) : null;

    /// <summary>Null where the board keeps no names.</summary>
    public string? NameOf(ParticipantId? who) => who is { } id ? Board.Seats.GetValueOrDefault(id)?.Name : null;

    /// <summary>What the room said about its time; null before anybody did.</summary>
    public PollFace? Rating => Board.Polls.GetValueOrDefault(PollId.ReturnOnTime) is { Answers: > 0 } rating ? rating : null;

    /// <summary>What else was asked and closed, in the order in which it was asked.</summary>
    public IEnumerable<PollFace> Polls => Board.Polls.Values.Where(poll => poll.Closed && poll.Id != PollId.ReturnOnTime).OrderBy(poll => poll.Number);

    /// <summary>Thanks and take-aways in an order that tells nothing.</summary>
    public IEnumerable<KudosFace> Thanks => Board.Kudos.Values.OrderBy(kudos => kudos.Id.Value);

    public IEnumerable<TakeawayFace> Takeaways => Board.Takeaways.Values.OrderBy(takeaway => takeaway.Id.Value);
}
