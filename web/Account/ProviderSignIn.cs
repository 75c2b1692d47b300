using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Localization;
using OrleansRetro.EventSourcing;
using OrleansRetro.Hosting;
using OrleansRetro.Retros;
using OrleansRetro.Words;

namespace OrleansRetro.Account;

/// <summary>
/// Whom the provider vouches for. An account belongs to its issuer and subject; never to a mail address, which a provider may give to anybody:
/// who has an account already adds the provider to it from inside.
/// </summary>
public sealed class ProviderSignIn(OidcOptions provider, UserManager<Account> accounts, Newcomers newcomers, IStringLocalizer<AccountWords> words)
{
    /// <summary>Signs them in, or adds the provider to the account that they are signed in to. Answers where to go then.</summary>
    /// <exception cref="RejectedException"><c>provider-domain</c>, <c>provider-taken</c>, <c>provider-failed</c>, <c>account-closed</c></exception>
    public async Task<string> Receive(HttpContext http, ClaimsPrincipal user, AuthenticationProperties asked)
    {
        if (asked.GetString(Oidc.Issuer) is not { Length: > 0 } issuer || user.FindFirst("sub")?.Value is not { Length: > 0 and <= 255 } subject)
            throw new RejectedException("provider-failed");
        AssertInvited(user);
        var login = new UserLoginInfo(issuer, subject, provider.Name);
        var known = await accounts.FindByLoginAsync(issuer, subject);
        if (asked.GetString(Oidc.Link) is { } owner)
            return await Add(http, login, known, owner);
        var account = known ?? await Welcome(http, user, login, RetroId.TryParse(asked.GetString(Oidc.Keep), out var retro) ? retro : null);
        await AccountCookie.SignIn(http, account, Way.Provider);
        return Forms.Local(asked.GetString(Oidc.Back));
    }

    void AssertInvited(ClaimsPrincipal user)
    {
        if (provider.Domains is [])
            return;
        var domain = user.FindFirst("email")?.Value.Split('@') is [_, var after] ? after.ToLowerInvariant() : null;
        if (domain is null || !string.Equals(user.FindFirst("email_verified")?.Value, "true", StringComparison.OrdinalIgnoreCase) || !provider.Domains.Contains(domain))
            throw new RejectedException("provider-domain");
    }

    async Task<string> Add(HttpContext http, UserLoginInfo login, Account? known, string owner)
    {
        // Whoever went there must be who came back.
        if (SignedIn.Of(http.User)?.Person.ToString() != owner || await accounts.FindByIdAsync(owner) is not { } account)
            throw new RejectedException("provider-failed");
        if (known is not null)
            return known.Id == account.Id ? "/account" : throw new RejectedException("provider-taken");
        (await accounts.AddLoginAsync(account, login)).OrRejected();
        return "/account";
    }

    async Task<Account> Welcome(HttpContext http, ClaimsPrincipal user, UserLoginInfo login, RetroId? kept)
    {
        var guest = await newcomers.Guest(http, kept);
        var account = Account.Of(guest ?? new(Guid.NewGuid()));
        var name = guest is { } person ? await newcomers.NameOf(person) : user.FindFirst("name")?.Value ?? user.FindFirst("preferred_username")?.Value;
        Func<Task<IdentityResult>> keep = async () => await accounts.CreateAsync(account) is { Succeeded: false } failed ? failed : await accounts.AddLoginAsync(account, login);
        try
        {
            await newcomers.Welcome(account, Labels.Of(name, words["provider.nameless"]), keep);
        }
        catch (RejectedException unsuited) when (unsuited.Code.StartsWith("name-", StringComparison.Ordinal))
        {
            await newcomers.Welcome(account, words["provider.nameless"], keep);
        }
        return account;
    }
}
