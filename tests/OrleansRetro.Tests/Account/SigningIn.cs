using OrleansRetro.Tests.Infrastructure;

namespace OrleansRetro.Tests.Account;

/// <summary>By mail address and password, in browsers without scripts.</summary>
public abstract class SigningIn(SharedInstallation shared)
{
    static int _last;

    static string Mail(string name) => $"{name}-{Interlocked.Increment(ref _last)}@example.org";

    [Fact]
    public async Task Somebody_creates_an_account_signs_out_and_in_again()
    {
        var address = (await shared.Program).Address;
        using var ana = new PageVisitor(address);
        var mail = Mail("ana");
        Assert.Equal("/", await ana.SignUp("Ana", mail));
        Assert.Contains("Ana", (await ana.Get("/account")).Is(200).Text, StringComparison.Ordinal);
        await ana.SignOut();
        Assert.False(await ana.IsSignedIn());

        using var elsewhere = new PageVisitor(address);
        await elsewhere.SignIn(mail.ToUpperInvariant());
        Assert.Contains("Ana", (await elsewhere.Get("/account")).Is(200).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_guest_who_keeps_a_board_stays_the_same_person_with_the_same_seat()
    {
        var address = (await shared.Program).Address;
        using var ana = new PageVisitor(address);
        var retro = await ana.StartRetro();
        var page = (await ana.Get($"/sign-up?keep={retro}")).Is(200).Text;
        Assert.Contains("Keep this board", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Facilitator", page, StringComparison.Ordinal);
        var anas = Mail("ana");
        Assert.Equal($"/retros/{retro}", await ana.SignUp("Ana of the board", anas, $"?keep={retro}"));
        (await ana.Get($"/retros/{retro}")).Is(200);
        using var api = new ApiClient(address);
        Assert.Contains("Ana of the board", (await ana.Get("/account")).Text, StringComparison.Ordinal);

        // The next in front of the same browser is somebody else, whatever it held.
        await ana.SignOut();
        await ana.SignUp("Ben", Mail("ben"), $"?keep={retro}");
        Assert.Contains("Ben", (await ana.Get("/account")).Text, StringComparison.Ordinal);
        var record = (await ana.Get("/home/export.json")).Is(200).Text;
        Assert.Contains("Ben", record, StringComparison.Ordinal);
        Assert.DoesNotContain("Ana of the board", record, StringComparison.Ordinal);
        Assert.DoesNotContain(retro, record, StringComparison.Ordinal);

        // And whoever was there first is still there when the second is gone.
        Assert.Equal("/", ana.Leads(await ana.Post("/account/leave", "/account/delete")));
        await ana.SignIn(anas);
        Assert.Contains("Ana of the board", (await ana.Get("/home/export.json")).Is(200).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("password123", "among the first")]
    [InlineData("OrleansRetro", "among the first")]
    [InlineData("orleansretro2026", "among the first")]
    [InlineData("qwertyuiop", "among the first")]
    [InlineData("1234567", "eight characters")]
    [InlineData("", "eight characters")]
    [Trait("Row", "Attack-A21")]
    public async Task A_password_that_everybody_tries_is_refused_with_the_reason(string password, string reason)
    {
        using var ana = new PageVisitor((await shared.Program).Address);
        Assert.Contains(reason, (await ana.TrySignUp("Ana", Mail("ana"), password: password)).Is(200).Text, StringComparison.Ordinal);
        Assert.False(await ana.IsSignedIn());
    }

    [Theory]
    [InlineData(" ist das lang genug ")]
    [InlineData("aaaaaaab")]
    [InlineData("密码密码密码密码")]
    public async Task Any_letters_will_do(string password)
    {
        using var ana = new PageVisitor((await shared.Program).Address);
        var mail = Mail("ana");
        await ana.SignUp("Ana", mail, password: password);
        await ana.SignOut();
        await ana.SignIn(mail, password: password);
    }

    [Fact]
    public async Task A_long_password_counts_to_its_last_letter()
    {
        using var ana = new PageVisitor((await shared.Program).Address);
        var (mail, longest) = (Mail("ana"), new string('x', 255));
        await ana.SignUp("Ana", mail, password: longest + "1");
        await ana.SignOut();
        (await ana.TrySignIn(mail, password: longest + "2")).Is(200);
        await ana.SignIn(mail, password: longest + "1");
        await ana.SignOut();
        Assert.Contains("256", (await ana.TrySignUp("Ana", Mail("ana"), password: longest + "12")).Is(200).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("not a mail"), InlineData("ana@"), InlineData("ana@example.org\r\nBcc: all@example.org"), InlineData("<ana@example.org>"), InlineData("")]
    public async Task What_is_no_mail_address_is_refused(string mail)
    {
        using var ana = new PageVisitor((await shared.Program).Address);
        Assert.Contains("ana@example.org.", (await ana.TrySignUp("Ana", mail)).Is(200).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mail_address_opens_one_account_however_it_is_spelt()
    {
        var address = (await shared.Program).Address;
        using var ana = new PageVisitor(address);
        using var eve = new PageVisitor(address);
        var mail = Mail("ana");
        await ana.SignUp("Ana", mail);
        (await eve.TrySignUp("Eve", mail.ToUpperInvariant())).Is(200);
        Assert.False(await eve.IsSignedIn());
    }

    [Theory]
    [InlineData("/retros/x?y=1", "/retros/x?y=1")]
    [InlineData("//evil.example", "/")]
    [InlineData("/\\evil.example", "/")]
    [InlineData("/\t/evil.example", "/")]
    [InlineData("https://evil.example", "/")]
    [InlineData("javascript:alert(1)", "/")]
    [InlineData("", "/")]
    public async Task Nobody_is_sent_to_another_site(string back, string leads)
    {
        using var ana = new PageVisitor((await shared.Program).Address);
        Assert.Equal(leads, await ana.SignUp("Ana", Mail("ana"), $"?back={Uri.EscapeDataString(back)}"));
    }

    [Theory]
    [InlineData("/sign-in"), InlineData("/sign-up"), InlineData("/sign-out"), InlineData("/ops/sign-in")]
    [Trait("Row", "Attack-A14")]
    public async Task A_form_of_another_site_is_400(string path)
    {
        using var ana = new PageVisitor((await shared.Program).Address);
        await ana.SignUp("Ana", Mail("ana"));
        (await ana.Post(path, null, ("_handler", path == "/sign-in" ? "password" : "sign-up"), ("Email", "eve@example.org"), ("Password", PageVisitor.Password), ("Name", "Eve"))).Is(400);
        Assert.True(await ana.IsSignedIn());
    }

    [Theory]
    [InlineData("\u202Eenoemos\u202C", "enoemos")]
    public async Task A_name_can_not_turn_what_follows(string name, string shown)
    {
        using var ana = new PageVisitor((await shared.Program).Address);
        await ana.SignUp(name, Mail("ana"));
        var page = (await ana.Get("/account")).Text;
        Assert.Contains(shown, page, StringComparison.Ordinal);
        Assert.DoesNotContain('\u202E', page);
    }

    [Fact]
    public async Task A_name_that_is_too_long_or_none_is_refused_and_nothing_is_made()
    {
        using var ana = new PageVisitor((await shared.Program).Address);
        var mail = Mail("ana");
        foreach (var name in new[] { new string('x', 5_000), "", "\u200B" })
            (await ana.TrySignUp(name, mail)).Is(200);
        Assert.False(await ana.IsSignedIn());
        await ana.SignUp("Ana", mail);
    }
}

public sealed class SigningInInFiles(SharedProgram shared) : SigningIn(shared);

public sealed class SigningInInADatabase(Postgres postgres) : SigningIn(postgres.Shared);
