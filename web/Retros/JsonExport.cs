using System.Text.Json;
using OrleansRetro.Api;

namespace OrleansRetro.Retros;

/// <summary>Everything that can be handed on, in the API's own shape: no ballot is in it, not even one's own.</summary>
public static class JsonExport
{
    static readonly ApiJson Indented = new(new JsonSerializerOptions(ApiJson.Wire.Options) { WriteIndented = true });

    public static byte[] Write(SeenRetro seen)
    {
        var board = BoardJson.Of(seen.Board, seen.Own, seen.Room);
        return JsonSerializer.SerializeToUtf8Bytes(board with { Votes = board.Votes with { Left = null, Mine = null } }, Indented.BoardJson);
    }
}
