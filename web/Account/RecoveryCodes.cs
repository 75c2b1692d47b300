using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;

namespace OrleansRetro.Account;

/// <summary>Ten codes for the day when nothing else is at hand. Each opens the account once; new ones make the old ones worthless.</summary>
public sealed class RecoveryCodes(IDbContextFactory<AccountsDb> database)
{
    const int Count = 10;

    // Nothing that is easily taken for something else.
    const string Letters = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

    /// <summary>Shown this once; only their hashes are kept.</summary>
    public async Task<IReadOnlyList<string>> New(Guid account)
    {
        var codes = Enumerable.Range(0, Count).Select(_ => string.Join('-', Enumerable.Range(0, 4).Select(_ => RandomNumberGenerator.GetString(Letters, 4)))).ToList();
        await using var db = await database.CreateDbContextAsync();
        await using var transaction = await db.Database.BeginTransactionAsync();
        await db.Codes.Where(code => code.Account == account).ExecuteDeleteAsync();
        db.AddRange(codes.Select(code => new RecoveryCode { Account = account, Hash = Hash(code) }));
        await db.SaveChangesAsync();
        await transaction.CommitAsync();
        return codes;
    }

    /// <summary>How many are left.</summary>
    public async Task<int> Left(Guid account)
    {
        await using var db = await database.CreateDbContextAsync();
        return await db.Codes.CountAsync(code => code.Account == account);
    }

    /// <summary>The account that this code opens, this once; null when it opens none.</summary>
    public async Task<Guid?> Use(string typed)
    {
        var hash = Hash(typed);
        await using var db = await database.CreateDbContextAsync();
        var found = await db.Codes.AsNoTracking().SingleOrDefaultAsync(code => code.Hash == hash);
        return found is not null && await db.Codes.Where(code => code.Hash == hash).ExecuteDeleteAsync() == 1 ? found.Account : null;
    }

    static byte[] Hash(string code) => SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(code.ToUpperInvariant().Where(char.IsAsciiLetterOrDigit))));
}
