using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using OrleansRetro.Hosting;

namespace OrleansRetro.Account;

/// <summary>
/// What a passkey was asked, until it answers: in a protected cookie of the browser that asked, for a few minutes.
/// Each is answered once, whoever kept a copy of it.
/// </summary>
public sealed class Ceremonies(IDataProtectionProvider protection, WebOptions options, IDbContextFactory<AccountsDb> database, TimeProvider time)
{
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    string Cookie => options.IsHttps ? "__Host-passkey" : "passkey";

    /// <summary>Keeps what the answer is measured by.</summary>
    /// <param name="http">The request whose answer takes it along.</param>
    /// <param name="purpose">What it is for; it is good for nothing else.</param>
    /// <param name="state">That.</param>
    public void Begin(HttpContext http, string purpose, string state) =>
        http.Response.Cookies.Append(Cookie, Protector(purpose).Protect(state, Patience), new() { HttpOnly = true, IsEssential = true, MaxAge = Patience, Path = "/", SameSite = SameSiteMode.Strict, Secure = options.IsHttps });

    /// <summary>What was kept for this purpose; null when that is too long ago, or was for something else.</summary>
    public string? Take(HttpContext http, string purpose)
    {
        if (http.Request.Cookies[Cookie] is not { Length: > 0 } kept)
            return null;
        http.Response.Cookies.Delete(Cookie, new() { Path = "/", Secure = options.IsHttps });
        try
        {
            return Protector(purpose).Unprotect(kept);
        }
        catch (CryptographicException)
        {
            // Too old, of another purpose or made up: as good as none.
            return null;
        }
    }

    /// <summary>It has been answered. False when that was so before.</summary>
    public async Task<bool> TrySpend(string state)
    {
        await using var db = await database.CreateDbContextAsync();
        var now = time.GetUtcNow();
        await db.Spent.Where(spent => spent.Until < now).ExecuteDeleteAsync();
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(state));
        db.Add(new Spent { Hash = hash, Until = now + 2 * Patience });
        try
        {
            await db.SaveChangesAsync();
            return true;
        }
        catch (DbUpdateException)
        {
            db.ChangeTracker.Clear();
            if (await db.Spent.AnyAsync(spent => spent.Hash == hash))
                return false;
            throw;
        }
    }

    ITimeLimitedDataProtector Protector(string purpose) => protection.CreateProtector("passkey", purpose).ToTimeLimitedDataProtector();
}
