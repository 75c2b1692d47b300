using System.Net;
using Microsoft.AspNetCore.Identity;
using OrleansRetro.EventSourcing;
using OrleansRetro.Hosting;

namespace OrleansRetro.Account;

/// <summary>Passkeys: made and asked for by the browser, checked here. They belong to the site's domain, so they need one, and https.</summary>
public sealed class Passkeys(IPasskeyHandler<Account> ceremony, UserManager<Account> accounts, Ceremonies ceremonies, WebOptions options)
{
    /// <summary>As many as one account may have.</summary>
    public const int Most = 10;

    const string SigningIn = "sign-in", SigningUp = "sign-up", Adding = "add";

    /// <summary>The domain that passkeys of this site belong to.</summary>
    public static string DomainOf(WebOptions options) => options.PublicUrl?.Host ?? "localhost";

    /// <summary>Whether the browser could make or use one on the page that it shows.</summary>
    public bool AreOffered(HttpContext http) =>
        http.Request.Host.Host == DomainOf(options) && (options.IsHttps || DomainOf(options) == "localhost") && !IPAddress.TryParse(DomainOf(options), out _);

    /// <summary>What the browser is told to sign somebody in.</summary>
    public async Task<string> AskFor(HttpContext http)
    {
        var asked = await ceremony.MakeRequestOptionsAsync(null, http);
        ceremonies.Begin(http, SigningIn, asked.AssertionState ?? "");
        return asked.RequestOptionsJson;
    }

    /// <summary>The account whose passkey has answered; null when it is none of ours, or has answered before.</summary>
    public async Task<Account?> Check(HttpContext http, string? credential)
    {
        if (string.IsNullOrEmpty(credential) || ceremonies.Take(http, SigningIn) is not { } state)
            return null;
        var answered = await ceremony.PerformAssertionAsync(new() { HttpContext = http, CredentialJson = credential, AssertionState = state });
        if (!answered.Succeeded || !await ceremonies.TrySpend(state))
            return null;
        // How often it was used.
        (await accounts.AddOrUpdatePasskeyAsync(answered.User, answered.Passkey)).OrRejected();
        return answered.User;
    }

    /// <summary>What the browser is told to make one for somebody who has no account yet.</summary>
    public Task<string> AskToBegin(HttpContext http, PersonId person, string name) => AskToMake(http, SigningUp, person, name);

    /// <summary>What the browser is told to make another for this account.</summary>
    /// <exception cref="RejectedException"><c>full-passkeys</c></exception>
    public async Task<string> AskToAdd(HttpContext http, Account account, string name)
    {
        await AssertRoom(account);
        return await AskToMake(http, Adding, account.Person, name);
    }

    /// <summary>Who it was that the browser has made one for, and the passkey; null when there is none that counts.</summary>
    public Task<(PersonId Person, UserPasskeyInfo Passkey)?> Begun(HttpContext http, string? credential) => Made(http, SigningUp, credential);

    /// <summary>Adds what the browser has made. False when there is nothing that counts.</summary>
    /// <exception cref="RejectedException"><c>full-passkeys</c></exception>
    public async Task<bool> TryAdd(HttpContext http, Account account, string? credential, string? name)
    {
        if (await Made(http, Adding, credential) is not { } made || made.Person != account.Person)
            return false;
        await AssertRoom(account);
        await Keep(account, made.Passkey, name, http);
        return true;
    }

    /// <summary>Keeps it under a name that its owner recognises.</summary>
    public async Task<IdentityResult> Keep(Account account, UserPasskeyInfo passkey, string? name, HttpContext http)
    {
        passkey.Name = Labels.Of(name, Devices.Name(http.Request.Headers.UserAgent));
        return await accounts.AddOrUpdatePasskeyAsync(account, passkey);
    }

    async Task AssertRoom(Account account)
    {
        if ((await accounts.GetPasskeysAsync(account)).Count >= Most)
            throw new RejectedException("full-passkeys");
    }

    async Task<string> AskToMake(HttpContext http, string purpose, PersonId person, string name)
    {
        var label = Labels.Of(name, DomainOf(options));
        var asked = await ceremony.MakeCreationOptionsAsync(new() { Id = person.ToString(), Name = label, DisplayName = label }, http);
        ceremonies.Begin(http, purpose, $"{person}{asked.AttestationState}");
        return asked.CreationOptionsJson;
    }

    async Task<(PersonId Person, UserPasskeyInfo Passkey)?> Made(HttpContext http, string purpose, string? credential)
    {
        const int id = 36;
        if (string.IsNullOrEmpty(credential) || ceremonies.Take(http, purpose) is not { Length: > id } state || !PersonId.TryParse(state[..id], out var person))
            return null;
        var made = await ceremony.PerformAttestationAsync(new() { HttpContext = http, CredentialJson = credential, AttestationState = state[id..] });
        return made.Succeeded && await ceremonies.TrySpend(state) ? (person, made.Passkey) : null;
    }
}
