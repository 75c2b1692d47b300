using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace OrleansRetro.Load.Floor;

static class Bodies
{
    /// <summary>The request's body; none (and 400 set) if it is not the JSON asked for.</summary>
    public static async ValueTask<T?> Read<T>(this HttpContext http, JsonTypeInfo<T> type) where T : class
    {
        try
        {
            return await JsonSerializer.DeserializeAsync(http.Request.BodyReader, type);
        }
        catch (JsonException)
        {
            http.Response.StatusCode = 400;
            return null;
        }
    }

    public static Task Answer<T>(this HttpContext http, int status, JsonTypeInfo<T> type, T body)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(body, type);
        http.Response.StatusCode = status;
        http.Response.ContentType = "application/json";
        http.Response.ContentLength = json.Length;
        return http.Response.BodyWriter.WriteAsync(json).AsTask();
    }
}
