using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using OrleansRetro.Account;
using OrleansRetro.Commitments;
using OrleansRetro.EventSourcing;
using OrleansRetro.Hosting;
using OrleansRetro.Pms;
using OrleansRetro.Promises;
using OrleansRetro.Retros;

namespace OrleansRetro.Mailing;

/// <summary>A question that a mail asked, as it stands.</summary>
/// <param name="Own">With the other one's name, as its row on a page has it.</param>
public sealed record AskedByMail(OwnPromise Own, MailKind Kind);

/// <summary>
/// Links that open one question of one person without signing in, and end with its answer. They die with the account, its address and its password.
/// The token goes out of the address at once, into a protected cookie of that one page; opening it does nothing, for mail programs open links.
/// </summary>
public sealed class AnswerLinks(IDataProtectionProvider protection, Recipients recipients, IGrainFactory grains, WebOptions options)
{
    const string Cookie = "answer";
    static readonly TimeSpan GoodFor = TimeSpan.FromDays(7);

    readonly ITimeLimitedDataProtector _protector = protection.CreateProtector("answer").ToTimeLimitedDataProtector();

    /// <summary>Where such a link leads, on this site.</summary>
    public string New(Recipient to, WaitingPromise waiting) =>
        $"{PathOf(waiting.Promise.Id)}/{_protector.Protect(string.Join(' ', to.Id, waiting.Promise.Id, Question(to, waiting)), GoodFor)}";

    public void Keep(HttpContext http, CommitmentId promise, string token) => http.Response.Cookies.Append(Cookie, token, new()
    {
        HttpOnly = true,
        IsEssential = true,
        MaxAge = TimeSpan.FromHours(1),
        Path = PathOf(promise),
        SameSite = SameSiteMode.Lax,
        Secure = options.IsHttps,
    });

    public void Forget(HttpContext http, CommitmentId promise) => http.Response.Cookies.Delete(Cookie, new() { Path = PathOf(promise) });

    /// <summary>The question that this browser's link asks, if it is still open.</summary>
    public async Task<AskedByMail?> Find(HttpContext http, CommitmentId promise)
    {
        if (http.Request.Cookies[Cookie] is not { Length: > 0 } token || Read(token) is not [var account, var named, var question] || named != promise.ToString() || !Guid.TryParse(account, out var id))
            return null;
        if (await recipients.Find(new(id)) is not { } to)
            return null;
        var who = Caller.Account(to.Person);
        var profile = await Asking.Again(() => grains.GetGrain<IPmGrain>(id).Profile(who));
        foreach (var me in OwnLedger.Callers(profile, who))
        {
            var waiting = await Asking.Again(() => grains.GetGrain<IPmLedgerGrain>(me.Person.Value).Waiting(me));
            if (waiting.FirstOrDefault(one => one.Promise.Id == promise && Question(to, one) == question) is { } asked)
                return new(await Named(asked), asked.Kind);
        }
        return null;
    }

    async Task<OwnPromise> Named(WaitingPromise asked)
    {
        var other = asked.Promise.Promisor == asked.As ? asked.Promise.Requester : asked.Promise.Promisor;
        var name = other == asked.As ? null : await Asking.Again(() => grains.GetGrain<IPmGrain>(other.Value).Name()) ?? "";
        return new(asked.Promise, asked.As, name, asked.Kind == MailKind.StillGood);
    }

    static string PathOf(CommitmentId promise) => $"/answer/{promise}";

    /// <summary>This question to this account as it is now: whatever changes of the two, it is another.</summary>
    static string Question(Recipient to, WaitingPromise waiting) =>
        Retros.Secret.Hash(string.Join('\n', to.Stamp, to.Address, waiting.As, waiting.Kind, waiting.Since.UtcTicks.ToString(CultureInfo.InvariantCulture)));

    string[]? Read(string token)
    {
        try
        {
            return _protector.Unprotect(token).Split(' ');
        }
        catch (CryptographicException)
        {
            // Too old, or made up: as good as none.
            return null;
        }
    }
}
