using System.Collections.Immutable;
using OrleansRetro.Commitments;
using OrleansRetro.Retros;

namespace OrleansRetro.Tests.Components;

/// <summary>A retro with something in every field that people write, as one seat sees it at its end.</summary>
static class FullRetro
{
    /// <summary>Every place for words, by name.</summary>
    public static IReadOnlyList<string> Places { get; } =
        ["title", "column", "name", "card", "second card", "group", "comment", "notes", "promise", "done-when", "owner", "carried", "thanks", "take-away", "question", "answer"];

    /// <summary>With what <paramref name="write"/> puts into each place.</summary>
    public static SeenRetro With(Func<string, string> write, int answers = 6)
    {
        var (me, ben) = (new ParticipantId(1), new ParticipantId(2));
        var (wentWell, own) = (new ColumnId("went-well"), new ColumnId("own"));
        var (first, second) = (new CardId(Guid.NewGuid()), new CardId(Guid.NewGuid()));
        var group = new GroupId(Guid.NewGuid());
        var (commitment, carried) = (new CommitmentId(Guid.NewGuid()), new CommitmentId(Guid.NewGuid()));
        var reactions = ImmutableDictionary<string, int>.Empty.Add("👍", 2);
        var board = new Board
        {
            Id = new("0123456789012345678901"),
            Phase = Phase.Close,
            Settings = new()
            {
                Title = write("title"),
                Format = "went-well",
                Columns = [new(wentWell), new(own, write("column"))],
                StartedAt = new(2025, 3, 13, 14, 0, 0, TimeSpan.Zero),
                Actions = [new(commitment, group)],
            },
            Seats = ImmutableDictionary<ParticipantId, BoardSeat>.Empty.Add(me, new(me, write("name"), true)).Add(ben, new(ben, "Ben", false)),
            Cards = ImmutableDictionary<CardId, CardFace>.Empty
                .Add(first, new(first, wentWell, write("card"), me, group, 1, reactions))
                .Add(second, new(second, own, write("second card"), ben, group, 2)),
            Groups = ImmutableDictionary<GroupId, string>.Empty.Add(group, write("group")),
            Comments = Notes(id => new CommentFace(id, first, write("comment"), ben, 1)),
            Votes = new(Totals: ImmutableDictionary<TopicId, int>.Empty.Add(group, 5)),
            Notes = ImmutableDictionary<TopicId, string>.Empty.Add(group, write("notes")),
            Parked = [group],
            Kudos = Notes(id => new KudosFace(id, ben, write("thanks"), me)),
            Takeaways = Notes(id => new TakeawayFace(id, write("take-away"), ben)),
            Polls = Polls([Rating(answers), Mood(answers), .. Others(write)]),
        };
        var room = new Room
        {
            Promises =
            [
                new(commitment, write("promise"), write("done-when"), new(2025, 3, 28), ben, write("owner"), CommitmentStatus.Promised, null, false, 0),
                new(carried, write("carried"), "it is there", new(2025, 3, 7), me, "Ana", CommitmentStatus.Met, true, true, 1) { AsSpecified = true },
            ],
        };
        return new(board, new() { Participant = me }, room);
    }

    static PollFace Rating(int answers) => new(PollId.ReturnOnTime, PollKind.ReturnOnTime, null, ["1", "2", "3", "4", "5"], 1, true, answers,
        answers < 5 ? null : ImmutableDictionary<string, int>.Empty.Add("4", answers - 1).Add("5", 1));

    static PollFace Mood(int answers) => new(new("mood-1"), PollKind.Mood, null, ["1", "2", "3", "4", "5"], 2, true, answers,
        answers < 5 ? null : ImmutableDictionary<string, int>.Empty.Add("5", answers - 3).Add("2", 3));

    /// <summary>One that people wrote, one that brings its own words, and one that is still open.</summary>
    static PollFace[] Others(Func<string, string> write) =>
    [
        new(new("quick-1"), PollKind.Quick, write("question"), [write("answer"), "no"], 4, true, 3, ImmutableDictionary<string, int>.Empty.Add(write("answer"), 2).Add("no", 1)),
        new(new("more-time-1"), PollKind.MoreTime, null, ["up", "sideways", "down"], 3, true, 2, ImmutableDictionary<string, int>.Empty.Add("up", 2)),
        new(new("quick-2"), PollKind.Quick, "Still open?", ["yes", "no"], 5, false, 1, null),
    ];

    static ImmutableDictionary<PollId, PollFace> Polls(params PollFace[] polls) => polls.ToImmutableDictionary(poll => poll.Id);

    static ImmutableDictionary<NoteId, T> Notes<T>(Func<NoteId, T> make)
    {
        var id = new NoteId(Guid.NewGuid());
        return ImmutableDictionary<NoteId, T>.Empty.Add(id, make(id));
    }
}
