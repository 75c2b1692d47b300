using System.Globalization;
using OrleansRetro.Account;
using OrleansRetro.EventSourcing;
using OrleansRetro.Ops;
using OrleansRetro.Retros;
using OrleansRetro.Shared;

namespace OrleansRetro.Auditing;

/// <summary>A trail as a file, whole or as far as it was looked for.</summary>
public static class AuditCsv
{
    const int Most = 5_000;

    public static void MapAudits(this IEndpointRouteBuilder app)
    {
        app.MapGet("/ops/audit.csv", (HttpContext http, IGrainFactory grains, string? find) =>
            Answer(http, grains, Trail.Installation, Caller.Operator, find)).RequireAuthorization(Operators.Policy).ExcludeFromDescription();
        app.MapGet("/teams/{id:guid}/audit.csv", (HttpContext http, IGrainFactory grains, Guid id, string? find) =>
            Answer(http, grains, Trail.Of(new(id)), Caller.Account, find)).RequireAuthorization().ExcludeFromDescription();
    }

    static async Task<IResult> Answer(HttpContext http, IGrainFactory grains, string trail, Func<PersonId, Caller> by, string? find)
    {
        if (SignedIn.Of(http.User) is not { } who)
            return Results.NotFound();
        try
        {
            var lines = await Asking.Again(() => grains.GetGrain<IAuditGrain>(trail).Find(by(who.Person), new(find, Limit: Most)));
            http.Response.Headers.CacheControl = "no-store";
            return Results.File(Csv.Write(["at", "who", "what", "target", "outcome", "reason"], lines.Select(Cells)), "text/csv; charset=utf-8", "audit.csv");
        }
        catch (RejectedException refused) when (refused.Code is "not-found" or "not-yours" or "not-facilitator")
        {
            return Results.NotFound();
        }
        catch (Exception passing) when (Asking.IsPassing(passing))
        {
            return Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
        }
    }

    static string?[] Cells(AuditLine line) => [line.At.ToString("O", CultureInfo.InvariantCulture), line.Who, line.What, line.Target, KebabCase.Of(line.Outcome), line.Reason];
}
