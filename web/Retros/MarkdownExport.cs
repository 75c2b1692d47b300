using System.Globalization;
using System.Text;
using Microsoft.Extensions.Localization;
using OrleansRetro.Words;
using static OrleansRetro.Retros.PlainText;

namespace OrleansRetro.Retros;

/// <summary>A retro as a document in the reader's language that reads well as it is, and in any Markdown viewer.</summary>
public sealed class MarkdownExport(IStringLocalizer<Words.Words> words, IStringLocalizer<FormatWords> formats, IStringLocalizer<CheckInWords> questions)
{
    public byte[] Write(SeenRetro seen) => Encoding.UTF8.GetBytes(Text(seen));

    public string Text(SeenRetro seen)
    {
        var text = new StringBuilder();
        var settings = seen.Settings;
        text.Append(CultureInfo.InvariantCulture, $"# {Line(settings.Title)}\n\n{settings.StartedAt:yyyy-MM-dd} · {formats[$"{settings.Format}.title"]} · {words.Count("people", seen.Board.Seats.Count)}\n");
        Promises(text, words["summary.promised"], seen.Room.Promises.Where(promise => !promise.Carried));
        Promises(text, words["summary.last-time"], seen.Room.Promises.Where(promise => promise.Carried));
        Topics(text, seen);
        foreach (var column in seen.Settings.Columns)
            Column(text, seen, column);
        Extras(text, seen);
        return text.ToString();
    }

    void Promises(StringBuilder text, string heading, IEnumerable<Promise> promises)
    {
        List(text, heading, promises, promise =>
        {
            var sentence = string.Format(CultureInfo.CurrentCulture, words["commit.sentence"].Value, $"**{Line(words.Called(promise.OwnerName))}**", Line(Saying.Within(promise.What)), $"{promise.Due:yyyy-MM-dd}");
            var isKept = PromiseStatus.Key(promise) is "kept" or "kept-late" or "partly";
            return $"- [{(isKept ? 'x' : ' ')}] {sentence} {words["commit.done-when", Line(Saying.Within(promise.DoneWhen))]} ({Line(words.State(promise))})";
        });
    }

    void Topics(StringBuilder text, SeenRetro seen)
    {
        var rank = 0;
        List(text, words["summary.said"], seen.Topics(), topic =>
        {
            var parked = seen.Board.Parked.Contains(topic) ? $", {words["discuss.parked"]}" : "";
            var line = $"{++rank}. {Line(seen.Board.HeadingOf(topic))} ({words.Count("votes", seen.VotesFor(topic))}{parked})";
            return seen.NotesOn(topic) is { } notes ? $"{line}\n\n   {Block(notes, "   ")}\n" : line;
        });
    }

    void Column(StringBuilder text, SeenRetro seen, Column column)
    {
        var cards = seen.CardsOf(column.Id).ToArray();
        if (cards.Length == 0)
            return;
        text.Append(CultureInfo.InvariantCulture, $"\n## {Line(formats.TitleOf(seen.Settings, column))}\n\n");
        if (formats.PromptOf(seen.Settings, column) is { } prompt)
            text.Append(CultureInfo.InvariantCulture, $"_{prompt}_\n\n");
        foreach (var card in cards)
        {
            text.Append("- ").Append(Block(card.Text!, "  "));
            if (seen.NameOf(card.Author) is { } name)
                text.Append(CultureInfo.InvariantCulture, $" ({Line(name)})");
            if (seen.GroupOf(card) is { } group)
                text.Append(CultureInfo.InvariantCulture, $@" \[{Line(group)}\]");
            if (card.Reactions is { } reactions)
                text.Append(' ').AppendJoin(' ', reactions.OrderBy(reaction => reaction.Key, StringComparer.Ordinal).Select(reaction => $"{reaction.Key} {reaction.Value}"));
            text.Append('\n');
            foreach (var comment in seen.CommentsOn(card.Id))
                text.Append(CultureInfo.InvariantCulture, $"  - {Signed(comment.Text, seen.NameOf(comment.Author))}\n");
        }
    }

    void Extras(StringBuilder text, SeenRetro seen)
    {
        List(text, words["summary.thanks"], seen.Thanks, kudos => $"- {Line(seen.NameOf(kudos.To) ?? "")}: {Signed(kudos.Text, seen.NameOf(kudos.From))}");
        List(text, words["summary.take-aways"], seen.Takeaways, takeaway => $"- {Signed(takeaway.Text, seen.NameOf(takeaway.Author))}");
        List(text, words["summary.asked"], seen.Polls, poll => $"- {Line(questions.Question(poll))} {Result(poll)}");
        if (seen.Rating is { } rating)
            text.Append(CultureInfo.InvariantCulture, $"\n## {words["summary.worth"]}\n\n{Result(rating)}\n");
    }

    string Result(PollFace poll)
    {
        var mean = Polling.Mean(poll) is { } average ? $", {words["poll.mean", average.ToString("0.0", CultureInfo.CurrentCulture)]}" : "";
        var results = poll.Results is { } counts
            ? string.Join(" · ", poll.Options.Select(option => $"{Answer(poll, option)}: {counts.GetValueOrDefault(option)}"))
            : words["too-few"].Value;
        return $"{words.Count("answers", poll.Answers)}{mean}. {results}";
    }

    string Answer(PollFace poll, string option) => Polling.IsScale(poll.Kind) ? option : Line(questions.Meaning(poll, option));

    static void List<T>(StringBuilder text, string heading, IEnumerable<T> things, Func<T, string> line)
    {
        var isFirst = true;
        foreach (var thing in things)
        {
            text.Append(isFirst ? $"\n## {heading}\n\n" : "").Append(line(thing)).Append('\n');
            isFirst = false;
        }
    }

    static string Signed(string text, string? name) => name is null ? Line(text) : $"{Line(text)} ({Line(name)})";
}
