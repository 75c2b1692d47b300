using Microsoft.AspNetCore.Authentication;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;
using OrleansRetro.EventSourcing;
using OrleansRetro.Hosting;

namespace OrleansRetro.Account;

/// <summary>Signing in by an OpenID provider: code with PKCE, and nothing of the provider's is kept but its issuer and what it calls the person.</summary>
public static partial class Oidc
{
    public const string SchemeName = "oidc";

    /// <summary>Where a browser is sent on its way to the provider.</summary>
    public const string Path = "/sign-in/provider";

    internal const string Keep = "keep", Link = "link", Issuer = "issuer", Back = "back";

    // Signed by a key that only the provider has; a secret that both know would do for neither.
    static readonly string[] Signatures = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"];

    public static AuthenticationBuilder AddOidc(this AuthenticationBuilder authentication, OidcOptions provider, WebOptions options) => !provider.IsOn ? authentication : authentication.AddOpenIdConnect(SchemeName, oidc =>
    {
        (oidc.Authority, oidc.ClientId, oidc.ClientSecret) = (provider.Authority!.ToString(), provider.ClientId, provider.ClientSecret);
        oidc.RequireHttpsMetadata = provider.Authority.Scheme == Uri.UriSchemeHttps;
        oidc.CallbackPath = $"{Path}/callback";
        oidc.RemoteSignOutPath = default;
        oidc.SignInScheme = AccountCookie.SchemeName;
        // The answer comes by a plain link, so cookies that no other site may send along come with it.
        (oidc.ResponseType, oidc.ResponseMode, oidc.UsePkce) = (OpenIdConnectResponseType.Code, OpenIdConnectResponseMode.Query, true);
        foreach (var cookie in new[] { oidc.CorrelationCookie, oidc.NonceCookie })
            (cookie.SameSite, cookie.SecurePolicy) = (SameSiteMode.Lax, options.IsHttps ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest);
        (oidc.MapInboundClaims, oidc.SaveTokens, oidc.GetClaimsFromUserInfoEndpoint) = (false, false, true);
        oidc.ClaimActions.MapJsonKey("email_verified", "email_verified");
        oidc.ClaimActions.MapJsonKey("preferred_username", "preferred_username");
        oidc.Scope.Add("email");
        oidc.TokenValidationParameters = new TokenValidationParameters { ValidAlgorithms = Signatures, ClockSkew = TimeSpan.FromMinutes(1), NameClaimType = "name" };
        oidc.Events.OnRedirectToIdentityProvider = going =>
        {
            going.ProtocolMessage.RedirectUri = $"{options.Origin(going.Request)}{oidc.CallbackPath}";
            return Task.CompletedTask;
        };
        oidc.Events.OnTokenValidated = come =>
        {
            // A token that comes straight from the provider may be unsigned, as the framework has it. Not here: over plain http, or past a proxy, it could be anybody's.
            if (come.SecurityToken is not { RawSignature.Length: > 0 } token || !Signatures.Contains(token.Header.Alg))
                come.Fail("The token is not signed.");
            come.Properties!.Items[Issuer] = come.SecurityToken.Issuer;
            return Task.CompletedTask;
        };
        oidc.Events.OnTicketReceived = Receive;
        oidc.Events.OnRemoteFailure = failed => Refuse(failed, "provider-failed", failed.Failure?.Message);
    });

    static async Task Receive(TicketReceivedContext come)
    {
        // This is before anybody has looked whose browser it is.
        come.HttpContext.User = (await come.HttpContext.AuthenticateAsync()).Principal ?? new();
        try
        {
            come.HandleResponse();
            come.Response.Redirect(await come.HttpContext.RequestServices.GetRequiredService<ProviderSignIn>().Receive(come.HttpContext, come.Principal!, come.Properties!));
        }
        catch (RejectedException rejected)
        {
            await Refuse(come, rejected.Code, rejected.Code);
        }
    }

    static Task Refuse<T>(HandleRequestContext<T> come, string code, string? why) where T : AuthenticationSchemeOptions
    {
        Refused(come.HttpContext.RequestServices.GetRequiredService<ILogger<ProviderSignIn>>(), why);
        come.HandleResponse();
        come.Response.Redirect($"{AccountCookie.SignInPath}?problem={code}");
        return Task.CompletedTask;
    }

    [LoggerMessage(LogLevel.Warning, "Somebody who came from the OpenID provider was not let in: {Why}")]
    internal static partial void Refused(ILogger logger, string? why);
}
