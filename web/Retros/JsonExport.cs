using System.Text.Json;
using OrleansRetro.Api;

namespace OrleansRetro.Retros;

/// <summary>Everything that can be handed on, in the API's own shape.</summary>
public static class JsonExport
{
    static readonly ApiJson Indented = new(new JsonSerializerOptions(ApiJson.Wire.Options) { WriteIndented = true });

    public static byte[] Write(SeenRetro seen) =>
        JsonSerializer.SerializeToUtf8Bytes(BoardJson.Of(seen.Board, seen.Own, seen.Room), Indented.BoardJson);
}
