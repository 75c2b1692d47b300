using System.Buffers.Text;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using OrleansRetro.Auditing;
using OrleansRetro.EventSourcing;
using OrleansRetro.Hosting;
using OrleansRetro.Retros;
using OrleansRetro.Visitors;

namespace OrleansRetro.Account;

/// <summary>The plain forms of pages about accounts.</summary>
public static class AccountForms
{
    public static void MapAccountForms(this IEndpointRouteBuilder app)
    {
        var forms = app.MapForms();
        forms.MapPost("/sign-out", async (HttpContext http, [FromForm] bool? forget, WebOptions options) =>
        {
            await AccountCookie.SignOut(http);
            if (forget is true)
                VisitorCookie.Forget(http, options);
            return Results.LocalRedirect("/");
        });
        forms.MapPasskeyForms();
        app.MapProvider(app.ServiceProvider.GetRequiredService<OidcOptions>());

        var own = app.MapForms("/account").RequireAuthorization();
        own.MapPost("/passkeys", (HttpContext http, [FromForm] string? credential, [FromForm] string? label, WaysIn ways) =>
            Own(http, account => ways.AddPasskey(http, account, credential, label)));
        own.MapPost("/passkeys/remove", (HttpContext http, [FromForm] string? id, WaysIn ways) =>
            Own(http, account => Base64Url.IsValid(id) ? ways.RemovePasskey(account, Base64Url.DecodeFromChars(id)) : Task.CompletedTask));
        own.MapPost("/password", (HttpContext http, [FromForm] string? current, [FromForm] string? email, [FromForm] string? password, WaysIn ways) =>
            Own(http, account => ways.ChangePassword(http, account, current, email, password)));
        own.MapPost("/email/prove", (HttpContext http, MailedLinks mailed) =>
            Own(http, account =>
            {
                if (mailed.AreOffered)
                    mailed.SendProof(http, account);
                return Task.CompletedTask;
            }));
        own.MapPost("/sessions/end", (HttpContext http, [FromForm] Guid? id, Sessions sessions) =>
            Own(http, account => id is { } session ? sessions.End(account.Id, session) : Task.CompletedTask));
        own.MapPost("/sessions/end-others", (HttpContext http, Sessions sessions) =>
            Own(http, account => sessions.EndAll(account.Id, AccountCookie.SessionOf(http.User))));
        own.MapPost("/tokens/revoke", (HttpContext http, [FromForm] Guid? id, ApiTokens tokens) =>
            Own(http, account => id is { } token ? tokens.Revoke(account.Id, token) : Task.CompletedTask, "/account/tokens"));
        own.MapPost("/leave", (HttpContext http, Leaving leaving) => Own(http, leaving.Delete, done: "/"));
    }

    /// <summary>Something that somebody does with their own account, and where to go then; what is refused is said there.</summary>
    internal static async Task<IResult> Own(HttpContext http, Func<Account, Task> act, string page = "/account", string? done = null)
    {
        var services = http.RequestServices;
        // The form's own path says what it does: /account/passkeys/remove.
        var (noting, what) = (services.GetRequiredService<Noting>(), http.Request.Path.Value!.Trim('/').Replace('/', '-'));
        if (SignedIn.Of(http.User) is not { } who || await services.GetRequiredService<UserManager<Account>>().FindByIdAsync(who.Person.ToString()) is not { } account)
            return Results.LocalRedirect(AccountCookie.SignInPath);
        try
        {
            if (!services.GetRequiredService<Buckets>().MayAct(who.Person.ToString()))
                throw new RejectedException("slow-down");
            await act(account);
            await noting.Note(who.Person, what);
            return Results.LocalRedirect(done ?? page);
        }
        catch (RejectedException rejected)
        {
            await noting.Note(who.Person, what, null, AuditOutcome.Refused, rejected.Code);
            return Results.LocalRedirect($"{page}?problem={rejected.Code}");
        }
        catch (Exception passing) when (Asking.IsPassing(passing))
        {
            return Results.LocalRedirect($"{page}?problem=store-refused");
        }
    }
}
