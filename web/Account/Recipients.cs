using Microsoft.EntityFrameworkCore;
using OrleansRetro.EventSourcing;

namespace OrleansRetro.Account;

/// <summary>Who can get mail at all: nobody whose address is not proven, or whose account is closed.</summary>
public sealed class Recipients(IDbContextFactory<AccountsDb> database)
{
    const int Page = 500;

    public async Task<Recipient?> Find(PersonId person)
    {
        await using var db = await database.CreateDbContextAsync();
        return await Of(db.Users.Where(account => account.Id == person.Value)).SingleOrDefaultAsync();
    }

    /// <summary>All of them, a page at a time.</summary>
    public async IAsyncEnumerable<IReadOnlyList<Recipient>> All()
    {
        for (var skipped = 0; ; skipped += Page)
        {
            await using var db = await database.CreateDbContextAsync();
            var page = await Of(db.Users).Skip(skipped).Take(Page).ToListAsync();
            yield return page;
            if (page.Count < Page)
                yield break;
        }
    }

    static IQueryable<Recipient> Of(IQueryable<Account> accounts) =>
        accounts.AsNoTracking().Where(account => account.EmailConfirmed && !account.Disabled && account.Email != null).OrderBy(account => account.Id).Select(account => new Recipient(account.Id, account.Email!, account.SecurityStamp));
}
