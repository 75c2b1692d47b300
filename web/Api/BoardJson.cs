using System.Collections.Immutable;
using OrleansRetro.Retros;
using OrleansRetro.Words;

namespace OrleansRetro.Api;

/// <summary>A board as programs read it: lists in the order in which a page shows them. With a seat's own things where it was asked for by a seat.</summary>
public sealed record BoardJson
{
    public required string Id { get; init; }
    public required long Version { get; init; }
    public required string Title { get; init; }
    public required string Format { get; init; }
    public required Phase Phase { get; init; }
    public required bool Anonymous { get; init; }
    public required bool Hidden { get; init; }

    /// <summary>Where no names are kept, whether there are enough people that this hides anybody.</summary>
    public Company? Company { get; init; }
    public required string JoinCode { get; init; }
    public required IReadOnlyList<ColumnJson> Columns { get; init; }
    public required IReadOnlyList<CardJson> Cards { get; init; }
    public required IReadOnlyList<GroupJson> Groups { get; init; }
    public required IReadOnlyList<CommentJson> Comments { get; init; }
    public required IReadOnlyList<ParticipantJson> Participants { get; init; }
    public required IReadOnlyList<TopicJson> Topics { get; init; }
    public required VotesJson Votes { get; init; }
    public TopicId? Focus { get; init; }
    public BoardTimer? Timer { get; init; }
    public required IReadOnlyList<PollFace> Polls { get; init; }
    public required IReadOnlyList<KudosFace> Kudos { get; init; }
    public required IReadOnlyList<TakeawayFace> Takeaways { get; init; }
    public required DateTimeOffset StartedAt { get; init; }
    public required DateTimeOffset KeptUntil { get; init; }

    /// <summary>Promises asked for here and those taken along, where a seat asked.</summary>
    public IReadOnlyList<Promise>? Promises { get; init; }

    public sealed record CardJson(CardId Id, ColumnId Column, string? Text, ParticipantId? Author, GroupId? Group, ImmutableDictionary<string, int>? Reactions, bool? Mine = null);
    public sealed record GroupJson(GroupId Id, string Title, IReadOnlyList<CardId> Cards);
    public sealed record CommentJson(NoteId Id, CardId Card, string Text, ParticipantId? Author);
    public sealed record ParticipantJson(ParticipantId Id, string Name, bool Facilitator);
    public sealed record TopicJson(TopicId Id, string Title, int? Votes, string? Notes, bool? Parked);
    public sealed record VotesJson(int Budget, int PerTopic, int Round, bool Open, int? Left, ImmutableDictionary<TopicId, int>? Mine);

    public static BoardJson Of(Board board, Seat? seat = null, Room? room = null)
    {
        var settings = board.Settings;
        var cards = seat is null ? board.Cards : board.Cards.SetItems(seat.Over(board.Cards));
        var isUp = board.Phase > Phase.Write || !settings.Hidden;
        return new()
        {
            Id = board.Id.Value,
            Version = board.Version,
            Title = settings.Title,
            Format = settings.Format,
            Phase = board.Phase,
            Anonymous = settings.Anonymous,
            Hidden = settings.Hidden,
            Company = settings.Anonymous ? board.Company : null,
            JoinCode = settings.JoinCode,
            Columns = ColumnsOf(settings.Format, settings.Columns),
            Cards =
            [
                .. from column in settings.Columns
                   from card in cards.Values
                   where card.Column == column.Id
                   orderby settings.Columns.IndexOf(column), card.Order
                   select new CardJson(card.Id, card.Column, card.Text, card.Author, card.Group, card.Reactions, seat?.Cards.ContainsKey(card.Id) is true ? true : null),
            ],
            Groups =
            [
                .. from grouped in board.Cards.Values
                   where grouped.Group is not null
                   group grouped by grouped.Group!.Value into members
                   select new GroupJson(members.Key, board.Groups.GetValueOrDefault(members.Key, ""), [.. members.OrderBy(card => card.Order).Select(card => card.Id)]),
            ],
            Comments = [.. board.Comments.Values.OrderBy(comment => comment.Order).Select(comment => new CommentJson(comment.Id, comment.Card, comment.Text, comment.Author))],
            Participants = [.. board.Seats.Values.OrderBy(person => person.Id.Value).Select(person => new ParticipantJson(person.Id, person.Name, person.Facilitator))],
            Topics = isUp
                ? [.. board.Topics().Select(topic => new TopicJson(topic, board.TitleOf(topic), board.Votes.Totals is { } totals ? totals.GetValueOrDefault(topic) : null, board.Notes.GetValueOrDefault(topic), board.Parked.Contains(topic) ? true : null))]
                : [],
            Votes = new(board.Votes.Budget, board.Votes.PerTopic, board.Votes.Round, board.Votes.Open, seat?.VotesLeft, seat?.Votes),
            Focus = board.Focus,
            Timer = board.Timer,
            Polls = [.. board.Polls.Values.OrderBy(poll => poll.Number)],
            Kudos = [.. board.Kudos.Values.OrderBy(kudos => kudos.Id.Value)],
            Takeaways = [.. board.Takeaways.Values.OrderBy(takeaway => takeaway.Id.Value)],
            StartedAt = settings.StartedAt,
            KeptUntil = settings.KeptUntil,
            Promises = room?.Promises,
        };
    }

    /// <summary>Columns with their titles and what they ask; those of the format in English, the default language.</summary>
    public static IReadOnlyList<ColumnJson> ColumnsOf(string format, IEnumerable<Column> columns) =>
        [.. columns.Select(column => new ColumnJson(column.Id.Value, EnglishFormats.TitleOf(format, column), EnglishFormats.PromptOf(format, column)))];
}
