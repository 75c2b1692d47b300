using System.Data.Common;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using OrleansRetro.Auditing;
using OrleansRetro.EventSourcing;
using OrleansRetro.Hosting;
using OrleansRetro.Retros;
using OrleansRetro.Visitors;

namespace OrleansRetro.Account;

/// <summary>The cookie of somebody who has signed in. It names a session, and counts only as long as that lasts.</summary>
public static partial class AccountCookie
{
    public const string SchemeName = "account";
    public const string SignInPath = "/sign-in";

    /// <summary>Where somebody signs in to see a page.</summary>
    /// <param name="page">One of this site's.</param>
    /// <param name="problem">Why it is asked for: the code of a refusal, or nothing.</param>
    public static string SignInFor(string page, string? problem = null) => $"{SignInPath}?{(problem is null ? null : $"problem={problem}&")}back={Uri.EscapeDataString(page)}";

    public static AuthenticationBuilder AddAccountCookie(this AuthenticationBuilder authentication, WebOptions options) => authentication.AddCookie(SchemeName, cookie =>
    {
        cookie.Cookie.Name = options.IsHttps ? "__Host-account" : "account";
        cookie.Cookie.SameSite = SameSiteMode.Lax;
        cookie.Cookie.SecurePolicy = options.IsHttps ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;
        cookie.ExpireTimeSpan = TimeSpan.FromDays(Sessions.Days);
        cookie.SlidingExpiration = true;
        cookie.LoginPath = SignInPath;
        cookie.ReturnUrlParameter = "back";
        cookie.Events.OnValidatePrincipal = Validate;
        // Pages lead on themselves, to what is one of this site's.
        cookie.Events.OnRedirectToReturnUrl = _ => Task.CompletedTask;
        // A browser that is known, and not signed in, is asked to.
        cookie.Events.OnRedirectToAccessDenied = denied => SignedIn.Of(denied.HttpContext.User) is null ? denied.HttpContext.ChallengeAsync(SchemeName) : Refuse(denied);
    });

    /// <summary>Signs this browser in; what it says of itself is shown to the account's owner alone.</summary>
    /// <exception cref="RejectedException"><c>account-closed</c></exception>
    public static async Task SignIn(HttpContext http, Account account, Way by)
    {
        if (account.Disabled)
            throw new RejectedException("account-closed");
        var sessions = http.RequestServices.GetRequiredService<Sessions>();
        if (SessionOf(http.User) is { } before && SignedIn.Of(http.User) is { } who)
            await sessions.End(who.Person.Value, before);
        var session = await sessions.Begin(account.Id, Devices.Name(http.Request.Headers.UserAgent), by);
        if (Visitor.Of(http.User) is { } browser)
        {
            // As soon as the browser has its cookie.
            var connections = http.RequestServices.GetRequiredService<LiveConnections>();
            http.Response.OnCompleted(() =>
            {
                connections.ComeBack(browser, session.Id);
                return Task.CompletedTask;
            });
        }
        await http.SignInAsync(SchemeName, Principal(new(session.Id, account.Id, IsOperator: false)), new() { IsPersistent = true });
        http.RequestServices.GetRequiredService<KnownBrowsers>().Remember(http, account);
        await http.RequestServices.GetRequiredService<Noting>().Note(account.Person, $"signed-in-by-{KebabCase.Of(by)}");
    }

    /// <summary>Ends the session, here and in every page that is open with it.</summary>
    public static async Task SignOut(HttpContext http)
    {
        if (SignedIn.Of(http.User) is { } who && SessionOf(http.User) is { } session)
        {
            await http.RequestServices.GetRequiredService<Sessions>().End(who.Person.Value, session);
            await http.RequestServices.GetRequiredService<Noting>().Note(who.Person, "signed-out");
        }
        await http.SignOutAsync(SchemeName);
    }

    public static Guid? SessionOf(ClaimsPrincipal? user) => Guid.TryParse(user?.FindFirst(Session.Claim)?.Value, out var id) ? id : null;

    static ClaimsPrincipal Principal(Sessions.Live live) => new(new ClaimsIdentity(
        [
            new(SignedIn.Claim, live.Account.ToString("D")),
            // What forms are bound to.
            new(ClaimTypes.NameIdentifier, live.Account.ToString("D")),
            new(Session.Claim, live.Session.ToString("D")),
            .. live.IsOperator ? [new Claim(ClaimTypes.Role, Roles.Operator)] : Array.Empty<Claim>(),
        ], SchemeName));

    static async Task Validate(CookieValidatePrincipalContext cookie)
    {
        try
        {
            if (SessionOf(cookie.Principal) is { } id && await cookie.HttpContext.RequestServices.GetRequiredService<Sessions>().Find(id) is { } live)
            {
                cookie.ReplacePrincipal(Principal(live));
                return;
            }
            cookie.RejectPrincipal();
            await cookie.HttpContext.SignOutAsync(SchemeName);
        }
        catch (Exception failure) when (failure is DbException or TimeoutException || failure.InnerException is DbException)
        {
            // Nobody knows whether it still holds: signed in when the store is back, and a guest until then.
            Unknown(cookie.HttpContext.RequestServices.GetRequiredService<ILogger<Sessions>>(), failure.Message);
            cookie.RejectPrincipal();
        }
    }

    static Task Refuse(RedirectContext<CookieAuthenticationOptions> denied)
    {
        denied.Response.StatusCode = StatusCodes.Status403Forbidden;
        return Task.CompletedTask;
    }

    [LoggerMessage(LogLevel.Warning, "Sessions can't be read: {Why}")]
    static partial void Unknown(ILogger logger, string why);
}
