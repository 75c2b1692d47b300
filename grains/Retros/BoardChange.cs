using System.Text.Json.Serialization;

namespace OrleansRetro.Retros;

/// <summary>One step of a board; it says how a thing is now, so applying it twice changes nothing.</summary>
[GenerateSerializer, Immutable, Alias("board-change")]
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(CardPut), "card")]
[JsonDerivedType(typeof(CardGone), "card-gone")]
[JsonDerivedType(typeof(SettingsPut), "settings")]
[JsonDerivedType(typeof(PhasePut), "phase")]
[JsonDerivedType(typeof(TimerPut), "timer")]
[JsonDerivedType(typeof(SeatPut), "seat")]
[JsonDerivedType(typeof(SeatGone), "seat-gone")]
[JsonDerivedType(typeof(GroupPut), "group")]
[JsonDerivedType(typeof(CommentPut), "comment")]
[JsonDerivedType(typeof(CommentGone), "comment-gone")]
[JsonDerivedType(typeof(VotesPut), "votes")]
[JsonDerivedType(typeof(FocusPut), "focus")]
[JsonDerivedType(typeof(NotesPut), "notes")]
[JsonDerivedType(typeof(ParkedPut), "parked")]
[JsonDerivedType(typeof(PollPut), "poll")]
[JsonDerivedType(typeof(IcebreakerPut), "icebreaker")]
[JsonDerivedType(typeof(RecallPut), "recall")]
[JsonDerivedType(typeof(KudosPut), "kudos")]
[JsonDerivedType(typeof(TakeawayPut), "takeaway")]
public abstract record BoardChange
{
    internal abstract Board ApplyTo(Board board);
}

[GenerateSerializer, Immutable, Alias("card-put")]
public sealed record CardPut(
    CardId Id, ColumnId Column, string? Text, ParticipantId? Author, GroupId? Group,
    [property: JsonIgnore] ulong Order, ImmutableDictionary<string, int>? Reactions) : BoardChange
{
    internal static CardPut Of(CardFace card) => new(card.Id, card.Column, card.Text, card.Author, card.Group, card.Order, card.Reactions);
    internal CardFace Face => new(Id, Column, Text, Author, Group, Order, Reactions);
    internal override Board ApplyTo(Board board) => board with { Cards = board.Cards.SetItem(Id, Face) };
}

[GenerateSerializer, Immutable, Alias("card-gone")]
public sealed record CardGone(CardId Id) : BoardChange
{
    internal override Board ApplyTo(Board board) => board with { Cards = board.Cards.Remove(Id) };
}

[GenerateSerializer, Immutable, Alias("settings-put")]
public sealed record SettingsPut(BoardSettings Settings) : BoardChange
{
    internal override Board ApplyTo(Board board) => board with { Settings = Settings };
}

[GenerateSerializer, Immutable, Alias("phase-put")]
public sealed record PhasePut(Phase Phase, DateTimeOffset Since) : BoardChange
{
    internal override Board ApplyTo(Board board) => board with { Phase = Phase, PhaseSince = Since };
}

[GenerateSerializer, Immutable, Alias("timer-put")]
public sealed record TimerPut(BoardTimer? Timer) : BoardChange
{
    internal override Board ApplyTo(Board board) => board with { Timer = Timer };
}

[GenerateSerializer, Immutable, Alias("seat-put")]
public sealed record SeatPut(ParticipantId Id, string Name, bool Facilitator) : BoardChange
{
    internal override Board ApplyTo(Board board) => board with { Seats = board.Seats.SetItem(Id, new(Id, Name, Facilitator)) };
}

[GenerateSerializer, Immutable, Alias("seat-gone")]
public sealed record SeatGone(ParticipantId Id) : BoardChange
{
    internal override Board ApplyTo(Board board) => board with { Seats = board.Seats.Remove(Id) };
}

[GenerateSerializer, Immutable, Alias("group-put")]
public sealed record GroupPut(GroupId Id, string Title) : BoardChange
{
    internal override Board ApplyTo(Board board) => board with { Groups = board.Groups.SetItem(Id, Title) };
}

[GenerateSerializer, Immutable, Alias("comment-put")]
public sealed record CommentPut(NoteId Id, CardId Card, string Text, ParticipantId? Author, [property: JsonIgnore] ulong Order) : BoardChange
{
    internal override Board ApplyTo(Board board) => board with { Comments = board.Comments.SetItem(Id, new(Id, Card, Text, Author, Order)) };
}

[GenerateSerializer, Immutable, Alias("comment-gone")]
public sealed record CommentGone(NoteId Id) : BoardChange
{
    internal override Board ApplyTo(Board board) => board with { Comments = board.Comments.Remove(Id) };
}

[GenerateSerializer, Immutable, Alias("votes-put")]
public sealed record VotesPut(VotesFace Votes) : BoardChange
{
    internal override Board ApplyTo(Board board) => board with { Votes = Votes };
}

[GenerateSerializer, Immutable, Alias("focus-put")]
public sealed record FocusPut(TopicId? Topic) : BoardChange
{
    internal override Board ApplyTo(Board board) => board with { Focus = Topic };
}

[GenerateSerializer, Immutable, Alias("notes-put")]
public sealed record NotesPut(TopicId Topic, string Text) : BoardChange
{
    internal override Board ApplyTo(Board board) => board with { Notes = board.Notes.SetItem(Topic, Text) };
}

[GenerateSerializer, Immutable, Alias("parked-put")]
public sealed record ParkedPut(TopicId Topic, bool Parked) : BoardChange
{
    internal override Board ApplyTo(Board board) => board with { Parked = Parked ? board.Parked.Add(Topic) : board.Parked.Remove(Topic) };
}

[GenerateSerializer, Immutable, Alias("poll-put")]
public sealed record PollPut(PollFace Poll) : BoardChange
{
    internal override Board ApplyTo(Board board) => board with { Polls = board.Polls.SetItem(Poll.Id, Poll) };
}

[GenerateSerializer, Immutable, Alias("icebreaker-put")]
public sealed record IcebreakerPut(string? Question) : BoardChange
{
    internal override Board ApplyTo(Board board) => board with { Icebreaker = Question };
}

[GenerateSerializer, Immutable, Alias("recall-put")]
public sealed record RecallPut(Commitments.CommitmentId Promise) : BoardChange
{
    internal override Board ApplyTo(Board board) => board with { Recalled = Promise };
}

[GenerateSerializer, Immutable, Alias("kudos-put")]
public sealed record KudosPut(KudosFace Kudos) : BoardChange
{
    internal override Board ApplyTo(Board board) => board with { Kudos = board.Kudos.SetItem(Kudos.Id, Kudos) };
}

[GenerateSerializer, Immutable, Alias("takeaway-put")]
public sealed record TakeawayPut(TakeawayFace Takeaway) : BoardChange
{
    internal override Board ApplyTo(Board board) => board with { Takeaways = board.Takeaways.SetItem(Takeaway.Id, Takeaway) };
}
