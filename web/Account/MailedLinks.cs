using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Localization;
using OrleansRetro.Hosting;
using OrleansRetro.Words;

namespace OrleansRetro.Account;

/// <summary>Links that go by mail. Who asks is told the same whether the address belongs to somebody or not, and as soon.</summary>
public sealed class MailedLinks(Mail mail, OneTimeLinks links, ILookupNormalizer normalizer, Buckets buckets, WebOptions options, IStringLocalizer<AccountWords> words)
{
    public bool AreOffered => mail.IsOn;

    /// <summary>A link to sign in, to an address that its account's owner has proven to be theirs.</summary>
    /// <returns>False when somebody asks too often.</returns>
    public bool TrySend(HttpContext http, string email)
    {
        var who = $"mail {normalizer.NormalizeEmail(email)}";
        if (!buckets.MayGuess(http) || !buckets.MayTry(who))
            return false;
        buckets.TriedInVain(who);
        buckets.GuessedWrong(http);
        var letter = Letter(http, "mail.sign-in");
        mail.Send(async services => await services.GetRequiredService<UserManager<Account>>().FindByEmailAsync(email) is { EmailConfirmed: true, Disabled: false, Email: { } to } account
            ? letter(to, await links.New(account.Id))
            : null);
        return true;
    }

    /// <summary>A link by which the account's owner proves that its address is theirs.</summary>
    public void SendProof(HttpContext http, Account account)
    {
        if (account.Email is not { } to || !buckets.MayTry($"proof {account.Id}"))
            return;
        buckets.TriedInVain($"proof {account.Id}");
        var letter = Letter(http, "mail.proof");
        mail.Send(async _ => letter(to, await links.New(account.Id, proves: account.NormalizedEmail)));
    }

    /// <summary>In the language of whoever asks, which is gone when its turn comes.</summary>
    Func<string, string, Mail.Letter> Letter(HttpContext http, string what)
    {
        const string gap = "{0}";
        var (subject, text, origin) = (words[$"{what}.subject"].Value, words[$"{what}.text", gap].Value, options.Origin(http.Request));
        return (to, token) => new(to, subject, text.Replace(gap, $"{origin}{OneTimeLinks.Path}/{token}", StringComparison.Ordinal));
    }
}
