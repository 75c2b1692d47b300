using OrleansRetro.Tests.Infrastructure;
using static Microsoft.Playwright.Assertions;

namespace OrleansRetro.Tests.Browser;

/// <summary>A device that was left open is signed out from another one.</summary>
public sealed class SignedOutElsewhere(Chrome chrome, SharedProgram shared)
{
    static readonly TimeSpan Minute = TimeSpan.FromSeconds(60);

    [Fact, Trait("Row", "Attack-A23")]
    public async Task The_page_that_is_open_there_closes_within_a_minute()
    {
        var site = (await shared.Program).Address;
        var mail = $"{Guid.NewGuid():N}@example.org";
        using var phone = new PageVisitor(site);
        await phone.SignUp("Ana", mail);
        await using var laptop = await chrome.Person("Ana", site);
        await laptop.Open("/sign-in?back=/home");
        await laptop.Page.Locator("#email").FillAsync(mail);
        await laptop.Page.Locator("#password").FillAsync(PageVisitor.Password);
        await laptop.Button("Sign in").ClickAsync();
        await laptop.Page.WaitForURLAsync("**/home");
        await laptop.FoundsTeam("Platform");

        (await phone.Post("/account/sessions/end-others", "/account")).Is(302);
        var ended = TimeProvider.System.GetTimestamp();
        await laptop.Page.WaitForURLAsync("**/sign-in?back=**", new() { Timeout = (float)Minute.TotalMilliseconds });
        await laptop.Heading("Sign in");
        Assert.InRange(TimeProvider.System.GetElapsedTime(ended), TimeSpan.Zero, Minute);
        TestContext.Current.TestOutputHelper!.WriteLine($"Closed after {TimeProvider.System.GetElapsedTime(ended).TotalSeconds:0.0} s");
        await Expect(laptop.Page.GetByText("Platform")).ToHaveCountAsync(0);
        Assert.True(await phone.IsSignedIn());
    }
}
