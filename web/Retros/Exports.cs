using System.Globalization;
using OrleansRetro.Api;
using OrleansRetro.EventSourcing;
using OrleansRetro.Hosting;

namespace OrleansRetro.Retros;

/// <summary>A retro to take home, at any moment: Markdown, CSV, JSON. With the exporting seat's eyes, and on an anonymous board with everybody's.</summary>
public static class Exports
{
    public static Task Download(HttpContext http, string id, string kind) => Problems.Answer(http, async () =>
    {
        var (retro, token, seat) = await Requests.Seat(http, id);
        var services = http.RequestServices;
        var seen = (await SeenRetro.By(services.GetRequiredService<IGrainFactory>().GetGrain<IRetroGrain>(retro.Value), seat.Caller, token)).ToHandOn();
        // A document is read by people; tables and JSON are for programs, and the same in every language.
        if (kind == "md" && WebHosting.Languages.FirstOrDefault(language => language.Name == http.Request.Query["lang"]) is { } language)
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (language, language);
        var (bytes, type) = kind switch
        {
            "md" => (services.GetRequiredService<MarkdownExport>().Write(seen), "text/markdown; charset=utf-8"),
            "csv" => (CsvExport.Write(seen), "text/csv; charset=utf-8"),
            "json" => (JsonExport.Write(seen), "application/json; charset=utf-8"),
            _ => throw new RejectedException("not-found"),
        };
        http.Response.ContentType = type;
        http.Response.ContentLength = bytes.Length;
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers.ContentDisposition = $"attachment; filename=\"retro-{seen.Settings.StartedAt:yyyy-MM-dd}.{kind}\"";
        await http.Response.Body.WriteAsync(bytes);
    });
}
