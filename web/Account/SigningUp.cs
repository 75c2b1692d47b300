using Microsoft.AspNetCore.Identity;
using OrleansRetro.EventSourcing;
using OrleansRetro.Hosting;
using OrleansRetro.Retros;

namespace OrleansRetro.Account;

/// <summary>Creating an account, and being signed in to it.</summary>
public sealed class SigningUp(Newcomers newcomers, Passkeys passkeys, PasswordRules rules, UserManager<Account> accounts, Buckets buckets)
{
    /// <param name="http">The browser that does it.</param>
    /// <param name="kept">The retro that is kept, where the browser's guest becomes the account.</param>
    /// <param name="name">How they want to be called.</param>
    /// <param name="email">What they will sign in by.</param>
    /// <param name="password">And the password with it.</param>
    /// <exception cref="RejectedException">What is missing.</exception>
    public async Task<SignedIn> ByPassword(HttpContext http, RetroId? kept, string? name, string? email, string? password)
    {
        AssertPace(http);
        if (string.IsNullOrWhiteSpace(email))
            throw new RejectedException("email-wrong");
        if (rules.Problem(password, email) is { } weak)
            throw new RejectedException(weak);
        var account = Account.Of(await newcomers.Guest(http, kept) ?? new(Guid.NewGuid()), email.Trim());
        try
        {
            await newcomers.Welcome(account, name ?? "", () => accounts.CreateAsync(account, password!));
        }
        catch (RejectedException taken) when (taken.Code == "email-taken")
        {
            // Whoever looks for who has an account here doesn't look often.
            buckets.GuessedWrong(http);
            throw;
        }
        await AccountCookie.SignIn(http, account, Way.Password);
        return new(account.Person);
    }

    /// <exception cref="RejectedException">What is missing; <c>passkey-wrong</c> when the browser has made none that counts.</exception>
    public async Task<SignedIn> ByPasskey(HttpContext http, string? name, string? credential)
    {
        AssertPace(http);
        if (await passkeys.Begun(http, credential) is not { } begun)
            throw new RejectedException("passkey-wrong");
        var account = Account.Of(begun.Person);
        await newcomers.Welcome(account, name ?? "", async () => await accounts.CreateAsync(account) is { Succeeded: false } failed ? failed : await passkeys.Keep(account, begun.Passkey, null, http));
        await AccountCookie.SignIn(http, account, Way.Passkey);
        return new(account.Person);
    }

    void AssertPace(HttpContext http)
    {
        if (!buckets.MayStart(http) || !buckets.MayGuess(http))
            throw new RejectedException("slow-down");
    }
}
