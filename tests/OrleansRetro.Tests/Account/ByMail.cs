using System.Text.RegularExpressions;
using OrleansRetro.Tests.Infrastructure;

namespace OrleansRetro.Tests.Account;

/// <summary>Links by mail, where there is a server for it.</summary>
public abstract partial class ByMail(Store store)
{
    const string Sent = "If this address has an account, a link is on its way.";

    [Fact, Trait("Row", "Attack-A18"), Trait("Row", "Attack-A22")]
    public async Task A_link_goes_to_an_address_that_was_proven_and_to_no_other_and_nobody_is_told()
    {
        await using var mailbox = new Mailbox();
        await using var program = await store.Start([.. mailbox.Settings, ("Retro__Limits__WrongCodesAtOnce", "1000")]);
        using var ana = new PageVisitor(program.Address);
        using var elsewhere = new PageVisitor(program.Address);
        await ana.SignUp("Ana", "ana@example.org");

        // Not yet proven, unknown, and what would be two: the same is said, and nothing is sent.
        foreach (var to in new[] { "ana@example.org", "nobody@example.org", "ana@example.org\r\nBcc: eve@example.org", "ana@example.org,eve@example.org" })
            Assert.Contains(Sent, (await Ask(elsewhere, to)).Is(200).Text, StringComparison.Ordinal);

        // Its owner proves it from inside; whoever else opens the link proves and opens nothing.
        (await ana.Post("/account/email/prove", "/account")).Is(302);
        var proof = await mailbox.Next();
        Assert.Contains("RCPT TO:<ana@example.org>", proof, StringComparison.Ordinal);
        Assert.Null(await Use(elsewhere, Link(proof)));
        Assert.False(await elsewhere.IsSignedIn());
        (await ana.Post("/account/email/prove", "/account")).Is(302);
        Assert.Equal("/account", await Use(ana, Link(await mailbox.Next())));

        Assert.Contains(Sent, (await Ask(elsewhere, "Ana@Example.org")).Is(200).Text, StringComparison.Ordinal);
        var mail = await mailbox.Next();
        Assert.Single(Recipient().Matches(mail));
        Assert.Equal("/account", await Use(elsewhere, Link(mail)));
        Assert.Contains("Ana", (await elsewhere.Get("/account")).Text, StringComparison.Ordinal);
        Assert.Null(await Use(ana, Link(mail)));
        Assert.True(mailbox.IsEmpty);
        Assert.Empty(program.Complaints);
    }

    [Fact]
    public async Task Without_a_mail_server_no_mail_is_promised()
    {
        await using var program = await store.Start();
        using var ana = new PageVisitor(program.Address);
        var page = (await ana.Get("/sign-in")).Is(200).Text;
        Assert.DoesNotContain("Send link", page, StringComparison.Ordinal);
        await ana.SignUp("Ana", "ana@example.org");
        Assert.DoesNotContain("Send confirmation", (await ana.Get("/account")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Somebodys_mailbox_is_not_filled()
    {
        await using var mailbox = new Mailbox();
        await using var program = await store.Start([.. mailbox.Settings, ("Retro__Limits__WrongPasswordsAtOnce", "3"), ("Retro__Limits__WrongCodesAtOnce", "1000")]);
        using var eve = new PageVisitor(program.Address);
        for (var i = 0; i < 3; i++)
            Assert.Contains(Sent, (await Ask(eve, "ana@example.org")).Is(200).Text, StringComparison.Ordinal);
        Assert.Contains("a lot at once", (await Ask(eve, "ana@example.org")).Is(200).Text, StringComparison.Ordinal);
    }

    static Task<Answer> Ask(PageVisitor visitor, string to) => visitor.Post("/sign-in", "/sign-in", ("_handler", "mail"), ("To", to));

    static async Task<string?> Use(PageVisitor visitor, string link)
    {
        await visitor.Get(link);
        var answer = await visitor.Post("/sign-in/link", "/sign-in/link", ("_handler", "link"));
        return (int)answer.Status == 302 ? visitor.Leads(answer) : null;
    }

    static string Link(string mail) => LinkIn().Match(mail.Replace("=\n", "", StringComparison.Ordinal)).Value;

    [GeneratedRegex("/sign-in/link/[A-Za-z0-9_-]{43}")]
    private static partial Regex LinkIn();

    [GeneratedRegex("RCPT TO")]
    private static partial Regex Recipient();
}

public sealed class ByMailInFiles() : ByMail(Store.Files);

public sealed class ByMailInADatabase(Postgres postgres) : ByMail(Store.In(postgres));
