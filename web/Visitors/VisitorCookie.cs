using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using OrleansRetro.Account;
using OrleansRetro.Hosting;

namespace OrleansRetro.Visitors;

/// <summary>Knows a browser by its cookie; one is given where a person first does something. Beside it stands the account that the browser is signed in to.</summary>
public sealed class VisitorCookie(IOptionsMonitor<AuthenticationSchemeOptions> scheme, ILoggerFactory logger, UrlEncoder encoder, WebOptions options)
    : AuthenticationHandler<AuthenticationSchemeOptions>(scheme, logger, encoder)
{
    public const string SchemeName = "visitor";
    const int SecretLength = 43;

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        // Whoever has signed in is this browser, too.
        var account = await Context.AuthenticateAsync(AccountCookie.SchemeName);
        var user = account.Principal ?? new ClaimsPrincipal();
        if (Of(Context, options) is { } visitor)
            user.AddIdentity(Identity(visitor));
        return user.Identities.Any() ? AuthenticateResult.Success(new(user, SchemeName)) : AuthenticateResult.NoResult();
    }

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
        http.User = new(http.User.Identities.Where(identity => identity.IsAuthenticated).Append(Identity(visitor)));
        return visitor;
    }

    /// <summary>From now on this browser is nobody's: its seats, its drafts and what it remembers are gone from it.</summary>
    public static void Forget(HttpContext http, WebOptions options)
    {
        http.Response.Cookies.Delete(Name(options), new() { Path = "/", Secure = options.IsHttps, HttpOnly = true, SameSite = SameSiteMode.Lax });
        http.Response.Headers["Clear-Site-Data"] = "\"storage\"";
    }

    static string Name(WebOptions options) => options.IsHttps ? "__Host-visitor" : "visitor";

    // A browser is no account: it stays unauthenticated, or forms on pages opened before its first cookie would be refused.
    static ClaimsIdentity Identity(Visitor visitor) => new([new(Visitor.Claim, visitor.Secret)]);
}
