using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Mvc;
using Orleans.Dashboard;
using OrleansRetro.Account;
using OrleansRetro.Auditing;
using OrleansRetro.Hosting;
using OrleansRetro.Visitors;

namespace OrleansRetro.Ops;

/// <summary>Who looks after this installation. The first account becomes it by a code that is printed at the first start, and good once.</summary>
public static class Operators
{
    /// <summary>The policy of whatever is for operators alone.</summary>
    public const string Policy = "operators";

    public const string SignIn = "/ops/sign-in";
    const string Dashboard = "/ops/dashboard";

    public static void AddOperators(this IServiceCollection services) =>
        services.AddAuthorizationBuilder().AddPolicy(Policy, operators => operators.RequireAuthenticatedUser().RequireRole(Roles.Operator));

    public static void MapOperators(this WebApplication app, bool dashboard)
    {
        app.MapForms().MapPost(SignIn, Become).RequireAuthorization();
        app.MapPeopleForms();
        if (dashboard)
            app.MapOrleansDashboard(Dashboard).RequireAuthorization(Policy).ExcludeFromDescription();
        else
            app.MapGet(Dashboard, () => "The dashboard is not collecting. Start every silo and web with Orleans__Dashboard=true.").RequireAuthorization(Policy).ExcludeFromDescription();
    }

    static async Task<IResult> Become(HttpContext http, [FromForm] string? token, IOperatorToken known, Buckets buckets, OperatorRole operators, Noting noting)
    {
        if (!buckets.MayGuess(http))
            return Results.LocalRedirect($"{SignIn}?problem=slow-down");
        if (SignedIn.Of(http.User) is not { } who)
            return Results.LocalRedirect(AccountCookie.SignInPath);
        if (!known.TryUse(Hash(token?.Trim() ?? "")))
        {
            buckets.GuessedWrong(http);
            await noting.Note(who.Person, "operator-code", outcome: AuditOutcome.Failed);
            return Results.LocalRedirect($"{SignIn}?problem=wrong-token");
        }
        await operators.Give(who.Person.Value);
        await noting.Note(who.Person, "operator-code");
        return Results.LocalRedirect(Dashboard);
    }

    /// <summary>A new code if there was none, or another one is asked for; null otherwise.</summary>
    public static string? NewToken(IOperatorToken known, bool again)
    {
        var token = Visitor.RandomToken();
        return known.TryKeep(Hash(token), again) ? token : null;
    }

    static byte[] Hash(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}
