using System.Globalization;
using CsvHelper;

namespace OrleansRetro.Retros;

/// <summary>One row per card, then one per promise; RFC 4180 in UTF-8 with a byte-order mark, and no cell that a spreadsheet would run.</summary>
public static class CsvExport
{
    // Full-width =, +, - and @ are formulas to some spreadsheets too; the library knows the narrow ones.
    const string FullWidth = "\uFF1D\uFF0B\uFF0D\uFF20";

    public static byte[] Write(Board board, Seat own, Room room)
    {
        using var bytes = new MemoryStream();
        using (var csv = CsvWriter.Create(bytes, new() { WriteByteOrderMark = true, Injection = CsvInjection.Escape }, leaveOpen: true))
        {
            Row(csv, "kind", "id", "column", "text", "author", "group", "votes", "notes", "due", "status");
            foreach (var (column, card) in Exports.Readable(board, own))
            {
                var topic = card.Topic;
                Row(csv, "card", card.Id.ToString(), column, card.Text, Name(board, card.Author),
                    card.Group is { } group ? board.Groups.GetValueOrDefault(group) : null,
                    board.Votes.Totals?.GetValueOrDefault(topic).ToString(CultureInfo.InvariantCulture), board.Notes.GetValueOrDefault(topic), null, null);
            }
            foreach (var promise in room.Promises)
            {
                Row(csv, "promise", promise.Id.ToString(), null, $"{promise.What} (done when {promise.DoneWhen})", promise.OwnerName, null, null, null,
                    promise.Due.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), PromiseStatus.Of(promise));
            }
        }
        return bytes.ToArray();
    }

    static string? Name(Board board, ParticipantId? author) => author is { } id ? board.Seats.GetValueOrDefault(id)?.Name : null;

    static void Row(CsvWriter csv, params ReadOnlySpan<string?> cells)
    {
        var safe = new string[cells.Length];
        for (var i = 0; i < cells.Length; i++)
            safe[i] = Safe(cells[i] ?? "");
        csv.WriteRecord(safe);
    }

    static string Safe(string cell) => cell.Length > 0 && FullWidth.Contains(cell[0]) ? "'" + cell : cell;
}
