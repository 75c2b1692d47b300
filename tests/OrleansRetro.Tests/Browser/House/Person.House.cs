using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace OrleansRetro.Tests.Browser;

/// <summary>Somebody with an account, in the rooms of the house.</summary>
sealed partial class Person
{
    static int _accounts;

    /// <summary>A new account; then the page that they wanted to see.</summary>
    public async Task SignsUp(string back = "/home")
    {
        if (Page.Url is not { } url || !url.Contains("/sign-up", StringComparison.Ordinal))
            await Open($"/sign-up?back={Uri.EscapeDataString(back)}");
        await Page.Locator("#name").FillAsync(Name);
        await Page.Locator("#email").FillAsync(string.Create(CultureInfo.InvariantCulture, $"{Guid.NewGuid():N}-{Interlocked.Increment(ref _accounts)}@example.org"));
        await Page.Locator("#password").FillAsync("a password nobody guesses 17");
        await Page.Locator("button[type=submit][value=password]").ClickAsync();
    }

    /// <summary>A team of their own, and its page.</summary>
    public async Task FoundsTeam(string name)
    {
        await Open("/teams/new");
        await IsLive();
        await Page.Locator("#team-name").FillAsync(name);
        await Page.Locator(".house-form button[type=submit]").ClickAsync();
        await IsIn(name);
    }

    /// <summary>By an invitation, as somebody without an account.</summary>
    public async Task Joins(string team, string link)
    {
        await Open(link);
        await Link("Create account").ClickAsync();
        await SignsUp();
        await Button("Join team").ClickAsync();
        await IsIn(team);
    }

    /// <summary>The page of this team is there and live.</summary>
    public async Task IsIn(string team)
    {
        await Page.WaitForURLAsync(new Regex("/teams/[0-9a-f-]{36}"));
        await Heading(team);
        await IsLive();
    }

    public Task Heading(string name) => Assertions.Expect(Page.GetByRole(AriaRole.Heading, new() { Level = 1, Name = name })).ToBeVisibleAsync(new() { Timeout = 20_000 });

    /// <summary>A link into the team, as its page hands it out.</summary>
    public async Task<string> Invites(string role = "Member")
    {
        await Button("Invite").ClickAsync();
        await Page.GetByRole(AriaRole.Radio, new() { Name = role }).CheckAsync(new() { Force = true });
        await Button("Make link").ClickAsync();
        var link = await Field("Invitation link").InputValueAsync();
        await Button("Close").ClickAsync();
        return link;
    }
}
