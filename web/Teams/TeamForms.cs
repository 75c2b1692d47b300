using Microsoft.AspNetCore.Mvc;
using OrleansRetro.Account;
using OrleansRetro.EventSourcing;
using OrleansRetro.Hosting;
using OrleansRetro.Retros;
using OrleansRetro.Visitors;

namespace OrleansRetro.Teams;

/// <summary>The plain forms of teams: start a retro, join by an invitation. They work before any script does.</summary>
public static class TeamForms
{
    public static void MapTeamForms(this IEndpointRouteBuilder app, WebOptions options)
    {
        var forms = app.MapForms("/teams/{id:guid}");
        forms.MapPost("/start", (HttpContext http, Guid id, [FromForm] string? format, TeamStarting starting) =>
            SignedIn(http, "/home", async me => $"/retros/{await starting.Start(new(id), me, VisitorCookie.Welcome(http, options), format)}"));
        forms.MapPost("/take", (HttpContext http, Guid id, [FromForm] string? retro, Entering entering, IGrainFactory grains) => SignedIn(http, $"/retros/{retro}/summary", async me =>
        {
            if (!RetroId.TryParse(retro, out var given))
                throw new RejectedException("not-found");
            // Whoever sits there as a guest says first that it is them.
            await entering.Keep(given, me, Visitor.Of(http.User));
            await Asking.Again(() => grains.GetGrain<ITeamGrain>(id).TakeRetro(me.Caller, given));
            return $"/teams/{id}";
        }));
        forms.MapGet("/join/{token}", async (HttpContext http, Guid id, string token, TeamLinks links, Buckets buckets) =>
        {
            if (!buckets.MayGuess(http))
                return Results.StatusCode(StatusCodes.Status429TooManyRequests);
            http.Response.Headers.CacheControl = "no-store";
            if (!await links.Open(http, new(id), token))
                buckets.GuessedWrong(http);
            return Results.LocalRedirect($"/teams/{id}/join");
        });
        forms.MapPost("/join/accept", (HttpContext http, Guid id, TeamLinks links, IGrainFactory grains) => SignedIn(http, $"/teams/{id}/join", async me =>
        {
            if (await links.Find(http, new(id)) is not { } invite)
                return $"/teams/{id}/join";
            await Asking.Again(() => grains.GetGrain<ITeamGrain>(id).Join(me.Caller, Secret.Hash(invite.Token)));
            links.Forget(http, new(id));
            return $"/teams/{id}";
        }));
    }

    /// <summary>Something done by whoever is signed in, and where to go then; what is refused is said on <paramref name="page"/>.</summary>
    internal static async Task<IResult> SignedIn(HttpContext http, string page, Func<SignedIn, Task<string>> act)
    {
        page = Forms.Local(page, "/home");
        if (Account.SignedIn.Of(http.User) is not { } me)
            return Results.LocalRedirect(AccountCookie.SignInFor(page));
        try
        {
            if (!http.RequestServices.GetRequiredService<Buckets>().MayAct(me.Person.ToString()))
                throw new RejectedException("slow-down");
            return Results.LocalRedirect(await act(me));
        }
        catch (RejectedException rejected)
        {
            return Results.LocalRedirect($"{page}?problem={rejected.Code}");
        }
        catch (Exception passing) when (Asking.IsPassing(passing))
        {
            return Results.LocalRedirect($"{page}?problem=store-refused");
        }
    }
}
