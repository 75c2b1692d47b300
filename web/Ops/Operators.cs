using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Mvc;
using Orleans.Dashboard;
using OrleansRetro.Hosting;
using OrleansRetro.Visitors;

namespace OrleansRetro.Ops;

/// <summary>Who looks after this installation: whoever has shown its token. Printed once, at the first start; only its hash is kept.</summary>
public static class Operators
{
    public const string SchemeName = "operator";
    public const string SignIn = "/ops/sign-in";
    const string Policy = "operators";
    const string Dashboard = "/ops/dashboard";
    static readonly TimeSpan Shift = TimeSpan.FromHours(8);

    public static void AddOperators(this IServiceCollection services, WebOptions options)
    {
        services.AddAuthentication().AddCookie(SchemeName, cookie =>
        {
            cookie.Cookie.Name = options.IsHttps ? "__Host-operator" : "operator";
            cookie.Cookie.SameSite = SameSiteMode.Strict;
            cookie.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            cookie.ExpireTimeSpan = Shift;
            cookie.SlidingExpiration = false;
            cookie.LoginPath = SignIn;
            cookie.ReturnUrlParameter = "back";
        });
        services.AddAuthorizationBuilder().AddPolicy(Policy, operators => operators.AddAuthenticationSchemes(SchemeName).RequireAuthenticatedUser());
    }

    public static void MapOperators(this WebApplication app, bool dashboard)
    {
        app.MapForms().MapPost(SignIn, async (HttpContext http, [FromForm] string? token, IOperatorToken known, Buckets buckets) =>
        {
            if (!buckets.MayGuess(http))
                return Results.LocalRedirect($"{SignIn}?problem=slow-down");
            if (known.Find() is not { } hash || !CryptographicOperations.FixedTimeEquals(hash, Hash(token?.Trim() ?? "")))
            {
                buckets.GuessedWrong(http);
                return Results.LocalRedirect($"{SignIn}?problem=wrong-token");
            }
            await http.SignInAsync(SchemeName, new(new ClaimsIdentity(SchemeName)));
            return Results.LocalRedirect(Dashboard);
        });
        if (dashboard)
            app.MapOrleansDashboard(Dashboard).RequireAuthorization(Policy).ExcludeFromDescription();
        else
            app.MapGet(Dashboard, () => "The dashboard is not collecting. Start every silo and web with Orleans__Dashboard=true.").RequireAuthorization(Policy).ExcludeFromDescription();
    }

    /// <summary>A new token if there was none, or another one is asked for; null otherwise.</summary>
    public static string? NewToken(IOperatorToken known, bool again)
    {
        var token = Visitor.RandomToken();
        return known.TryKeep(Hash(token), again) ? token : null;
    }

    static byte[] Hash(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}
