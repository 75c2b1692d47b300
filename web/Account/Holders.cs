using Microsoft.EntityFrameworkCore;
using OrleansRetro.EventSourcing;

namespace OrleansRetro.Account;

/// <summary>Who has an account.</summary>
public sealed class Holders(IDbContextFactory<AccountsDb> database)
{
    public async Task<bool> Has(PersonId person)
    {
        await using var db = await database.CreateDbContextAsync();
        return await db.Users.AnyAsync(account => account.Id == person.Value);
    }
}
