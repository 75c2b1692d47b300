using System.Text.Json;
using OrleansRetro.Api;
using OrleansRetro.Words;

namespace OrleansRetro.Retros;

/// <summary>Everything this seat can see, in the API's own shape and with what each column asked.</summary>
public static class JsonExport
{
    static readonly ApiJson Indented = new(new JsonSerializerOptions(ApiJson.Wire.Options) { WriteIndented = true });

    public static byte[] Write(SeenRetro seen)
    {
        var board = BoardJson.Of(seen.Board, seen.Own, seen.Room);
        return JsonSerializer.SerializeToUtf8Bytes(
            board with { Columns = [.. board.Columns.Select(column => column with { Prompt = EnglishFormats.Prompt(board.Format, column.Id) })] },
            Indented.BoardJson);
    }
}
