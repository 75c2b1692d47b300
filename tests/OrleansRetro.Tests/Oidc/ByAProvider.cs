using Microsoft.Playwright;
using OrleansRetro.Tests.Browser;
using OrleansRetro.Tests.Infrastructure;
using static Microsoft.Playwright.Assertions;

namespace OrleansRetro.Tests.Oidc;

/// <summary>The whole way to a real OpenID provider and back, in a browser.</summary>
public sealed class ByAProvider(Chrome chrome)
{
    [Fact]
    public async Task Somebody_signs_in_by_the_provider_and_is_the_same_person_when_they_come_back()
    {
        var address = new Uri($"http://127.0.0.1:{FreePort.Next()}");
        await using var provider = await OpenIdProvider.Start(address);
        await using var program = await RetroProgram.Start(null, [.. provider.Settings, ("ASPNETCORE_URLS", address.GetLeftPart(UriPartial.Authority))]);
        await using var ana = (await chrome.Person("Ana", program.Address)).Forgiving("favicon.ico");
        await ana.Open("/sign-in?back=/account");
        await ana.Link("Continue with Example").ClickAsync();
        await ana.SignsInThere("ana");
        await ana.Page.WaitForURLAsync($"{address}account");
        await Expect(ana.Page.GetByText("Ana of the provider", new() { Exact = true })).ToBeVisibleAsync();
        await ana.Page.GotoAsync("/account/tokens");
        await ana.Field("What it is for").FillAsync("Something of Ana's");
        await ana.Button("Make token").ClickAsync();
        await ana.Open("/account");
        await ana.Page.Locator(".summary__head").GetByRole(AriaRole.Button, new() { Name = "Sign out", Exact = true }).ClickAsync();
        await ana.Page.WaitForURLAsync($"{address}");

        await ana.Open("/sign-in?back=/account");
        await ana.Link("Continue with Example").ClickAsync();
        await ana.Page.WaitForURLAsync($"{address}account");
        await ana.Open("/account/tokens");
        await Expect(ana.Page.GetByText("Something of Ana's")).ToBeVisibleAsync();
        Assert.Empty(program.Complaints);
    }

    [Fact]
    public async Task Of_those_whom_the_provider_knows_some_domains_are_let_in()
    {
        var address = new Uri($"http://127.0.0.1:{FreePort.Next()}");
        await using var provider = await OpenIdProvider.Start(address);
        await using var program = await RetroProgram.Start(null, [.. provider.Settings, ("ASPNETCORE_URLS", address.GetLeftPart(UriPartial.Authority)), ("Retro__Oidc__Domains", "example.org, example.com")]);
        foreach (var (name, isLetIn) in new[] { ("ben@example.com", true), ("eve@evil.example", false), ("unverified", false), ("eve@example.org.evil.example", false) })
        {
            await using var somebody = (await chrome.Person(name, program.Address)).Forgiving("favicon.ico");
            await somebody.Open("/sign-in?back=/account");
            await somebody.Link("Continue with Example").ClickAsync();
            await somebody.SignsInThere(name);
            await somebody.Page.WaitForURLAsync(isLetIn ? $"{address}account" : $"{address}sign-in?problem=provider-domain");
            if (!isLetIn)
                await somebody.Sees("Your address there is not among those that are let in.");
        }
    }

    [Fact]
    public async Task A_provider_that_is_away_is_no_error_of_ours()
    {
        await using var program = await RetroProgram.Start(null, ("Retro__Oidc__Authority", $"http://127.0.0.1:{FreePort.Next()}"), ("Retro__Oidc__ClientId", "retro"));
        using var ana = new PageVisitor(program.Address);
        Assert.Equal("/sign-in?problem=provider-away", ana.Leads(await ana.Get("/sign-in/provider")));
        Assert.Contains("reached now", (await ana.Get("/sign-in?problem=provider-away")).Is(200).Text, StringComparison.Ordinal);
        Assert.Empty(program.Complaints);
    }

    [Theory]
    [InlineData("http://login.example.org", "retro", "Retro__Oidc__Authority")]
    [InlineData("nonsense", "retro", "Retro__Oidc__Authority")]
    [InlineData("https://login.example.org", "", "Retro__Oidc__ClientId")]
    public async Task What_is_set_wrong_is_said_at_the_start(string authority, string client, string named)
    {
        var ended = await RetroProgram.Run(null, ("Retro__Oidc__Authority", authority), ("Retro__Oidc__ClientId", client));
        Assert.Equal(1, ended.Code);
        Assert.Contains(ended.Said, line => line.Contains(named, StringComparison.Ordinal));
    }
}

static class ProviderHands
{
    /// <summary>Says who they are at the provider, and lets it tell.</summary>
    public static async Task SignsInThere(this Person person, string name)
    {
        await person.Page.Locator("input[name=login]").FillAsync(name);
        await person.Page.Locator("input[name=password]").FillAsync("anything");
        await person.Page.Locator("button[type=submit]").ClickAsync();
        await person.Page.GetByRole(AriaRole.Button, new() { Name = "Continue" }).ClickAsync(new() { Timeout = 60_000 });
    }
}
