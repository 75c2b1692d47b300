using System.Text;
using Microsoft.AspNetCore.Antiforgery;

namespace OrleansRetro.Hosting;

/// <summary>What browsers send from a page of this site without a script.</summary>
public static class Forms
{
    /// <summary>The path to go back to if it is one of this site, and <paramref name="otherwise"/> if it isn't.</summary>
    public static string Local(string? path, string otherwise = "/") =>
        path is ['/', ..] and not (['/', '/' or '\\', ..]) && !path.Any(char.IsControl) && Uri.TryCreate(path, UriKind.Relative, out _) ? InAscii(path) : otherwise;

    /// <summary>As a header may have it.</summary>
    static string InAscii(string path) =>
        Ascii.IsValid(path) ? path : string.Concat(path.EnumerateRunes().Select(rune => rune.IsAscii ? rune.ToString() : Uri.EscapeDataString(rune.ToString())));

    /// <summary>Endpoints that take such forms and no others, also where they read no field.</summary>
    public static RouteGroupBuilder MapForms(this IEndpointRouteBuilder app, string prefix = "")
    {
        var forms = app.MapGroup(prefix).ExcludeFromDescription();
        forms.WithMetadata(new RequireAntiforgeryTokenAttribute());
        forms.AddEndpointFilter(async (call, next) =>
            call.HttpContext.Features.Get<IAntiforgeryValidationFeature>() is { IsValid: false } ? Results.BadRequest() : await next(call));
        return forms;
    }
}
