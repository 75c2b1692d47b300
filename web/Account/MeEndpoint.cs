using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using OrleansRetro.Api;
using OrleansRetro.EventSourcing;
using OrleansRetro.Hosting;
using OrleansRetro.Pms;
using OrleansRetro.Retros;

namespace OrleansRetro.Account;

/// <summary>Answer to GET /me.</summary>
/// <param name="Zone">An IANA time zone.</param>
public sealed record MeJson(string Name, PmStage? Stage, string? Zone, string? Language);

/// <summary>Body of PUT /me.</summary>
public sealed record PutMeBody(string? Name);

/// <param name="Stage">Null says nothing about it; it must be said, as in the other two.</param>
public sealed record PutStageBody([property: JsonRequired] PmStage? Stage);

public sealed record PutZoneBody([property: JsonRequired] string? Zone);
public sealed record PutLanguageBody([property: JsonRequired] string? Language);

/// <summary>What programs of somebody with an account may ask, by a token that its owner has made.</summary>
public static class MeEndpoint
{
    public static void MapAccountApi(this IEndpointRouteBuilder app)
    {
        var api = app.MapGroup("/api/v1").WithTags("Account").DisableAntiforgery().WithMetadata(new Description.NeedsAccount());
        api.ShortCircuit();
        api.MapGet("/me", (Delegate)Me).WithSummary("Whose token this is, and what they have chosen.").Answers<MeJson>();
        api.MapGet("/me/export", (Delegate)Export).WithSummary("Everything that is kept about them.").Answers<OwnRecord>();
        api.MapPut("/me", Act(ApiJson.Default.PutMeBody, (pm, who, body) => pm.Rename(who, body.Name ?? ""))).WithSummary("How they are called from now on.").Takes<PutMeBody>().Answers<Acted>();
        api.MapPut("/me/stage", Act(ApiJson.Default.PutStageBody, (pm, who, body) => pm.ChooseStage(who, body.Stage))).WithSummary("Where they say they are on their way; it suggests, and decides nothing.").Takes<PutStageBody>().Answers<Acted>();
        api.MapPut("/me/zone", Act(ApiJson.Default.PutZoneBody, (pm, who, body) => pm.SetZone(who, body.Zone))).WithSummary("Their time zone, by its IANA name.").Takes<PutZoneBody>().Answers<Acted>();
        api.MapPut("/me/language", Act(ApiJson.Default.PutLanguageBody, (pm, who, body) => pm.SetLanguage(who, body.Language))).WithSummary("The language of their pages.").Takes<PutLanguageBody>().Answers<Acted>();
    }

    static Task Me(HttpContext http) => Problems.Answer(http, async () =>
    {
        var (pm, who) = await Of(http, writes: false);
        var profile = await Asking.Again(() => pm.Profile(who));
        await Requests.Write(http, new MeJson(profile.Name, profile.Stage, profile.Zone, profile.Language), ApiJson.Wire.MeJson);
    });

    static Task Export(HttpContext http) => Problems.Answer(http, async () =>
    {
        var (_, who) = await Of(http, writes: false);
        var everything = await http.RequestServices.GetRequiredService<OwnRecords>().Of(who, null);
        http.Response.ContentType = "application/json; charset=utf-8";
        http.Response.Headers.CacheControl = "no-store";
        await http.Response.Body.WriteAsync(everything);
    });

    static Delegate Act<TBody>(JsonTypeInfo<TBody> format, Func<IPmGrain, Caller, TBody, Task<long>> act) => (HttpContext http) => Problems.Answer(http, async () =>
    {
        var (pm, who) = await Of(http, writes: true);
        var body = await Requests.Read(http, format);
        await Requests.Write(http, new(await Asking.Again(() => act(pm, who, body))), ApiJson.Wire.Acted);
    });

    static async Task<(IPmGrain Pm, Caller Who)> Of(HttpContext http, bool writes)
    {
        var who = await AccountOf(http, writes);
        return (http.RequestServices.GetRequiredService<IGrainFactory>().GetGrain<IPmGrain>(who.Person.Value), who);
    }

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
        // Looked up first: nobody's wrong token keeps somebody else's out, who comes from the same address.
        if (await tokens.Find(token) is not { } found)
        {
            if (!buckets.MayTry(guess))
                throw new RejectedException("slow-down");
            buckets.TriedInVain(guess);
            throw new RejectedException("no-token");
        }
        if (!buckets.MayAct(found.Account.ToString()))
            throw new RejectedException("slow-down");
        return writes && !found.MayWrite ? throw new RejectedException("read-only-token") : Caller.Account(new(found.Account));
    }
}
