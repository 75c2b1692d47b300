using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using OrleansRetro.EventSourcing;
using OrleansRetro.Retros;
using OrleansRetro.Visitors;

namespace OrleansRetro.Account;

/// <summary>Tokens for programs that act for somebody. Shown once, good for a time, and gone when their owner says so.</summary>
public sealed class ApiTokens(IDbContextFactory<AccountsDb> database, TimeProvider time)
{
    public const string Prefix = "ort_";

    /// <summary>Characters that are kept and shown; they say nothing of the rest.</summary>
    public const int Shown = 8;

    public const int Days = 90, MostDays = 365;
    const int Most = 20;

    /// <summary>Shown this once; only its hash is kept.</summary>
    /// <exception cref="RejectedException"><c>token-days</c>, <c>full-tokens</c></exception>
    public async Task<string> New(Guid account, string? name, bool mayWrite, int days)
    {
        if (days is < 1 or > MostDays)
            throw new RejectedException("token-days");
        var token = Prefix + Visitor.RandomToken();
        await using var db = await database.CreateDbContextAsync();
        if (await db.Tokens.CountAsync(kept => kept.Account == account) >= Most)
            throw new RejectedException("full-tokens");
        var now = time.GetUtcNow();
        db.Add(new ApiToken { Id = Guid.NewGuid(), Account = account, Hash = Hash(token), Name = Labels.Of(name, token[..Shown]), Start = token[..Shown], MayWrite = mayWrite, Made = now, Until = now.AddDays(days) });
        await db.SaveChangesAsync();
        return token;
    }

    /// <summary>The token as it is now; null when there is none such, or it isn't good any more, or its account isn't.</summary>
    public async Task<ApiToken?> Find(string token)
    {
        if (!token.StartsWith(Prefix, StringComparison.Ordinal))
            return null;
        var (hash, now) = (Hash(token), time.GetUtcNow());
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        return await Asking.Reading(async () =>
        {
            await using var db = await database.CreateDbContextAsync();
            var found = await (from kept in db.Tokens join account in db.Users on kept.Account equals account.Id where kept.Hash == hash && kept.Until > now && !account.Disabled select kept).AsNoTracking().SingleOrDefaultAsync();
            if (found is not null && found.SeenOn != today)
                await db.Tokens.Where(kept => kept.Id == found.Id).ExecuteUpdateAsync(set => set.SetProperty(kept => kept.SeenOn, today));
            return found;
        });
    }

    public async Task<IReadOnlyList<ApiToken>> Of(Guid account)
    {
        await using var db = await database.CreateDbContextAsync();
        return await db.Tokens.AsNoTracking().Where(token => token.Account == account).OrderBy(token => token.Until).ToListAsync();
    }

    /// <summary>Not good any more, from this moment; nobody revokes another's.</summary>
    public async Task Revoke(Guid account, Guid id)
    {
        await using var db = await database.CreateDbContextAsync();
        await db.Tokens.Where(token => token.Account == account && token.Id == id).ExecuteDeleteAsync();
    }

    static byte[] Hash(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}
