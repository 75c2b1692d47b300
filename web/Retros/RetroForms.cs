using System.Globalization;
using Microsoft.AspNetCore.Localization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using OrleansRetro.Account;
using OrleansRetro.EventSourcing;
using OrleansRetro.Hosting;
using OrleansRetro.Pms;
using OrleansRetro.Visitors;
using OrleansRetro.Words;

namespace OrleansRetro.Retros;

/// <summary>The plain forms of the static pages: start, see a sample, go on to the next retro, choose a language. They work before any script does.</summary>
public static class RetroForms
{
    /// <summary>Remembers the format that this browser started with last.</summary>
    public const string FormatCookie = "format";

    public static void MapRetroForms(this IEndpointRouteBuilder app, WebOptions options)
    {
        var forms = app.MapForms();
        forms.MapPost("/start", (HttpContext http, [FromForm] string? format, Starting starting, IStringLocalizer<Words.Words> words, TimeProvider time) => New(http, options, (id, seat, name) =>
        {
            var chosen = Format.Find(format ?? "") ?? Format.Favourites[0];
            Remember(http, options, FormatCookie, chosen.Id);
            return starting.Start(id, seat, DefaultTitle(words, time), chosen.Id, anonymous: true, hidden: true, name);
        }));
        forms.MapPost("/sample", (HttpContext http, SampleRetro sample) =>
            New(http, options, (id, seat, name) => sample.Start(id, seat, name)));
        forms.MapPost("/retros/{id}/next", (HttpContext http, string id, Starting starting, Entering entering, Seats seats, TimeProvider time) => Seated(http, id, seats, $"/retros/{id}/summary", async (retro, seat, visitor) =>
        {
            var me = SignedIn.Of(http.User);
            var next = await starting.GoOn(retro, seat, visitor, me, Today(time));
            if (me is { } account && await seats.Find(http.User, next) is { } there && await seats.IsTheirs(account, there.Holder))
                await entering.Keep(next, account, visitor);
            return $"/retros/{next}";
        }));
        forms.MapPost("/retros/{id}/remove-sample", (HttpContext http, string id, Seats seats, IGrainFactory grains) => Seated(http, id, seats, $"/retros/{id}/summary", async (retro, seat, _) =>
        {
            var sample = grains.GetGrain<IRetroGrain>(retro.Value);
            if ((await Asking.Again(() => sample.GetBoard(seat.Caller))).Settings.Sample)
                await sample.Delete(seat.Caller);
            return "/";
        }));
        forms.MapPost("/language", async (HttpContext http, [FromForm] string? culture, [FromForm] string? back, IGrainFactory grains) =>
        {
            var language = WebHosting.Languages.FirstOrDefault(known => known.Name == culture) ?? WebHosting.Languages[0];
            Remember(http, options, CookieRequestCultureProvider.DefaultCookieName, CookieRequestCultureProvider.MakeCookieValue(new RequestCulture(WebHosting.RegionOf(http, language), language)));
            if (SignedIn.Of(http.User) is { } me)
                await Asking.Again(() => grains.GetGrain<IPmGrain>(me.Person.Value).SetLanguage(me.Caller, language.Name));
            return Results.LocalRedirect(Forms.Local(back));
        });
    }

    static async Task<IResult> New(HttpContext http, WebOptions options, Func<RetroId, SeatToken, string, Task> start)
    {
        if (!http.RequestServices.GetRequiredService<Buckets>().MayStart(http))
            return Results.LocalRedirect("/?problem=slow-down");
        var visitor = VisitorCookie.Welcome(http, options);
        var id = new RetroId(Visitor.RandomToken());
        try
        {
            var (entering, me) = (http.RequestServices.GetRequiredService<Entering>(), SignedIn.Of(http.User));
            await start(id, visitor.SeatIn(id, me), me is { } known ? await entering.NameOf(known) : http.RequestServices.GetRequiredService<IStringLocalizer<Words.Words>>()["seat.creator"]);
            if (me is { } account)
                await entering.Keep(id, account, visitor);
            return Results.LocalRedirect($"/retros/{id}");
        }
        catch (Exception passing) when (Asking.IsPassing(passing))
        {
            return Results.LocalRedirect("/?problem=store-refused");
        }
    }

    /// <summary>Something done from this browser's seat, and where to go then; what is refused is said on <paramref name="page"/>.</summary>
    static async Task<IResult> Seated(HttpContext http, string id, Seats seats, string page, Func<RetroId, SeatHolder, Visitor, Task<string>> act)
    {
        if (!RetroId.TryParse(id, out var retro) || (await seats.Find(http.User, retro))?.Holder is not { } seat)
            return Results.NotFound();
        var visitor = VisitorCookie.Welcome(http, http.RequestServices.GetRequiredService<WebOptions>());
        try
        {
            if (!http.RequestServices.GetRequiredService<Buckets>().MayAct(seat.Person.ToString()))
                throw new RejectedException("slow-down");
            return Results.LocalRedirect(await act(retro, seat, visitor));
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

    static string DefaultTitle(IStringLocalizer<Words.Words> words, TimeProvider time) => words["retro.default-title", Today(time)];

    static string Today(TimeProvider time) => time.Today().ToString("M", CultureInfo.CurrentCulture);

    static void Remember(HttpContext http, WebOptions options, string cookie, string value) => http.Response.Cookies.Append(
        cookie, value, new() { MaxAge = TimeSpan.FromDays(400), HttpOnly = true, IsEssential = true, SameSite = SameSiteMode.Lax, Secure = options.IsHttps });
}
