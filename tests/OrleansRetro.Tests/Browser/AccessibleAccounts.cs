using OrleansRetro.Tests.Account;
using OrleansRetro.Tests.Infrastructure;
using OrleansRetro.Tests.Log;

namespace OrleansRetro.Tests.Browser;

/// <summary>Pages about accounts, in both themes, on a laptop and on a phone.</summary>
[Collection(nameof(Alone)), Trait("Row", "Axe")]
public sealed class AccessibleAccounts(Chrome chrome)
{
    [Theory]
    [InlineData("en-GB"), InlineData("de-DE")]
    public async Task Signing_in_and_what_is_behind_it(string locale)
    {
        await using var mailbox = new Mailbox();
        await using var program = await RetroProgram.Start(null, [.. mailbox.Settings, ("Retro__Oidc__Authority", "https://login.example.org"), ("Retro__Oidc__ClientId", "retro"), ("Retro__Oidc__Name", "Example")]);
        var site = new Uri($"http://localhost:{program.Address.Port}");
        await using var ana = (await chrome.Person("Ana", site, locale: locale)).Forgiving("403", "favicon.ico");
        await Authenticator.Of(ana);
        var inspection = new Inspection(wide: true);
        await ana.Open("/sign-in");
        await inspection.Of(ana, "sign in");
        await ana.Page.Locator("details.ways > summary").ClickAsync();
        await inspection.Of(ana, "sign in, other ways");
        await ana.Open("/sign-up?back=/account");
        await inspection.Of(ana, "sign up");
        await ana.Page.Locator("details.ways > summary").ClickAsync();
        await inspection.Of(ana, "sign up, other ways");
        await ana.Page.Locator("#name").FillAsync("Ana");
        await ana.Page.Locator("#email").FillAsync("ana@example.org");
        await ana.Page.Locator("#password").FillAsync("password123");
        await ana.Page.Locator("button[value=password]").ClickAsync();
        await Microsoft.Playwright.Assertions.Expect(ana.Page.Locator("#problem")).ToBeVisibleAsync();
        await inspection.Of(ana, "sign up, refused");
        await ana.Page.Locator("#password").FillAsync(PageVisitor.Password);
        await ana.Page.Locator("button[value=password]").ClickAsync();
        await ana.Page.WaitForURLAsync("**/account");
        await inspection.Of(ana, "account");
        await ana.Page.Locator("[data-passkey]").ClickAsync();
        await Microsoft.Playwright.Assertions.Expect(ana.Page.Locator("section[aria-labelledby=passkeys] li")).ToHaveCountAsync(1);
        await ana.Page.Locator("details.ways > summary").ClickAsync();
        await inspection.Of(ana, "account with a passkey, changing its password");
        await ana.Open("/account/codes");
        await inspection.Of(ana, "codes");
        await ana.Page.Locator("main .btn--filled").ClickAsync();
        await inspection.Of(ana, "codes, shown");
        await ana.Open("/account/tokens");
        await ana.Page.Locator("#label").FillAsync("A program");
        await ana.Page.Locator("main .btn--filled").ClickAsync();
        await inspection.Of(ana, "tokens, one shown");
        await ana.Open("/account/delete");
        await inspection.Of(ana, "delete");
        await ana.Open("/sign-in/link");
        await inspection.Of(ana, "a link that is old");
        await ana.Open("/ops/people");
        await inspection.Of(ana, "not for everybody");
        await ana.Open("/ops/sign-in");
        await inspection.Of(ana, "operator's code");
        await ana.Page.Locator("#token").FillAsync(program.Said.Single(line => line.StartsWith("Operator code", StringComparison.Ordinal)).Split(": ")[1].Split(' ')[0]);
        await ana.Page.Locator("main .btn--filled").ClickAsync();
        await ana.Page.WaitForURLAsync("**/ops/dashboard");
        await ana.Open("/ops/people");
        await inspection.Of(ana, "accounts");
        await ana.Page.Locator(".account__list a").First.ClickAsync();
        await ana.Page.WaitForURLAsync("**/ops/people/*");
        await ana.Page.Locator("main .btn--filled").ClickAsync();
        await inspection.Of(ana, "one account, with a link");
        await ana.Open("/ops/audit");
        await inspection.Of(ana, "what was done");
        inspection.FoundNothingOn(17);
    }
}
