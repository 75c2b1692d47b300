using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Net.Http.Headers;
using OrleansRetro.EventSourcing;
using OrleansRetro.Hosting;
using OrleansRetro.Retros;
using OrleansRetro.Visitors;

namespace OrleansRetro.Api;

/// <summary>What endpoints read from a request and write as an answer.</summary>
public static class Requests
{
    /// <summary>Largest body that is read, in bytes.</summary>
    public const int LargestBody = 64 * 1024;

    /// <summary>A JSON body in UTF-8.</summary>
    /// <exception cref="RejectedException"><c>not-json</c>, <c>malformed</c></exception>
    public static async ValueTask<T> Read<T>(HttpContext http, JsonTypeInfo<T> format)
    {
        if (!MediaTypeHeaderValue.TryParse(http.Request.ContentType, out var type) || !type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase)
            || (type.Charset.HasValue && !HeaderUtilities.RemoveQuotes(type.Charset).Equals("utf-8", StringComparison.OrdinalIgnoreCase)))
            throw new RejectedException("not-json");
        // JSON begins with no byte order mark (RFC 8259, 8.1).
        var begun = await http.Request.BodyReader.ReadAtLeastAsync(Encoding.UTF8.Preamble.Length, http.RequestAborted);
        var marked = begun.Buffer.Length >= Encoding.UTF8.Preamble.Length && new SequenceReader<byte>(begun.Buffer).IsNext(Encoding.UTF8.Preamble);
        http.Request.BodyReader.AdvanceTo(begun.Buffer.Start);
        if (marked)
            throw new RejectedException("malformed");
        return await JsonSerializer.DeserializeAsync(http.Request.BodyReader, format, http.RequestAborted) ?? throw new RejectedException("malformed");
    }

    /// <summary>The seat that speaks: by bearer token, or for reading by the browser's own cookie.</summary>
    /// <exception cref="RejectedException"><c>no-token</c>, <c>not-found</c>, <c>slow-down</c></exception>
    public static async ValueTask<(RetroId Retro, SeatToken Token, SeatHolder Seat)> Seat(HttpContext http, string id)
    {
        var services = http.RequestServices;
        var retro = Id<RetroId>(id, "not-found");
        var (seat, token) = await Seat(http, services.GetRequiredService<Seats>(), retro) ?? throw new RejectedException("not-found");
        return services.GetRequiredService<Buckets>().MayAct(seat.Person.ToString()) ? (retro, token, seat) : throw new RejectedException("slow-down");
    }

    /// <exception cref="RejectedException">With <paramref name="otherwise"/> as its code.</exception>
    public static TId Id<TId>(string? text, string otherwise = "malformed") where TId : struct, IId<TId> =>
        TId.TryParse(text, out var id) ? id : throw new RejectedException(otherwise);

    /// <summary>A secret that an outside program made: 32 bytes in any usual spelling.</summary>
    public static SeatToken CallersToken(string? text) =>
        text is { Length: >= 32 and <= 200 } && text.All(c => c is > ' ' and < (char)127) ? new(text) : throw new RejectedException("malformed");

    /// <summary>An act on a retro with a body: who, on what, and the version to answer.</summary>
    public static Task Act<TBody>(HttpContext http, string id, JsonTypeInfo<TBody> format, Func<IRetroGrain, Caller, SeatToken, TBody, Task<long>> act) =>
        Problems.Answer(http, async () =>
        {
            var (grain, token, seat) = await Seated(http, id);
            var body = await Read(http, format);
            await WriteVersion(http, await Once(http, () => act(grain, seat.Caller, token, body)));
        });

    /// <summary>An act on a retro without a body.</summary>
    public static Task Act(HttpContext http, string id, Func<IRetroGrain, Caller, SeatToken, Task<long>> act) => Problems.Answer(http, async () =>
    {
        var (grain, token, seat) = await Seated(http, id);
        await WriteVersion(http, await Once(http, () => act(grain, seat.Caller, token)));
    });

    /// <summary>The retro and the seat that acts on it.</summary>
    public static async ValueTask<(IRetroGrain Retro, SeatToken Token, SeatHolder Seat)> Seated(HttpContext http, string id)
    {
        var (retro, token, seat) = await Seat(http, id);
        return (http.RequestServices.GetRequiredService<Seats>().Grain(retro), token, seat);
    }

    /// <summary>
    /// One act, sent again where its outcome is unknown. With If-Match it is done at that version alone and sent once: sent again,
    /// it would meet what it had done itself.
    /// </summary>
    /// <exception cref="RejectedException"><c>malformed</c>: more than one version, or none</exception>
    public static Task<T> Once<T>(HttpContext http, Func<Task<T>> act)
    {
        if (http.Request.Headers.IfMatch is not [_, ..] expected)
            return Asking.Again(act);
        RequestContext.Set("if-match", expected is [{ } only] && long.TryParse(only.Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : throw new RejectedException("malformed"));
        return act();
    }

    public static Task Write<T>(HttpContext http, T answer, JsonTypeInfo<T> format, int status = StatusCodes.Status200OK)
    {
        var bytes = JsonSerializer.SerializeToUtf8Bytes(answer, format);
        http.Response.StatusCode = status;
        http.Response.ContentType = "application/json; charset=utf-8";
        http.Response.ContentLength = bytes.Length;
        http.Response.Headers.CacheControl = "no-store";
        return http.Response.Body.WriteAsync(bytes).AsTask();
    }

    static Task WriteVersion(HttpContext http, long version)
    {
        Span<byte> digits = stackalloc byte[20];
        Utf8Formatter.TryFormat(version, digits, out var count);
        byte[] bytes = [.. "{\"version\":"u8, .. digits[..count], (byte)'}'];
        http.Response.ContentType = "application/json; charset=utf-8";
        http.Response.ContentLength = bytes.Length;
        http.Response.Headers.CacheControl = "no-store";
        return http.Response.Body.WriteAsync(bytes).AsTask();
    }

    static async ValueTask<OwnSeat?> Seat(HttpContext http, Seats seats, RetroId retro)
    {
        const string bearer = "Bearer ";
        if (http.Request.Headers.Authorization is [{ } header] && header.StartsWith(bearer, StringComparison.OrdinalIgnoreCase))
            return new SeatToken(header[bearer.Length..].Trim()) is var token && await seats.FindForProgram(retro, token) is { } seat ? new(seat, token) : null;
        // Programs come here past the middleware that knows browsers.
        if (!HttpMethods.IsGet(http.Request.Method) || (await http.AuthenticateAsync(VisitorCookie.SchemeName)).Principal is not { } user)
            throw new RejectedException("no-token");
        http.User = user;
        return await seats.Find(user, retro);
    }
}
