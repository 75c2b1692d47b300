using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using OrleansRetro.Hosting;
using OrleansRetro.Retros;

namespace OrleansRetro.Teams;

/// <summary>An invitation's token goes into a protected cookie of the joining page and out of the address; the team is asked each time whether it still holds.</summary>
public sealed class TeamLinks(IDataProtectionProvider protection, IGrainFactory grains, WebOptions options)
{
    const string Cookie = "invite";
    static readonly TimeSpan Lasting = TimeSpan.FromHours(1);

    /// <summary>Whether this token leads into the team; then the browser keeps it for an hour, long enough to sign up.</summary>
    public async Task<bool> Open(HttpContext http, TeamId team, string token)
    {
        if (await Preview(team, token) is null)
            return false;
        http.Response.Cookies.Append(Cookie, Protector(team).Protect(token, Lasting), Shape(team));
        return true;
    }

    /// <summary>What this browser's invitation leads to, and its token; null when it lets nobody in.</summary>
    public async Task<(TeamPreview Preview, string Token)?> Find(HttpContext http, TeamId team) =>
        Token(http, team) is { } token && await Preview(team, token) is { } preview ? (preview, token) : null;

    public void Forget(HttpContext http, TeamId team) => http.Response.Cookies.Delete(Cookie, Shape(team));

    Task<TeamPreview?> Preview(TeamId team, string token) => Asking.Again(() => grains.GetGrain<ITeamGrain>(team.Value).Preview(Retros.Secret.Hash(token)));

    string? Token(HttpContext http, TeamId team)
    {
        if (http.Request.Cookies[Cookie] is not { Length: > 0 } kept)
            return null;
        try
        {
            return Protector(team).Unprotect(kept);
        }
        catch (CryptographicException)
        {
            // Another team's, too old, or protected with keys that are gone: as good as none.
            return null;
        }
    }

    CookieOptions Shape(TeamId team) => new()
    {
        HttpOnly = true,
        IsEssential = true,
        MaxAge = Lasting,
        Path = $"/teams/{team}/join",
        SameSite = SameSiteMode.Lax,
        Secure = options.IsHttps,
    };

    ITimeLimitedDataProtector Protector(TeamId team) => protection.CreateProtector("invite", team.ToString()).ToTimeLimitedDataProtector();
}
