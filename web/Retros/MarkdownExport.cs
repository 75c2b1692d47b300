using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using OrleansRetro.Words;

namespace OrleansRetro.Retros;

/// <summary>A retro as a document that reads well as it is, and in any Markdown viewer.</summary>
public static partial class MarkdownExport
{
    public static byte[] Write(Board board, Seat own, Room room) => Encoding.UTF8.GetBytes(Text(board, own, room));

    public static string Text(Board board, Seat own, Room room)
    {
        var text = new StringBuilder();
        var settings = board.Settings;
        text.Append(CultureInfo.InvariantCulture, $"# {Line(settings.Title)}\n\n{settings.StartedAt:yyyy-MM-dd} · {EnglishFormats.Title(settings.Format)}\n");
        Promises(text, room);
        Topics(text, board);
        foreach (var column in Exports.Readable(board, own).GroupBy(entry => entry.Column, entry => entry.Card))
        {
            text.Append(CultureInfo.InvariantCulture, $"\n## {Line(column.Key)}\n\n");
            foreach (var card in column)
                Card(text, board, card);
        }
        Extras(text, board);
        return text.ToString();
    }

    static void Promises(StringBuilder text, Room room)
    {
        if (room.Promises.IsEmpty)
            return;
        text.Append("\n## Promises\n\n");
        foreach (var promise in room.Promises)
        {
            text.Append(CultureInfo.InvariantCulture,
                $"- [{(promise.Status == Commitments.CommitmentStatus.Met ? 'x' : ' ')}] {Line(promise.OwnerName)}: {Line(promise.What)} by {promise.Due:yyyy-MM-dd}. Done when {Line(promise.DoneWhen)} ({PromiseStatus.Of(promise)})\n");
        }
    }

    static void Topics(StringBuilder text, Board board)
    {
        if (board.Votes.Totals is not { } totals)
            return;
        text.Append("\n## Topics\n\n");
        var rank = 0;
        foreach (var topic in board.Topics())
        {
            text.Append(CultureInfo.InvariantCulture, $"{++rank}. {Line(board.TitleOf(topic))} ({Votes(totals.GetValueOrDefault(topic))}{(board.Parked.Contains(topic) ? ", parked" : "")})\n");
            if (board.Notes.GetValueOrDefault(topic) is { Length: > 0 } notes)
                text.Append("\n   ").Append(Quiet(notes).Replace("\n", "\n   ")).Append("\n\n");
        }
    }

    static void Card(StringBuilder text, Board board, CardFace card)
    {
        text.Append("- ").Append(Quiet(card.Text!).Replace("\n", "\n  "));
        if (card.Author is { } author && board.Seats.TryGetValue(author, out var seat))
            text.Append(CultureInfo.InvariantCulture, $" ({Line(seat.Name)})");
        if (card.Group is { } group && board.Groups.GetValueOrDefault(group) is { Length: > 0 } title)
            text.Append(CultureInfo.InvariantCulture, $" [{Line(title)}]");
        if (card.Reactions is { } reactions)
            text.Append(' ').AppendJoin(' ', reactions.OrderBy(reaction => reaction.Key, StringComparer.Ordinal).Select(reaction => $"{reaction.Key} {reaction.Value}"));
        text.Append('\n');
        foreach (var comment in board.Comments.Values.Where(comment => comment.Card == card.Id).OrderBy(comment => comment.Order))
            text.Append(CultureInfo.InvariantCulture, $"  - {Line(comment.Text)}\n");
    }

    static void Extras(StringBuilder text, Board board)
    {
        if (!board.Kudos.IsEmpty)
        {
            text.Append("\n## Thanks\n\n");
            foreach (var kudos in board.Kudos.Values.OrderBy(kudos => Chance(kudos.Id)))
                text.Append(CultureInfo.InvariantCulture, $"- {Line(board.Seats.GetValueOrDefault(kudos.To)?.Name ?? "")}: {Line(kudos.Text)}\n");
        }
        if (!board.Takeaways.IsEmpty)
        {
            text.Append("\n## Take-aways\n\n");
            foreach (var takeaway in board.Takeaways.Values.OrderBy(takeaway => Chance(takeaway.Id)))
                text.Append(CultureInfo.InvariantCulture, $"- {Line(takeaway.Text)}\n");
        }
        if (board.Polls.GetValueOrDefault(PollId.ReturnOnTime) is { Answers: > 0 } rating)
        {
            text.Append("\n## Worth the time\n\n");
            text.Append(rating.Results is { } results
                ? string.Join(", ", results.OrderBy(result => result.Key, StringComparer.Ordinal).Select(result => $"{result.Key}: {result.Value}")) + "\n"
                : $"{rating.Answers} answers; shown from five people on, so that nobody can be singled out.\n");
        }
    }

    static string Chance(NoteId id) => id.ToString();

    static string Votes(int votes) => votes == 1 ? "1 vote" : $"{votes} votes";

    static string Line(string text) => Quiet(text).ReplaceLineEndings(" ");

    /// <summary>People's words stay words: nothing in them becomes a link, an image, a tag or a heading of this document.</summary>
    static string Quiet(string text) => Special().Replace(text.ReplaceLineEndings("\n"), @"\$0");

    [GeneratedRegex(@"[\\`\[\]<>!|]|(?<=^|\n)[#>]", RegexOptions.None, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Special();
}
