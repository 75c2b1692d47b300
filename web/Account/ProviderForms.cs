using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Mvc;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using OrleansRetro.Hosting;

namespace OrleansRetro.Account;

/// <summary>The way to the provider. A link and no form, for a page's policy forbids forms that end at another site.</summary>
static class ProviderForms
{
    const string Away = "provider-away";

    public static void MapProvider(this IEndpointRouteBuilder app, OidcOptions provider)
    {
        if (!provider.IsOn)
            return;
        app.MapGet(Oidc.Path, Go).ExcludeFromDescription();
        app.MapForms("/account/provider").RequireAuthorization().MapPost("/remove", (HttpContext http, WaysIn ways) => AccountForms.Own(http, ways.RemoveProvider));
    }

    static async Task<IResult> Go(HttpContext http, [FromQuery] string? back, [FromQuery] string? keep, [FromQuery] bool? link)
    {
        // Nobody is sent there by a page of another site.
        if (http.Request.Headers["Sec-Fetch-Site"].ToString() is not ("" or "none" or "same-origin"))
            return Results.LocalRedirect(AccountCookie.SignInPath);
        var asked = new AuthenticationProperties();
        asked.Items[Oidc.Back] = Forms.Local(back);
        asked.Items[Oidc.Keep] = keep;
        if (link is true)
            asked.Items[Oidc.Link] = SignedIn.Of(http.User)?.Person.ToString() ?? "";
        try
        {
            await http.ChallengeAsync(Oidc.SchemeName, asked);
            return Results.Empty;
        }
        catch (Exception away) when (away is InvalidOperationException or HttpRequestException or IOException or OpenIdConnectProtocolException or TaskCanceledException && !http.Response.HasStarted)
        {
            Oidc.Refused(http.RequestServices.GetRequiredService<ILogger<ProviderSignIn>>(), away.Message);
            return Results.LocalRedirect($"{AccountCookie.SignInPath}?problem={Away}");
        }
    }
}
