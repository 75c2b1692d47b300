using Microsoft.AspNetCore.Identity;
using OrleansRetro.EventSourcing;
using OrleansRetro.Hosting;

namespace OrleansRetro.Account;

/// <summary>What opens an account: never nothing, and whoever changes the password is the only one left inside.</summary>
public sealed class WaysIn(UserManager<Account> accounts, OneTimeLinks links, Buckets buckets, Passwords passwords, Passkeys passkeys, PasswordRules rules, Sessions sessions)
{
    /// <exception cref="RejectedException"><c>last-way-in</c></exception>
    public async Task RemovePasskey(Account account, byte[] passkey)
    {
        var kept = await accounts.GetPasskeysAsync(account);
        if (!kept.Any(one => one.CredentialId.AsSpan().SequenceEqual(passkey)))
            return;
        if (kept.Count == 1 && account.PasswordHash is null && (await accounts.GetLoginsAsync(account)).Count == 0)
            throw new RejectedException("last-way-in");
        (await accounts.RemovePasskeyAsync(account, passkey)).OrRejected();
    }

    /// <exception cref="RejectedException"><c>last-way-in</c></exception>
    public async Task RemoveProvider(Account account)
    {
        if (account.PasswordHash is null && (await accounts.GetPasskeysAsync(account)).Count == 0)
            throw new RejectedException("last-way-in");
        foreach (var login in await accounts.GetLoginsAsync(account))
            (await accounts.RemoveLoginAsync(account, login.LoginProvider, login.ProviderKey)).OrRejected();
    }

    /// <exception cref="RejectedException"><c>full-passkeys</c>, <c>passkey-wrong</c></exception>
    public async Task AddPasskey(HttpContext http, Account account, string? credential, string? name)
    {
        if (!await passkeys.TryAdd(http, account, credential, name))
            throw new RejectedException("passkey-wrong");
    }

    /// <summary>From now on these; everybody else who was signed in is out.</summary>
    /// <exception cref="RejectedException"><c>password-wrong</c>, <c>slow-down</c>, or what is wrong with the new ones.</exception>
    public async Task ChangePassword(HttpContext http, Account account, string? current, string? email, string? password)
    {
        var session = AccountCookie.SessionOf(http.User);
        if (account.PasswordHash is not null && !await sessions.IsFresh(session) && !await passwords.Is(http, account, current ?? ""))
            throw new RejectedException("password-wrong");
        if (string.IsNullOrWhiteSpace(email))
            throw new RejectedException("email-wrong");
        if (rules.Problem(password, email) is { } weak)
            throw new RejectedException(weak);
        if (!string.Equals(account.Email, email.Trim(), StringComparison.OrdinalIgnoreCase))
        {
            if (!buckets.MayGuess(http))
                throw new RejectedException("slow-down");
            account.EmailConfirmed = false;
            account.Email = email.Trim();
        }
        // What opened it before, and may lie in a mailbox.
        await links.Forget(account.Id);
        account.PasswordHash = accounts.PasswordHasher.HashPassword(account, password!);
        account.SecurityStamp = Guid.NewGuid().ToString("N");
        try
        {
            (await accounts.UpdateAsync(account)).OrRejected();
        }
        catch (RejectedException taken) when (taken.Code == "email-taken")
        {
            // Whoever looks for who has an account here doesn't look often.
            buckets.GuessedWrong(http);
            throw;
        }
        await sessions.EndAll(account.Id, session);
    }
}
