using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using MimeKit;
using OrleansRetro.Commitments;
using OrleansRetro.EventSourcing;
using OrleansRetro.Pms;
using OrleansRetro.Retros;
using OrleansRetro.Teams;
using OrleansRetro.Tests.Infrastructure;

namespace OrleansRetro.Tests.Mailing;

/// <summary>From the request to the mail, and from its link to the answer in one tap.</summary>
[Trait("Row", "S23")]
public sealed partial class AnsweringByMail : IAsyncDisposable
{
    const string Hostile = "send <img src=https://evil.example/a.png> it\r\nBcc: eve@evil.example";

    // Each test moves its own clock.
    readonly MailedFromHere _house = new();

    public ValueTask DisposeAsync() => _house.DisposeAsync();

    [Fact]
    public async Task What_is_asked_is_mailed_answered_in_one_tap_and_switched_off()
    {
        _house.StartServer();
        using var browser = new PageVisitor(_house.Address);
        var (ana, ben) = (await Account(browser, "Ana", "ana@example.org", proven: false), await Account(browser, "Ben <b>bold</b>", "ben@example.org", proven: true));
        var pm = _house.Grains.GetGrain<IPmGrain>(ben.Person.Value);
        await pm.SetZone(ben, "UTC");
        await pm.SetLanguage(ben, "de");
        var team = await Team(ana, ben);

        // Due tomorrow: told at once, to whoever has proven an address.
        var id = await Ask(ana, ben, team, Hostile, "2030-01-08");
        await _house.SendDue();
        var mail = await Next();
        Assert.Equal("Etwas wartet auf deine Antwort", mail.Subject);
        Assert.Equal("ben@example.org", Assert.Single(mail.To.Mailboxes).Address);
        Assert.Empty(mail.Bcc);
        Assert.Empty(mail.Cc);
        Assert.DoesNotContain("<img", mail.HtmlBody, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("&lt;img", mail.HtmlBody, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("bittet dich", mail.TextBody, StringComparison.Ordinal);
        Assert.DoesNotContain(mail.Headers, header => header.Value.Contains("evil", StringComparison.Ordinal));
        Assert.Equal("List-Unsubscribe=One-Click", mail.Headers["List-Unsubscribe-Post"]);

        // Nobody gets the same twice, however often it is looked for.
        await Task.WhenAll(_house.SendDue(), _house.SendDue());
        Assert.True(_house.Mailbox.IsEmpty);

        // Opening the link does nothing; the tap does, signed in or not. Then the link is over.
        using var elsewhere = new PageVisitor(_house.Address);
        var link = Link(mail);
        Assert.Equal($"/answer/{id}", elsewhere.Leads(await elsewhere.Get(link)));
        var page = (await elsewhere.Get($"/answer/{id}")).Is(200);
        Assert.DoesNotContain("<img src=https://evil", page.Text, StringComparison.Ordinal);
        Assert.Equal(CommitmentStatus.Requested, (await View(id, ben)).Status);
        await elsewhere.Post($"/answer/{id}", $"/answer/{id}", ("_handler", "answer"), ("Act", "confirm"), ("Seen", (await View(id, ben)).TermsHash));
        Assert.Equal(CommitmentStatus.Requested, (await View(id, ben)).Status);
        await elsewhere.Post($"/answer/{id}", $"/answer/{id}", ("_handler", "answer"), ("Act", "agree"), ("Seen", (await View(id, ben)).TermsHash));
        Assert.Equal(CommitmentStatus.Promised, (await View(id, ben)).Status);
        // Whoever still has the page open and taps again reads that it is over.
        Assert.Contains("/promises/", (await elsewhere.Post($"/answer/{id}", $"/answer/{id}", ("_handler", "answer"), ("Act", "agree"), ("Seen", "these"))).Is(200).Text, StringComparison.Ordinal);
        Assert.False(await elsewhere.IsSignedIn());
        using var thief = new PageVisitor(_house.Address);
        await thief.Get(link);
        Assert.DoesNotContain("evil", (await thief.Get($"/answer/{id}")).Is(200).Text, StringComparison.Ordinal);

        // One click of a mail program, without a cookie, switches mail off; opening the address doesn't.
        var off = new Uri(mail.Headers["List-Unsubscribe"]!.Trim('<', '>')).PathAndQuery;
        await thief.Get(off);
        Assert.Empty((await pm.Profile(ben)).NoMailAbout);
        (await thief.Post(off, null, ("List-Unsubscribe", "One-Click"))).Is(302);
        Assert.Equal(3, (await pm.Profile(ben)).NoMailAbout.Length);
        _house.Time.Advance(TimeSpan.FromHours(2));
        await Ask(ana, ben, team, "do this", "2030-01-08");
        await _house.SendDue();
        Assert.True(_house.Mailbox.IsEmpty);
        await pm.SwitchMail(ben, MailKind.AskedOfYou, on: true);
        _house.Time.Advance(TimeSpan.FromMinutes(16));
        await _house.SendDue();
        Assert.Contains("do this", (await Next()).TextBody, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whether_it_still_holds_is_asked_in_the_morning_also_after_a_server_was_down_and_then_wary()
    {
        _house.StartServer();
        using var browser = new PageVisitor(_house.Address);
        var (cleo, dev) = (await Account(browser, "Cleo", "cleo@example.org", proven: false), await Account(browser, "Dev", "dev@example.org", proven: true));
        var pm = _house.Grains.GetGrain<IPmGrain>(dev.Person.Value);
        await pm.SetZone(dev, "UTC");
        var id = await Ask(cleo, dev, await Team(cleo, dev), "send the invoices", "2030-01-25");
        await _house.Grains.GetGrain<ICommitmentGrain>(id.Value).Promise(dev);
        var ask = (await View(id, dev)).Notice!.Value.Ask;

        // The working morning after the time to ask has come.
        var morning = ask.UtcDateTime.Date.AddHours(9);
        while (morning < ask || morning.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday)
            morning = morning.AddDays(1);
        _house.Time.SetUtcNow(new(morning, TimeSpan.Zero));
        (_house.Mailbox.IsDown, _house.Mailbox.IsWary) = (true, true);
        await _house.SendDue();
        _house.Mailbox.IsDown = false;
        _house.Time.Advance(TimeSpan.FromMinutes(16));
        await _house.SendDue();
        Assert.True(_house.Mailbox.IsEmpty);
        _house.Mailbox.IsWary = false;
        _house.Time.Advance(TimeSpan.FromMinutes(16));
        await _house.SendDue();
        var mail = await Next();
        Assert.Equal("One thing waits for your answer", mail.Subject);
        Assert.Contains("Still good for", mail.TextBody, StringComparison.Ordinal);

        // Whose account is closed, or whose address is another, has no such link any more.
        await Change(dev, account => account.Disabled = true);
        await browser.Get(Link(mail));
        Assert.DoesNotContain("invoices", (await browser.Get($"/answer/{id}")).Is(200).Text, StringComparison.Ordinal);
        await Change(dev, account => account.Disabled = false);
        Assert.Contains("On track", (await browser.Get($"/answer/{id}")).Is(200).Text, StringComparison.Ordinal);
        Assert.Contains("Your answer is saved.", (await browser.Post($"/answer/{id}", $"/answer/{id}", ("_handler", "answer"), ("Act", "on-track"))).Is(200).Text, StringComparison.Ordinal);
        Assert.Equal(_house.Time.GetUtcNow(), (await View(id, dev)).HeardAt);
        await browser.Get(Link(mail));
        Assert.DoesNotContain("invoices", (await browser.Get($"/answer/{id}")).Is(200).Text, StringComparison.Ordinal);
    }

    async Task Change(Caller who, Action<OrleansRetro.Account.Account> change)
    {
        await using var scope = _house.Services.CreateAsyncScope();
        var accounts = scope.ServiceProvider.GetRequiredService<UserManager<OrleansRetro.Account.Account>>();
        var account = (await accounts.FindByIdAsync(who.Person.ToString()))!;
        change(account);
        Assert.True((await accounts.UpdateAsync(account)).Succeeded);
    }

    async Task<MimeMessage> Next()
    {
        var came = await _house.Mailbox.Next();
        Assert.Single(Recipient().Matches(came));
        using var stream = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(came[(came.IndexOf('\n', StringComparison.Ordinal) + 1)..]));
        return await MimeMessage.LoadAsync(stream, TestContext.Current.CancellationToken);
    }

    async Task<Caller> Account(PageVisitor browser, string name, string mail, bool proven)
    {
        await browser.SignUp(name, mail);
        await browser.SignOut();
        await using var scope = _house.Services.CreateAsyncScope();
        var accounts = scope.ServiceProvider.GetRequiredService<UserManager<OrleansRetro.Account.Account>>();
        var account = (await accounts.FindByEmailAsync(mail))!;
        account.EmailConfirmed = proven;
        Assert.True((await accounts.UpdateAsync(account)).Succeeded);
        return Caller.Account(account.Person);
    }

    async Task<TeamId> Team(Caller ana, Caller ben)
    {
        var id = new TeamId(Guid.NewGuid());
        var team = _house.Grains.GetGrain<ITeamGrain>(id.Value);
        await team.Found(ana, "Builders");
        await team.Invite(ana, new(Guid.NewGuid()), Secret.Hash("ben"), TeamRole.Member, _house.Time.GetUtcNow().AddDays(1), 1);
        await team.Join(ben, Secret.Hash("ben"));
        return id;
    }

    async Task<CommitmentId> Ask(Caller ana, Caller ben, TeamId team, string what, string due)
    {
        var id = new CommitmentId(Guid.NewGuid());
        await _house.Grains.GetGrain<ICommitmentGrain>(id.Value).Propose(ana, new(what, "it is there", DateOnly.Parse(due, System.Globalization.CultureInfo.InvariantCulture), "UTC", ben.Person, ana.Person, team));
        return id;
    }

    async Task<CommitmentView> View(CommitmentId id, Caller who) => (await _house.Grains.GetGrain<ICommitmentGrain>(id.Value).View(who))!;

    static string Link(MimeMessage mail) => LinkIn().Match(mail.TextBody!).Value;

    [GeneratedRegex("/answer/[0-9a-f-]{36}/[A-Za-z0-9_-]+")]
    private static partial Regex LinkIn();

    [GeneratedRegex("RCPT TO")]
    private static partial Regex Recipient();
}
