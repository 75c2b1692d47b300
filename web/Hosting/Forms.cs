using Microsoft.AspNetCore.Antiforgery;

namespace OrleansRetro.Hosting;

/// <summary>What browsers send from a page of this site without a script.</summary>
public static class Forms
{
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
