using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using OrleansRetro.EventSourcing;
using OrleansRetro.Pms;
using OrleansRetro.Retros;

namespace OrleansRetro.Account;

/// <summary>An account goes, and the person with it: their name and whatever was theirs alone.</summary>
public sealed class Leaving(OperatorRole operators, IGrainFactory grains, UserManager<Account> accounts, Sessions sessions, IDbContextFactory<AccountsDb> database)
{
    /// <exception cref="RejectedException"><c>last-operator</c>, or a team that somebody has to take over first.</exception>
    public async Task Delete(Account account)
    {
        var looksAfter = await operators.Take(account.Id);
        try
        {
            await Asking.Again(async () =>
            {
                await grains.GetGrain<IPmGrain>(account.Id).Erase(Caller.Account(account.Person));
                return true;
            });
        }
        catch (RejectedException) when (looksAfter)
        {
            await operators.Give(account.Id);
            throw;
        }
        await sessions.EndAll(account.Id);
        (await accounts.DeleteAsync(account)).OrRejected();
        await using var db = await database.CreateDbContextAsync();
        // What was overwritten is so in the file itself, and not only in what is written to it next.
        if (db.Database.IsSqlite())
            await db.Database.ExecuteSqlRawAsync("PRAGMA wal_checkpoint(TRUNCATE)");
    }
}
