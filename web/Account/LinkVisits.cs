using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using OrleansRetro.Hosting;

namespace OrleansRetro.Account;

/// <summary>A link that signs in once, between being opened and being used: out of the address at once, in a protected cookie of its one page.</summary>
public sealed class LinkVisits(IDataProtectionProvider protection, OneTimeLinks links, UserManager<Account> accounts, Buckets buckets, WebOptions options)
{
    const string Cookie = "link";
    readonly ITimeLimitedDataProtector _protector = protection.CreateProtector("one-time-link").ToTimeLimitedDataProtector();

    public void Keep(HttpContext http, string token) => http.Response.Cookies.Append(Cookie, _protector.Protect(token, OneTimeLinks.GoodFor), new()
    {
        HttpOnly = true,
        IsEssential = true,
        Path = OneTimeLinks.Path,
        SameSite = SameSiteMode.Lax,
        Secure = options.IsHttps,
    });

    public async Task<bool> IsGood(HttpContext http)
    {
        if (!buckets.MayGuess(http) || Token(http) is not { } token)
            return false;
        if (await links.IsGood(token))
            return true;
        buckets.GuessedWrong(http);
        return false;
    }

    /// <summary>Signs in by it. False when it has been used, or its time is over, or its account was closed.</summary>
    public async Task<bool> Use(HttpContext http)
    {
        if (!buckets.MayGuess(http) || Token(http) is not { } token || await links.Use(token) is not { } used || await accounts.FindByIdAsync(used.Account.ToString()) is not { Disabled: false } account)
            return false;
        http.Response.Cookies.Delete(Cookie, new() { Path = OneTimeLinks.Path });
        if (used.Proves is { } email)
            return await Confirm(http, account, email);
        await AccountCookie.SignIn(http, account, Way.Link);
        return true;
    }

    /// <summary>The mail address is the account's owner's, for they are here and have read what was sent there. Signs nobody in: a stranger may have asked for it.</summary>
    async Task<bool> Confirm(HttpContext http, Account account, string email)
    {
        if (SignedIn.Of(http.User)?.Person != account.Person || email != account.NormalizedEmail)
            return false;
        account.EmailConfirmed = true;
        (await accounts.UpdateAsync(account)).OrRejected();
        return true;
    }

    string? Token(HttpContext http)
    {
        if (http.Request.Cookies[Cookie] is not { Length: > 0 } kept)
            return null;
        try
        {
            return _protector.Unprotect(kept);
        }
        catch (System.Security.Cryptography.CryptographicException)
        {
            // Too old, or made up: as good as none.
            return null;
        }
    }
}
