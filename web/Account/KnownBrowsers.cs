using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using OrleansRetro.Hosting;
using OrleansRetro.Visitors;

namespace OrleansRetro.Account;

/// <summary>
/// A browser that an account's owner has signed in with keeps a protected note of that, also when it is signed out.
/// Others who guess at the account's password don't slow it down.
/// </summary>
public sealed class KnownBrowsers(IDataProtectionProvider protection, WebOptions options)
{
    readonly IDataProtector _protector = protection.CreateProtector("known-browser");

    string Cookie => options.IsHttps ? "__Host-known" : "known";

    public void Remember(HttpContext http, Account account)
    {
        if (Of(http, account) is null)
            http.Response.Cookies.Append(Cookie, _protector.Protect($"{Visitor.RandomToken()} {account.Id}"), new()
            {
                HttpOnly = true,
                IsEssential = true,
                MaxAge = TimeSpan.FromDays(400),
                Path = "/",
                SameSite = SameSiteMode.Lax,
                Secure = options.IsHttps,
            });
    }

    /// <summary>What this browser is told by from others, where this account's owner was before; null where they were not.</summary>
    public string? Of(HttpContext http, Account? account)
    {
        if (account is null || http.Request.Cookies[Cookie] is not { Length: > 0 } kept)
            return null;
        try
        {
            return _protector.Unprotect(kept).Split(' ', 2) is [var browser, var owner] && owner == account.Id.ToString() ? browser : null;
        }
        catch (CryptographicException)
        {
            // Protected with keys that are gone, or made up: as good as none.
            return null;
        }
    }
}
