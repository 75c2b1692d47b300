using Microsoft.AspNetCore.Identity;
using OrleansRetro.Account;
using OrleansRetro.Auditing;
using OrleansRetro.EventSourcing;
using OrleansRetro.Hosting;

namespace OrleansRetro.Ops;

/// <summary>What operators do with accounts.</summary>
static class PeopleForms
{
    public static void MapPeopleForms(this WebApplication app)
    {
        var forms = app.MapForms("/ops/people/{id:guid}").RequireAuthorization(Operators.Policy);
        forms.MapPost("/close", (HttpContext http, Guid id, Closing closing) => With(http, id, "account-closed", closing.Close));
        forms.MapPost("/open", (HttpContext http, Guid id, Closing closing) => With(http, id, "account-opened", closing.Open));
        forms.MapPost("/make-operator", (HttpContext http, Guid id, OperatorRole operators) => With(http, id, "operator-named", account => account.Disabled ? Task.CompletedTask : operators.Give(account.Id)));
        forms.MapPost("/no-operator", (HttpContext http, Guid id, OperatorRole operators) => With(http, id, "operator-dismissed", account => operators.Take(account.Id)));
    }

    static async Task<IResult> With(HttpContext http, Guid id, string what, Func<Account.Account, Task> act)
    {
        var (noting, by) = (http.RequestServices.GetRequiredService<Noting>(), SignedIn.Of(http.User)?.Person);
        if (await http.RequestServices.GetRequiredService<UserManager<Account.Account>>().FindByIdAsync(id.ToString()) is not { } account)
            return Results.NotFound();
        try
        {
            await act(account);
            await noting.Note(by, what, account.Id.ToString());
            return Results.LocalRedirect($"/ops/people/{id}");
        }
        catch (RejectedException rejected)
        {
            await noting.Note(by, what, account.Id.ToString(), AuditOutcome.Refused, rejected.Code);
            return Results.LocalRedirect($"/ops/people/{id}?problem={rejected.Code}");
        }
    }
}
