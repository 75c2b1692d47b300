using System.Globalization;
using Microsoft.AspNetCore.Localization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using OrleansRetro.EventSourcing;
using OrleansRetro.Hosting;
using OrleansRetro.Visitors;

namespace OrleansRetro.Retros;

/// <summary>The plain forms of the static pages: start, go by code, join, choose a language. They work before any script does.</summary>
public static class RetroForms
{
    public static void MapRetroForms(this IEndpointRouteBuilder app, WebOptions options)
    {
        var forms = app.MapGroup("").ExcludeFromDescription();
        forms.MapPost("/start", async (HttpContext http, [FromForm] string? format, Starting starting, Buckets buckets, IStringLocalizer<Words.Words> words, TimeProvider time) =>
        {
            if (!buckets.MayStart(http))
                return Results.Redirect("/?problem=slow-down");
            var visitor = VisitorCookie.Welcome(http, options);
            var id = new RetroId(Visitor.RandomToken());
            var title = words["retro.default-title", time.GetLocalNow().ToString("M", CultureInfo.CurrentCulture)].Value;
            await starting.Start(id, visitor.SeatIn(id), title, Format.Find(format ?? "")?.Id ?? Format.Favourites[0].Id, anonymous: true, hidden: true, words["seat.creator"]);
            return Results.Redirect($"/retros/{id}");
        });
        forms.MapPost("/code", ([FromForm] string? code) => Results.Redirect($"/join/{Uri.EscapeDataString(JoinCode.Canonical(code))}"));
        forms.MapPost("/join/{invite}", async (HttpContext http, string invite, [FromForm] string? name, Starting starting, Buckets buckets, Seats seats, IGrainFactory grains) =>
        {
            if (!buckets.MayGuess(http))
                return Results.Redirect($"/join/{Uri.EscapeDataString(invite)}?problem=slow-down");
            try
            {
                if (await starting.Find(invite) is not { } retro)
                    throw new RejectedException("code-unknown");
                var visitor = VisitorCookie.Welcome(http, options);
                await starting.Join(retro, visitor.SeatIn(retro), name ?? "", invite, before: await Before(retro, visitor, seats, grains));
                return Results.Redirect($"/retros/{retro}");
            }
            catch (RejectedException rejected)
            {
                if (rejected.Code == "code-unknown")
                    buckets.GuessedWrong(http);
                return Results.Redirect($"/join/{Uri.EscapeDataString(invite)}?problem={rejected.Code}");
            }
        });
        forms.MapPost("/language", (HttpContext http, [FromForm] string? culture, [FromForm] string? back) =>
        {
            http.Response.Cookies.Append(CookieRequestCultureProvider.DefaultCookieName,
                CookieRequestCultureProvider.MakeCookieValue(new RequestCulture(culture == "de" ? "de" : "en")),
                new() { MaxAge = TimeSpan.FromDays(400), IsEssential = true, SameSite = SameSiteMode.Lax, Secure = options.IsHttps });
            return Results.LocalRedirect(Uri.TryCreate(back, UriKind.Relative, out _) && back!.StartsWith('/') && !back.StartsWith("//", StringComparison.Ordinal) && !back.StartsWith("/\\", StringComparison.Ordinal) ? back : "/");
        });
    }

    /// <summary>This browser's seat in the retro before this one, so that the same person stays the same.</summary>
    static async Task<SeatHolder?> Before(RetroId retro, Visitor visitor, Seats seats, IGrainFactory grains) =>
        await Asking.Again(() => grains.GetGrain<IRetroGrain>(retro.Value).Previous()) is { } previous ? await seats.Find(previous, visitor.SeatIn(previous)) : null;
}
