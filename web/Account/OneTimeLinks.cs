using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using OrleansRetro.Visitors;

namespace OrleansRetro.Account;

/// <summary>Links that sign in once, within half an hour: by mail, or from an operator's hand.</summary>
public sealed class OneTimeLinks(IDbContextFactory<AccountsDb> database, TimeProvider time)
{
    public static readonly TimeSpan GoodFor = TimeSpan.FromMinutes(30);

    /// <summary>Where such a link leads, before its token.</summary>
    public const string Path = "/sign-in/link";

    /// <summary>The token of a new one; only its hash is kept.</summary>
    public async Task<string> New(Guid account, string? proves = null)
    {
        var token = Visitor.RandomToken();
        await using var db = await database.CreateDbContextAsync();
        var now = time.GetUtcNow();
        await db.Links.Where(link => link.Until < now).ExecuteDeleteAsync();
        db.Add(new OneTimeLink { Hash = Hash(token), Account = account, Proves = proves, Until = now + GoodFor });
        await db.SaveChangesAsync();
        return token;
    }

    /// <summary>Whether it still opens something.</summary>
    public async Task<bool> IsGood(string token)
    {
        var (hash, now) = (Hash(token), time.GetUtcNow());
        await using var db = await database.CreateDbContextAsync();
        return await db.Links.AnyAsync(link => link.Hash == hash && link.Until >= now);
    }

    /// <summary>What it opens, this once; null when it opens nothing any more.</summary>
    public async Task<OneTimeLink?> Use(string token)
    {
        var (hash, now) = (Hash(token), time.GetUtcNow());
        await using var db = await database.CreateDbContextAsync();
        var found = await db.Links.AsNoTracking().SingleOrDefaultAsync(link => link.Hash == hash && link.Until >= now);
        return found is not null && await db.Links.Where(link => link.Hash == hash).ExecuteDeleteAsync() == 1 ? found : null;
    }

    /// <summary>None of this account's is good any more.</summary>
    public async Task Forget(Guid account)
    {
        await using var db = await database.CreateDbContextAsync();
        await db.Links.Where(link => link.Account == account).ExecuteDeleteAsync();
    }

    static byte[] Hash(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}
