using OrleansRetro.Api;
using OrleansRetro.EventSourcing;
using OrleansRetro.Words;

namespace OrleansRetro.Retros;

/// <summary>A retro to take home, at any moment: Markdown, CSV, JSON. With the exporting seat's eyes: what lies face down stays so.</summary>
public static class Exports
{
    public static Task Download(HttpContext http, string id, string kind) => Problems.Answer(http, async () =>
    {
        var (retro, token, seat) = await Requests.Seat(http, id);
        var grain = http.RequestServices.GetRequiredService<IGrainFactory>().GetGrain<IRetroGrain>(retro.Value);
        var board = await Asking.Again(() => grain.GetBoard(seat.Caller));
        var own = await Asking.Again(() => grain.GetSeat(seat.Caller, token));
        var room = await Asking.Again(() => grain.GetRoom(seat.Caller));
        var (bytes, type) = kind switch
        {
            "md" => (MarkdownExport.Write(board, own, room), "text/markdown; charset=utf-8"),
            "csv" => (CsvExport.Write(board, own, room), "text/csv; charset=utf-8"),
            "json" => (JsonExport.Write(board, own, room), "application/json; charset=utf-8"),
            _ => throw new RejectedException("not-found"),
        };
        http.Response.ContentType = type;
        http.Response.ContentLength = bytes.Length;
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers.ContentDisposition = $"attachment; filename=\"retro-{board.Settings.StartedAt:yyyy-MM-dd}.{kind}\"";
        await http.Response.Body.WriteAsync(bytes);
    });

    /// <summary>All cards that this seat can read, column by column.</summary>
    internal static IEnumerable<(string Column, CardFace Card)> Readable(Board board, Seat own) =>
        from column in board.Settings.Columns
        let title = column.Title ?? EnglishFormats.ColumnTitle(board.Settings.Format, column.Id.Value)
        from card in board.Cards.SetItems(own.Cards).Values.Where(card => card.Column == column.Id && card.Text is not null).OrderBy(card => card.Order)
        select (title, card);
}
