using Microsoft.AspNetCore.Identity;
using OrleansRetro.Account;
using OrleansRetro.EventSourcing;
using OrleansRetro.Hosting;

namespace OrleansRetro.Ops;

/// <summary>What operators do with accounts.</summary>
static class PeopleForms
{
    public static void MapPeopleForms(this WebApplication app)
    {
        var forms = app.MapForms("/ops/people/{id:guid}").RequireAuthorization(Operators.Policy);
        forms.MapPost("/close", (Guid id, Closing closing, UserManager<Account.Account> accounts) => With(id, accounts, closing.Close));
        forms.MapPost("/open", (Guid id, Closing closing, UserManager<Account.Account> accounts) => With(id, accounts, closing.Open));
        forms.MapPost("/make-operator", (Guid id, OperatorRole operators, UserManager<Account.Account> accounts) => With(id, accounts, account => account.Disabled ? Task.CompletedTask : operators.Give(account.Id)));
        forms.MapPost("/no-operator", (Guid id, OperatorRole operators, UserManager<Account.Account> accounts) => With(id, accounts, account => operators.Take(account.Id)));
    }

    static async Task<IResult> With(Guid id, UserManager<Account.Account> accounts, Func<Account.Account, Task> act)
    {
        if (await accounts.FindByIdAsync(id.ToString()) is not { } account)
            return Results.NotFound();
        try
        {
            await act(account);
            return Results.LocalRedirect($"/ops/people/{id}");
        }
        catch (RejectedException rejected)
        {
            return Results.LocalRedirect($"/ops/people/{id}?problem={rejected.Code}");
        }
    }
}
