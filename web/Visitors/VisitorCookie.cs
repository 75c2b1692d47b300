using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using OrleansRetro.Hosting;

namespace OrleansRetro.Visitors;

/// <summary>Knows a browser by its cookie; one is given where a person first does something.</summary>
public sealed class VisitorCookie(IOptionsMonitor<AuthenticationSchemeOptions> scheme, ILoggerFactory logger, UrlEncoder encoder, WebOptions options)
    : AuthenticationHandler<AuthenticationSchemeOptions>(scheme, logger, encoder)
{
    public const string SchemeName = "visitor";
    const int SecretLength = 43;

    protected override Task<AuthenticateResult> HandleAuthenticateAsync() => Task.FromResult(
        Of(Context, options) is { } visitor
            ? AuthenticateResult.Success(new(Principal(visitor), SchemeName))
            : AuthenticateResult.NoResult());

    /// <summary>The visitor that a request's cookie names.</summary>
    public static Visitor? Of(HttpContext http, WebOptions options) =>
        http.Request.Cookies[Name(options)] is { Length: SecretLength } secret ? new(secret) : null;

    /// <summary>This request's visitor; a new one gets its cookie with the answer.</summary>
    public static Visitor Welcome(HttpContext http, WebOptions options)
    {
        if (Visitor.Of(http.User) is { } known)
            return known;
        var visitor = Visitor.New();
        http.Response.Cookies.Append(Name(options), visitor.Secret, new()
        {
            HttpOnly = true,
            IsEssential = true,
            MaxAge = TimeSpan.FromDays(400),
            Path = "/",
            SameSite = SameSiteMode.Lax,
            Secure = options.IsHttps,
        });
        http.User = Principal(visitor);
        return visitor;
    }

    static string Name(WebOptions options) => options.IsHttps ? "__Host-visitor" : "visitor";

    // A browser is no account: it stays unauthenticated, or forms on pages opened before its first cookie would be refused.
    static ClaimsPrincipal Principal(Visitor visitor) => new(new ClaimsIdentity([new(Visitor.Claim, visitor.Secret)]));
}
