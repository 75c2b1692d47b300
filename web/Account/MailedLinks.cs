using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Localization;
using OrleansRetro.Hosting;
using OrleansRetro.Words;

namespace OrleansRetro.Account;

/// <summary>Links that go by mail. Who asks is told the same whether the address belongs to somebody or not, and as soon.</summary>
public sealed class MailedLinks(Mail mail, OneTimeLinks links, UserManager<Account> accounts, Buckets buckets, WebOptions options, IStringLocalizer<AccountWords> words)
{
    public bool AreOffered => mail.IsOn;

    /// <summary>A link to sign in, to an address that its account's owner has proven to be theirs.</summary>
    /// <returns>False when somebody asks too often.</returns>
    public async Task<bool> TrySend(HttpContext http, string email)
    {
        var who = $"mail {accounts.NormalizeEmail(email)}";
        if (!buckets.MayGuess(http) || !buckets.MayTry(who))
            return false;
        // Counted for whoever asks, for nobody is told whether there was something to send.
        buckets.TriedInVain(who);
        buckets.GuessedWrong(http);
        if (await accounts.FindByEmailAsync(email) is { EmailConfirmed: true, Disabled: false, Email: { } to } account)
            Send(http, to, "mail.sign-in", await links.New(account.Id));
        else
            // The same work, for nothing.
            await links.IsGood(who);
        return true;
    }

    /// <summary>A link by which the account's owner proves that its address is theirs.</summary>
    public async Task SendProof(HttpContext http, Account account)
    {
        if (account.Email is { } to && buckets.MayTry($"proof {account.Id}"))
        {
            buckets.TriedInVain($"proof {account.Id}");
            Send(http, to, "mail.proof", await links.New(account.Id, proves: account.NormalizedEmail));
        }
    }

    void Send(HttpContext http, string to, string what, string token) =>
        mail.Send(to, words[$"{what}.subject"], words[$"{what}.text", $"{options.Origin(http.Request)}{OneTimeLinks.Path}/{token}"]);
}
