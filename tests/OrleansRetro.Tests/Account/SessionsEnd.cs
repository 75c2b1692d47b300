using System.Text.RegularExpressions;
using OrleansRetro.Tests.Infrastructure;

namespace OrleansRetro.Tests.Account;

/// <summary>Whoever is out is out: by the next request, and in every page that is open.</summary>
public abstract partial class SessionsEnd(SharedInstallation shared)
{
    static string Mail() => $"{Guid.NewGuid():N}@example.org";

    [Fact, Trait("Row", "Attack-A23")]
    public async Task A_cookie_that_was_kept_opens_nothing_after_signing_out_and_its_page_is_cut_off()
    {
        using var ana = new PageVisitor((await shared.Program).Address);
        var retro = await ana.StartRetro();
        await ana.SignUp("Ana", Mail(), $"?keep={retro}");
        await using var page = await Circuit.Open(ana, $"/retros/{retro}");
        var kept = ana.Cookies;
        await ana.SignOut();

        using var api = new ApiClient(ana.Address);
        (await api.Get("/account", null, ("Cookie", kept), ("Accept", "text/html"))).Is(302);
        await page.Ended();
    }

    [Fact, Trait("Row", "Attack-A23")]
    public async Task What_a_session_had_open_is_taken_up_again_by_nobody_else()
    {
        using var ana = new PageVisitor((await shared.Program).Address);
        var retro = await ana.StartRetro();
        await ana.SignUp("Ana", Mail(), $"?keep={retro}");
        await using var page = await Circuit.Open(ana, $"/retros/{retro}");
        await ana.SignOut();
        await page.Ended();

        // The same browser, with all that it has left.
        await using var guest = await Circuit.Connect(ana);
        Assert.Equal(false, await guest.Ask("ConnectCircuit", page.Id));
        await ana.SignUp("Eve", Mail());
        await using var other = await Circuit.Connect(ana);
        Assert.Equal(false, await other.Ask("ConnectCircuit", page.Id));
    }

    [Fact]
    public async Task A_session_takes_its_own_circuit_up_again()
    {
        using var ana = new PageVisitor((await shared.Program).Address);
        var retro = await ana.StartRetro();
        await ana.SignUp("Ana", Mail(), $"?keep={retro}");
        string? id;
        await using (var page = await Circuit.Open(ana, $"/retros/{retro}"))
            id = page.Id;
        await using var again = await Circuit.Connect(ana);
        Assert.Equal(true, await again.Ask("ConnectCircuit", id));
    }

    [Fact, Trait("Row", "Attack-A23"), Trait("Row", "Attack-A22")]
    public async Task A_new_password_ends_all_other_sessions_and_the_old_one_opens_nothing()
    {
        var address = (await shared.Program).Address;
        using var ana = new PageVisitor(address);
        using var phone = new PageVisitor(address);
        var mail = Mail();
        var retro = await phone.StartRetro();
        await ana.SignUp("Ana", mail);
        await phone.SignIn(mail);
        await using var page = await Circuit.Open(phone, $"/retros/{retro}");

        Assert.Contains("password-wrong", await Change(ana, mail, "not the present one", "a new one with some words"), StringComparison.Ordinal);
        Assert.Contains("password-common", await Change(ana, mail, PageVisitor.Password, "password123"), StringComparison.Ordinal);
        Assert.True(await phone.IsSignedIn());
        Assert.Equal("/account", await Change(ana, mail, PageVisitor.Password, "a new one with some words"));

        Assert.False(await phone.IsSignedIn());
        await page.Ended();
        Assert.True(await ana.IsSignedIn());
        (await phone.TrySignIn(mail)).Is(200);
        await phone.SignIn(mail, password: "a new one with some words");
    }

    [Fact]
    public async Task Somebody_sees_where_they_are_signed_in_and_ends_it_there_but_nobody_elses()
    {
        var address = (await shared.Program).Address;
        using var ana = new PageVisitor(address);
        using var phone = new PageVisitor(address);
        using var eve = new PageVisitor(address);
        var mail = Mail();
        await ana.SignUp("Ana", mail);
        await phone.SignIn(mail);
        await eve.SignUp("Eve", Mail());
        var other = Id().Match((await ana.Get("/account")).Is(200).Text).Groups[1].Value;

        (await eve.Post("/account/sessions/end", "/account", ("id", other))).Is(302);
        Assert.True(await phone.IsSignedIn());
        (await ana.Post("/account/sessions/end", "/account", ("id", other))).Is(302);
        Assert.False(await phone.IsSignedIn());

        await phone.SignIn(mail);
        (await ana.Post("/account/sessions/end-others", "/account")).Is(302);
        Assert.False(await phone.IsSignedIn());
        Assert.True(await ana.IsSignedIn());
    }

    [Fact]
    public async Task A_recovery_code_opens_once_and_new_ones_make_old_ones_worthless()
    {
        var address = (await shared.Program).Address;
        using var ana = new PageVisitor(address);
        using var elsewhere = new PageVisitor(address);
        await ana.SignUp("Ana", Mail());
        var codes = await ana.Codes();
        Assert.Equal(10, codes.Distinct().Count());
        Assert.Contains("10 codes are left", (await ana.Get("/account")).Text, StringComparison.Ordinal);

        (await elsewhere.TryCode(codes[0].Replace("-", "", StringComparison.Ordinal).ToLowerInvariant())).Is(302);
        Assert.True(await elsewhere.IsSignedIn());
        Assert.Contains("9 codes are left", (await ana.Get("/account")).Text, StringComparison.Ordinal);
        await elsewhere.SignOut();
        (await elsewhere.TryCode(codes[0])).Is(200);
        await ana.Codes();
        (await elsewhere.TryCode(codes[1])).Is(200);
        Assert.False(await elsewhere.IsSignedIn());
    }

    [Fact]
    public async Task Whoever_came_by_a_code_chooses_a_new_password_without_the_old_one()
    {
        var address = (await shared.Program).Address;
        using var ana = new PageVisitor(address);
        using var elsewhere = new PageVisitor(address);
        var mail = Mail();
        await ana.SignUp("Ana", mail);
        var codes = await ana.Codes();
        (await elsewhere.TryCode(codes[0])).Is(302);
        Assert.Equal("/account", await Change(elsewhere, mail, null, "a new one with some words"));
        Assert.False(await ana.IsSignedIn());
        await ana.SignIn(mail, password: "a new one with some words");
    }

    [Fact]
    public async Task A_deleted_account_is_gone_with_its_name()
    {
        using var ana = new PageVisitor((await shared.Program).Address);
        var mail = Mail();
        await ana.SignUp("Ana who goes", mail);
        Assert.Equal("/", ana.Leads(await ana.Post("/account/leave", "/account/delete")));
        Assert.False(await ana.IsSignedIn());
        (await ana.TrySignIn(mail)).Is(200);
        await ana.SignUp("Somebody else", mail);
    }

    static async Task<string> Change(PageVisitor who, string mail, string? current, string password) =>
        who.Leads(await who.Post("/account/password", "/account", [("email", mail), ("password", password), .. current is null ? [] : new[] { ("current", current) }]));

    [GeneratedRegex("action=\"/account/sessions/end\">.*?name=\"id\" value=\"([0-9a-f-]+)\"", RegexOptions.Singleline)]
    private static partial Regex Id();
}

public sealed class SessionsEndInFiles(SharedProgram shared) : SessionsEnd(shared);

public sealed class SessionsEndInADatabase(Postgres postgres) : SessionsEnd(postgres.Shared);
