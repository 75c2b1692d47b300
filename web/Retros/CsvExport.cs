using System.Globalization;
using OrleansRetro.Shared;
using OrleansRetro.Words;

namespace OrleansRetro.Retros;

/// <summary>One row for each card, comment, promise, thank-you, take-away, and answer to a poll or rating; RFC 4180 in UTF-8 with a byte-order mark.</summary>
public static class CsvExport
{
    public static byte[] Write(SeenRetro seen) => Csv.Write(
        ["kind", "id", "column", "prompt", "text", "by", "to", "group", "votes", "reactions", "notes", "done-when", "due", "status"], Rows(seen).Select(row => row.Cells()));

    static IEnumerable<Row> Rows(SeenRetro seen)
    {
        foreach (var column in seen.Settings.Columns)
        {
            var title = EnglishFormats.TitleOf(seen.Settings.Format, column);
            var prompt = EnglishFormats.PromptOf(seen.Settings.Format, column);
            foreach (var card in seen.CardsOf(column.Id))
            {
                yield return new("card", card.Id.ToString(), card.Text)
                {
                    Column = title,
                    Prompt = prompt,
                    By = seen.NameOf(card.Author),
                    Group = seen.GroupOf(card),
                    Votes = seen.Board.Votes.Totals is null ? null : seen.VotesFor(card.Topic),
                    Reactions = card.Reactions is { } reactions ? string.Join(' ', reactions.OrderBy(reaction => reaction.Key, StringComparer.Ordinal).Select(reaction => $"{reaction.Key} {reaction.Value}")) : null,
                    Notes = seen.NotesOn(card.Topic),
                    Status = seen.Board.Parked.Contains(card.Topic) ? "parked" : null,
                };
                foreach (var comment in seen.CommentsOn(card.Id))
                    yield return new("comment", comment.Id.ToString(), comment.Text) { Column = title, By = seen.NameOf(comment.Author), To = card.Id.ToString() };
            }
        }
        foreach (var promise in seen.Room.Promises)
        {
            yield return new("promise", promise.Id.ToString(), promise.What)
            {
                By = promise.OwnerName,
                DoneWhen = promise.DoneWhen,
                Due = promise.Due.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                Status = PromiseStatus.Of(promise),
            };
        }
        foreach (var kudos in seen.Thanks)
            yield return new("thanks", kudos.Id.ToString(), kudos.Text) { By = seen.NameOf(kudos.From), To = seen.NameOf(kudos.To) };
        foreach (var takeaway in seen.Takeaways)
            yield return new("take-away", takeaway.Id.ToString(), takeaway.Text) { By = seen.NameOf(takeaway.Author) };
        foreach (var poll in seen.Polls)
        {
            foreach (var (answer, count) in Counts(poll))
                yield return new("poll", poll.Id.ToString(), answer) { Prompt = EnglishPolls.Question(poll), Votes = count, Status = poll.Results is null ? "not shown" : null };
        }
        if (seen.Rating is { } rating)
        {
            foreach (var (answer, count) in Counts(rating))
                yield return new("rating", "", answer) { Votes = count, Status = rating.Results is null ? "not shown" : null };
        }
    }

    /// <summary>How many gave which answer, or only how many answered.</summary>
    static IEnumerable<(string Answer, int Count)> Counts(PollFace poll) =>
        poll.Results is { } results ? poll.Options.Select(option => (option, results.GetValueOrDefault(option))) : [("", poll.Answers)];

    sealed record Row(string Kind, string Id, string? Text)
    {
        public string? Column { get; init; }
        public string? Prompt { get; init; }
        public string? By { get; init; }
        public string? To { get; init; }
        public string? Group { get; init; }
        public int? Votes { get; init; }
        public string? Reactions { get; init; }
        public string? Notes { get; init; }
        public string? DoneWhen { get; init; }
        public string? Due { get; init; }
        public string? Status { get; init; }

        public string?[] Cells() => [Kind, Id, Column, Prompt, Text, By, To, Group, Votes?.ToString(CultureInfo.InvariantCulture), Reactions, Notes, DoneWhen, Due, Status];
    }
}
