using System.Text.RegularExpressions;
using Microsoft.Playwright;
using OrleansRetro.Sql;
using OrleansRetro.Tests.Browser;
using OrleansRetro.Tests.Infrastructure;
using static Microsoft.Playwright.Assertions;

namespace OrleansRetro.Tests.Account;

/// <summary>The whole ceremony, in Chromium and with its virtual authenticator.</summary>
public abstract class WithAPasskey(Chrome chrome, SharedInstallation shared)
{
    // Passkeys belong to a domain, which an address in numbers is not.
    async Task<Person> Ana() => await chrome.Person("Ana", new($"http://localhost:{(await shared.Program).Address.Port}"));

    /// <summary>Nine more like the one of this name.</summary>
    private protected abstract Task AddNine(string name);

    [Fact]
    public async Task A_guest_keeps_a_board_with_a_passkey_and_comes_back_with_it()
    {
        await using var ana = await Ana();
        var key = await Authenticator.Of(ana);
        await ana.Open("/");
        await ana.Button("Start a retro").ClickAsync();
        await ana.Page.WaitForURLAsync("**/retros/*");
        var retro = new Uri(ana.Page.Url).AbsolutePath;
        await ana.Open($"/sign-up?keep={retro["/retros/".Length..]}");
        await ana.Field("Your name").FillAsync("Ana");
        await ana.Button("Create a passkey").ClickAsync();
        await ana.Page.WaitForURLAsync($"**{retro}");
        Assert.Equal(1, await key.Count());

        await ana.Open("/account");
        await Expect(ana.Page.GetByText("Ana", new() { Exact = true })).ToBeVisibleAsync();
        await ana.Page.Locator(".summary__head").GetByRole(AriaRole.Button, new() { Name = "Sign out", Exact = true }).ClickAsync();
        await ana.Page.WaitForURLAsync("**/");
        await ana.Open("/sign-in?back=/account");
        await ana.Button("Sign in with a passkey").ClickAsync();
        await ana.Page.WaitForURLAsync("**/account");
        await Expect(ana.Page.GetByText("Ana", new() { Exact = true })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_passkey_whose_owner_is_not_recognised_or_that_is_not_known_opens_nothing()
    {
        await using var ana = await Ana();
        var key = await Authenticator.Of(ana);
        await ana.SignsUpByPasskey();
        await ana.Page.Locator(".summary__head").GetByRole(AriaRole.Button, new() { Name = "Sign out", Exact = true }).ClickAsync();
        await ana.Page.WaitForURLAsync("**/");

        await key.Recognises(false);
        await ana.Open("/sign-in");
        await ana.Button("Sign in with a passkey").ClickAsync();
        await ana.Sees("No passkey came of it. Try again, or take another way.");

        await key.Recognises(true);
        await key.Clear();
        await ana.Button("Sign in with a passkey").ClickAsync();
        await ana.Sees("No passkey came of it. Try again, or take another way.");
    }

    [Fact]
    public async Task The_answer_of_a_passkey_counts_once()
    {
        await using var ana = await Ana();
        await Authenticator.Of(ana);
        await ana.SignsUpByPasskey();
        await ana.Page.Locator(".summary__head").GetByRole(AriaRole.Button, new() { Name = "Sign out", Exact = true }).ClickAsync();
        await ana.Page.WaitForURLAsync("**/");
        await ana.Open("/sign-in");
        string? sent = null;
        var cookies = "";
        await ana.Page.RouteAsync("**/sign-in", async route =>
        {
            if (route.Request.Method == "POST")
                (sent, cookies) = (route.Request.PostData, (await route.Request.AllHeadersAsync())["cookie"]);
            await route.ContinueAsync();
        });
        await ana.Button("Sign in with a passkey").ClickAsync();
        await ana.Page.WaitForURLAsync("**/home*");

        using var api = new ApiClient(new($"http://localhost:{(await shared.Program).Address.Port}"));
        var again = await api.Send(HttpMethod.Post, "/sign-in", null, new StringContent(sent!, System.Text.Encoding.UTF8, "application/x-www-form-urlencoded"), ("Cookie", cookies), ("Accept", "text/html"));
        Assert.DoesNotContain("account=", again.Header("Set-Cookie") ?? "", StringComparison.Ordinal);
        Assert.Contains("This passkey opens nothing here.", again.Is(200).Text, StringComparison.Ordinal);
    }

    [Fact, Trait("Row", "Attack-A26")]
    public async Task An_account_holds_ten_passkeys_and_their_names_are_short()
    {
        await using var ana = (await Ana()).Forgiving("409");
        await Authenticator.Of(ana);
        await ana.Open("/sign-up?back=/account");
        await ana.Page.GetByText("Other ways", new() { Exact = true }).ClickAsync();
        await ana.SignsUp();
        await ana.Page.WaitForURLAsync("**/account");
        var passkeys = ana.Page.Locator("section[aria-labelledby=passkeys] li");
        await ana.Page.Locator("#label").Does("field => { field.removeAttribute('maxlength'); field.value = 'long'.repeat(2500); }");
        await ana.Button("Add a passkey").ClickAsync();
        await Expect(passkeys).ToHaveCountAsync(1);
        Assert.Equal(60, (await passkeys.Locator("span").InnerTextAsync()).Split('\n')[0].Trim().Length);

        // Nine more, as nine more devices would have made them.
        await AddNine("longlonglong");
        await ana.Open("/account");
        await Expect(passkeys).ToHaveCountAsync(10);
        await ana.Button("Add a passkey").ClickAsync();
        await ana.Sees("No passkey came of it. Try again, or take another way.");
        await ana.Open("/account");
        await Expect(passkeys).ToHaveCountAsync(10);
    }

    [Fact]
    public async Task The_last_way_in_is_not_removed()
    {
        await using var ana = await Ana();
        await Authenticator.Of(ana);
        await ana.SignsUpByPasskey();
        await ana.Page.GetByRole(AriaRole.Button, new() { NameRegex = new Regex("^Remove passkey") }).ClickAsync();
        await ana.Sees("Nothing else would open your account. Add another way first.");
        await Expect(ana.Page.Locator("section[aria-labelledby=passkeys] li")).ToHaveCountAsync(1);
    }
}

public sealed class WithAPasskeyInFiles(Chrome chrome, SharedProgram shared) : WithAPasskey(chrome, shared)
{
    private protected override async Task AddNine(string name)
    {
        using var site = SqliteFile.OpenWriter(Path.Combine((await shared.Program).DataDirectory, "site.db"));
        site.Run($"""
            WITH RECURSIVE more(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM more WHERE n < 9)
            INSERT INTO AspNetUserPasskeys SELECT randomblob(32), UserId, Data FROM AspNetUserPasskeys, more WHERE Data LIKE '%{name}%'
            """);
    }
}

public sealed class WithAPasskeyInADatabase(Chrome chrome, Postgres postgres) : WithAPasskey(chrome, postgres.Shared)
{
    private protected override async Task AddNine(string name) => await (await postgres.Shared.Database()).Run($"""
        INSERT INTO "AspNetUserPasskeys" SELECT sha256(more::text::bytea), "UserId", "Data" FROM "AspNetUserPasskeys", generate_series(1, 9) more WHERE "Data"::text LIKE '%{name}%'
        """);
}

static class PasskeyHands
{
    /// <summary>Creates an account with a passkey, and looks at it.</summary>
    public static async Task SignsUpByPasskey(this Person person)
    {
        await person.Open("/sign-up?back=/account");
        await person.Field("Your name").FillAsync(person.Name);
        await person.Button("Create a passkey").ClickAsync();
        await person.Page.WaitForURLAsync("**/account");
    }
}
