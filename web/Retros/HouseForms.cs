using OrleansRetro.Account;
using OrleansRetro.EventSourcing;
using OrleansRetro.Hosting;
using OrleansRetro.Live;
using OrleansRetro.Pms;
using OrleansRetro.Teams;
using OrleansRetro.Visitors;
using OrleansRetro.Words;

namespace OrleansRetro.Retros;

/// <summary>The plain forms between the house and its retros: a seat for one of the team, a board that is kept, everything about me to take along.</summary>
public static class HouseForms
{
    public static void MapHouseForms(this IEndpointRouteBuilder app, WebOptions options)
    {
        var forms = app.MapForms();
        forms.MapPost("/retros/{id}/enter", (HttpContext http, string id, Entering entering) => TeamForms.SignedIn(http, "/home", async me =>
            RetroId.TryParse(id, out var retro) ? $"/retros/{await entering.Enter(retro, me, VisitorCookie.Welcome(http, options))}" : throw new RejectedException("not-found")));
        forms.MapPost("/retros/{id}/keep", (HttpContext http, string id, Entering entering) => TeamForms.SignedIn(http, $"/retros/{id}/summary", async me =>
        {
            if (!RetroId.TryParse(id, out var retro))
                throw new RejectedException("not-found");
            await entering.Keep(retro, me, Visitor.Of(http.User));
            return $"/retros/{retro}/summary";
        }));
        forms.MapGet("/home/export.json", Export);
    }

    static async Task<IResult> Export(HttpContext http, OwnRecords records, DomainTime time)
    {
        if (SignedIn.Of(http.User) is not { } me)
            return Results.LocalRedirect(AccountCookie.SignInFor("/home"));
        http.Response.Headers.CacheControl = "no-store";
        return Results.File(await records.Of(me.Caller, Visitor.Of(http.User)), "application/json; charset=utf-8", $"about-me-{time.Today():yyyy-MM-dd}.json");
    }
}
