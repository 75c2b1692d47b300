using OrleansRetro.EventSourcing;
using OrleansRetro.Hosting;
using OrleansRetro.Live;
using OrleansRetro.Retros;

namespace OrleansRetro.Calendars;

/// <summary>Where calendar programs read: an address that is its own key. Whatever opens nothing is answered alike.</summary>
public static class CalendarEndpoint
{
    public static void MapCalendars(this IEndpointRouteBuilder app) => app.MapGet("/calendar/{secret}.ics", Read).ExcludeFromDescription();

    static async Task<IResult> Read(HttpContext http, string secret, CalendarFeeds feeds, Buckets buckets, WebOptions options, DomainTime time)
    {
        if (!buckets.MayGuess(http) || !buckets.MayAct(Secret.Hash(secret)))
            return Results.StatusCode(StatusCodes.Status429TooManyRequests);
        http.Response.Headers.CacheControl = "no-store, private";
        http.Response.Headers["X-Robots-Tag"] = "noindex";
        try
        {
            if (await feeds.Open(secret) is { } feed)
                return Results.File(CalendarFile.Of(feed, options.Origin(http.Request), time.GetUtcNow()), "text/calendar; charset=utf-8", "calendar.ics");
        }
        catch (RejectedException gone) when (gone.Code == "not-found")
        {
            // It ended meanwhile.
        }
        catch (Exception passing) when (Asking.IsPassing(passing))
        {
            http.Response.Headers.RetryAfter = "1";
            return Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
        }
        buckets.GuessedWrong(http);
        return Results.NotFound();
    }
}
