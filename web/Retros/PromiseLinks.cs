using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using OrleansRetro.EventSourcing;
using OrleansRetro.Hosting;

namespace OrleansRetro.Retros;

/// <summary>
/// A person's own link to their promises from one retro, valid without account on any device. Its token goes into a protected cookie
/// of that one page and out of the address; the retro is asked each time whether it still holds.
/// </summary>
public sealed class PromiseLinks(IDataProtectionProvider protection, IGrainFactory grains, Seats seats, WebOptions options)
{
    const string Cookie = "promises";

    /// <summary>Whether this token is somebody's; then the browser keeps it until it is closed.</summary>
    public async Task<bool> Open(HttpContext http, RetroId retro, string token)
    {
        if (await Find(retro, token) is null)
            return false;
        http.Response.Cookies.Append(Cookie, Protector(retro).Protect(token), new()
        {
            HttpOnly = true,
            IsEssential = true,
            Path = $"/retros/{retro}/promises",
            SameSite = SameSiteMode.Lax,
            Secure = options.IsHttps,
        });
        return true;
    }

    /// <summary>Whose promises this browser may see: those of the link it opened, or of its own seat.</summary>
    public async Task<SeatHolder?> Holder(HttpContext http, RetroId retro)
    {
        if (Token(http, retro) is { } token && await Find(retro, token) is { } linked)
            return linked;
        return (await seats.FindNow(http.User, retro))?.Holder;
    }

    async Task<SeatHolder?> Find(RetroId retro, string token)
    {
        try
        {
            return seats.Open(await Asking.Again(() => grains.GetGrain<IRetroGrain>(retro.Value).FindLink(Secret.Hash(token))));
        }
        catch (RejectedException rejected) when (rejected.Code == "not-found")
        {
            return null;
        }
    }

    string? Token(HttpContext http, RetroId retro)
    {
        if (http.Request.Cookies[Cookie] is not { Length: > 0 } kept)
            return null;
        try
        {
            return Protector(retro).Unprotect(kept);
        }
        catch (CryptographicException)
        {
            // Another retro's, or protected with keys that are gone: as good as none.
            return null;
        }
    }

    IDataProtector Protector(RetroId retro) => protection.CreateProtector("promises", retro.Value);
}
