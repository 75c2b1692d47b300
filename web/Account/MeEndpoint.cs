using OrleansRetro.Api;
using OrleansRetro.EventSourcing;
using OrleansRetro.Hosting;

namespace OrleansRetro.Account;

/// <summary>Answer to GET /me.</summary>
public sealed record MeJson(string Name);

/// <summary>Body of PUT /me.</summary>
public sealed record PutMeBody(string? Name);

/// <summary>What programs of somebody with an account may ask, by a token that its owner has made.</summary>
public static class MeEndpoint
{
    public static void MapAccountApi(this IEndpointRouteBuilder app)
    {
        var api = app.MapGroup("/api/v1").WithTags("Account").DisableAntiforgery().WithMetadata(new Description.NeedsAccount());
        api.ShortCircuit();
        api.MapGet("/me", (Delegate)Me).WithSummary("Whose token this is.").Produces<MeJson>().Refuses();
        api.MapPut("/me", (Delegate)PutMe).WithSummary("How its owner is called from now on.").Accepts<PutMeBody>("application/json").Produces<Acted>().Refuses();
    }

    static void Refuses(this RouteHandlerBuilder endpoint)
    {
        foreach (var status in new[] { StatusCodes.Status400BadRequest, StatusCodes.Status401Unauthorized, StatusCodes.Status403Forbidden, StatusCodes.Status429TooManyRequests, StatusCodes.Status503ServiceUnavailable })
            endpoint.Produces<Problem>(status, "application/problem+json");
    }

    static Task Me(HttpContext http) => Problems.Answer(http, async () =>
    {
        var caller = await AccountOf(http, writes: false);
        var name = await http.RequestServices.GetRequiredService<Newcomers>().NameOf(caller.Person);
        await Requests.Write(http, new MeJson(name ?? ""), ApiJson.Wire.MeJson);
    });

    static Task PutMe(HttpContext http) => Problems.Answer(http, async () =>
    {
        var caller = await AccountOf(http, writes: true);
        var body = await Requests.Read(http, ApiJson.Default.PutMeBody);
        var version = await http.RequestServices.GetRequiredService<Newcomers>().Rename(caller, body.Name ?? "");
        await Requests.Write(http, new Acted(version), ApiJson.Wire.Acted);
    });

    /// <summary>Who speaks, by the token in the header <c>Authorization</c> and nothing else.</summary>
    /// <exception cref="RejectedException"><c>no-token</c>, <c>slow-down</c>; <c>read-only-token</c> where it may not change anything.</exception>
    public static async Task<Caller> AccountOf(HttpContext http, bool writes)
    {
        const string bearer = "Bearer ";
        var (buckets, tokens) = (http.RequestServices.GetRequiredService<Buckets>(), http.RequestServices.GetRequiredService<ApiTokens>());
        if (http.Request.Headers.Authorization is not [{ } header] || !header.StartsWith(bearer, StringComparison.OrdinalIgnoreCase))
            throw new RejectedException("no-token");
        var token = header[bearer.Length..].Trim();
        var guess = $"{token[..Math.Min(token.Length, ApiTokens.Shown)]} {Buckets.Address(http)}";
        if (!buckets.MayGuess(http) || !buckets.MayTry(guess))
            throw new RejectedException("slow-down");
        if (await tokens.Find(token) is not { } found)
        {
            buckets.GuessedWrong(http);
            buckets.TriedInVain(guess);
            throw new RejectedException("no-token");
        }
        if (!buckets.MayAct(found.Account.ToString()))
            throw new RejectedException("slow-down");
        return writes && !found.MayWrite ? throw new RejectedException("read-only-token") : Caller.Account(new(found.Account));
    }
}
