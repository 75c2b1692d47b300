using System.Security.Cryptography;
using Microsoft.AspNetCore.Identity;
using OrleansRetro.Auditing;
using OrleansRetro.EventSourcing;
using OrleansRetro.Hosting;

namespace OrleansRetro.Account;

/// <summary>
/// Signing in by mail address and password. Whether there is such an account shows neither in what is said nor in how long it takes.
/// Whoever guesses is slowed down, by account and by address; a browser in which the account's owner was before is not slowed down by others.
/// </summary>
public sealed class Passwords(UserManager<Account> accounts, IPasswordHasher<Account> hasher, Buckets buckets, KnownBrowsers known, Noting noting)
{
    // As many at a time as can be worked on; each is made to be slow.
    static readonly SemaphoreSlim Hashing = new(Math.Max(1, Environment.ProcessorCount / 2));
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    static readonly Account Nobody = new() { PasswordHash = new PasswordHasher<Account>(Hashes.Options).HashPassword(new(), RandomNumberGenerator.GetHexString(32)) };

    /// <summary>The account that these open; null when they don't.</summary>
    /// <exception cref="RejectedException"><c>slow-down</c></exception>
    public async Task<Account?> Check(HttpContext http, string email, string password)
    {
        var who = accounts.NormalizeEmail(email) ?? "";
        var account = await accounts.FindByEmailAsync(email);
        return await Try(http, account, who, password) ? account : null;
    }

    /// <summary>Whether this is the account's password, as its owner says once more.</summary>
    /// <exception cref="RejectedException"><c>slow-down</c></exception>
    public Task<bool> Is(HttpContext http, Account account, string password) => Try(http, account, account.NormalizedEmail ?? account.Id.ToString(), password);

    /// <param name="http">Whose browser it is.</param>
    /// <param name="account">What would be opened; null where there is none, and then the same is done for nothing.</param>
    /// <param name="who">What guesses are counted under: what was typed, so that no difference shows where there is none.</param>
    /// <param name="password">The guess.</param>
    async Task<bool> Try(HttpContext http, Account? account, string who, string password)
    {
        if (!await Hashing.WaitAsync(Patience, http.RequestAborted))
            throw new RejectedException("slow-down");
        try
        {
            var browser = known.Of(http, account);
            if (browser is null && !buckets.MayGuess(http) || !buckets.MayTry(browser ?? who))
                throw new RejectedException("slow-down");
            var result = hasher.VerifyHashedPassword(account ?? Nobody, account?.PasswordHash ?? Nobody.PasswordHash!, password.Length > PasswordRules.Longest ? "" : password);
            if (account?.PasswordHash is not null && result != PasswordVerificationResult.Failed)
                return true;
            buckets.TriedInVain(browser ?? who);
            if (browser is null)
                buckets.GuessedWrong(http);
            // Also where there is no such account, or the time it takes would tell.
            await noting.Note(null, "password", account?.Person.ToString(), AuditOutcome.Failed);
            return false;
        }
        finally
        {
            Hashing.Release();
        }
    }
}
