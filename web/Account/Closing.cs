using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using OrleansRetro.EventSourcing;

namespace OrleansRetro.Account;

/// <summary>What operators do with accounts: look, close, open again. They choose nobody's password and see nobody's retros.</summary>
public sealed class Closing(IDbContextFactory<AccountsDb> database, UserManager<Account> accounts, OperatorRole operators, Sessions sessions, ClosedAccounts closed)
{
    const int Most = 1_000;

    public async Task<IReadOnlyList<Account>> All()
    {
        await using var db = await database.CreateDbContextAsync();
        return await db.Users.AsNoTracking().OrderBy(account => account.NormalizedEmail).ThenBy(account => account.Id).Take(Most).ToListAsync();
    }

    public async Task<bool> IsOperator(Account account) => await accounts.IsInRoleAsync(account, Roles.Operator);

    /// <summary>Nobody gets in by it any more, and whoever is in is out. An operator's is one no longer.</summary>
    /// <exception cref="RejectedException"><c>last-operator</c></exception>
    public async Task Close(Account account)
    {
        await operators.Take(account.Id);
        account.Disabled = true;
        (await accounts.UpdateAsync(account)).OrRejected();
        await sessions.EndAll(account.Id);
        await closed.Refresh();
    }

    public async Task Open(Account account)
    {
        account.Disabled = false;
        (await accounts.UpdateAsync(account)).OrRejected();
        await closed.Refresh();
    }
}
