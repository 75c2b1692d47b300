using System.Text.RegularExpressions;
using Microsoft.Playwright;
using OrleansRetro.Tests.Account;
using OrleansRetro.Tests.Infrastructure;
using OrleansRetro.Tests.Oidc;
using static Microsoft.Playwright.Assertions;

namespace OrleansRetro.Tests.Browser;

/// <summary>
/// Somebody tries a retro without an account, keeps it, and makes a team of those who were there: Ana by passkey, Ben by a provider, Chloe by password,
/// and Dev who stays a guest. Over a database.
/// </summary>
public sealed partial class FromAGuestToATeam(Chrome chrome, Postgres postgres) : IAsyncLifetime
{
    const string Ben = "Ben of the provider";

    static readonly TimeSpan Minute = TimeSpan.FromSeconds(60);

    readonly Inspection _inspection = new(wide: true);
    readonly Uri _site = new($"http://localhost:{FreePort.Next()}");
    OpenIdProvider _provider = null!;
    Installation _program = null!;

    public async ValueTask InitializeAsync()
    {
        _provider = await OpenIdProvider.Start(_site);
        _program = await Store.In(postgres).Start([.. _provider.Settings, ("ASPNETCORE_URLS", $"http://127.0.0.1:{_site.Port}")]);
    }

    public async ValueTask DisposeAsync()
    {
        await _program.DisposeAsync();
        await _provider.DisposeAsync();
    }

    [Fact]
    [Trait("Row", "Axe"), Trait("Row", "Counted"), Trait("Row", "R02"), Trait("Row", "R08"), Trait("Row", "R19"), Trait("Row", "R28"), Trait("Row", "S01"), Trait("Row", "Attack-A31")]
    public async Task From_a_first_retro_to_a_teams_second_one()
    {
        await using var ana = await chrome.Person("Ana", _site);
        await using var ben = (await chrome.Person("Ben", _site, width: 390, height: 844)).Forgiving("favicon.ico");
        await using var chloe = (await chrome.Person("Chloe", _site)).Forgiving("404");
        await using var dev = await chrome.Person("Dev", _site);

        await AFirstRetro(ana, dev);
        await Keeps(ana);
        var team = await FoundsATeam(ana);
        await ComesByAProvider(ben, await ana.Invites());
        await ComesByPassword(chloe, await ana.Invites());
        await ana.Sees(Ben);
        await ana.Sees("Chloe");

        await StartsTheSecond(ana, [ben, chloe], dev);
        await LooksBack(ana, [ben, chloe, dev]);
        await GoesOn(ana, ben, chloe);
        await FindsTheirWay(ben);
        await IsRemoved(ana, chloe, team);
        _inspection.FoundNothingOn(9);
        Assert.Empty(_program.Complaints);
    }

    /// <summary>Two people without an account promise one thing each.</summary>
    static async Task AFirstRetro(Person ana, Person dev)
    {
        await ana.Open("/");
        await ana.Button("Start a retro").ClickAsync();
        await ana.Page.WaitForURLAsync(Board());
        await ana.IsLive();
        await dev.Join(await CodeOf(ana));
        await SaysWhoSheIs(ana);
        await ana.Write("Went well", "The new checkout went live without a rollback.");
        await dev.Write("Didn't", "Nobody but Ana knows how to deploy.");
        foreach (var phase in new[] { "Group", "Vote", "Discuss", "Commit" })
            await ana.Next(phase);
        await ana.Ask("Dev", "write down how we deploy", "somebody else has deployed by it");
        await ana.Ask("Ana (you)", "move the retro to Thursdays", "the invitation says Thursday");
        await dev.Button("I promise").ClickAsync();
        await Expect(ana.Page.GetByText("Promised", new() { Exact = true })).ToHaveCountAsync(2);
        await ana.Next("Close");
        await Expect(ana.Link("See summary")).ToBeVisibleAsync();
    }

    /// <summary>The board is kept by a passkey, and nothing is asked but a name.</summary>
    async Task Keeps(Person ana)
    {
        var key = await Authenticator.Of(ana);
        await ana.Link("Keep this board").ClickAsync();
        await ana.Heading("Keep this board");
        await _inspection.Of(ana, "keeping a board");
        await Expect(ana.Field("Your name")).ToHaveValueAsync("Ana");
        await ana.Button("Create a passkey").ClickAsync();
        await ana.Page.WaitForURLAsync(Board());
        await ana.IsLive();
        await ana.Sees("Kept with an account.");
        Assert.Equal(1, await key.Count());
    }

    /// <summary>A team, and the retro that led to it; answers the address of its page.</summary>
    async Task<string> FoundsATeam(Person ana)
    {
        await ana.FoundsTeam("Checkout");
        var team = ana.Page.Url;
        await ana.Page.GetByRole(AriaRole.Navigation).GetByRole(AriaRole.Link, new() { Name = "Retros" }).ClickAsync();
        await ana.Page.Locator(".line--retro summary").ClickAsync();
        await ana.Button("Give to Checkout").ClickAsync();
        await Expect(ana.Page.Locator(".line--retro")).ToContainTextAsync("Checkout");
        await _inspection.Of(ana, "retros with one of the team");
        await ana.Open(team);
        await ana.IsIn("Checkout");
        await Expect(ana.Region("Open promises")).ToContainTextAsync("Dev will write down how we deploy");
        await _inspection.Of(ana, "a team with its first retro");
        return team;
    }

    async Task ComesByAProvider(Person ben, string link)
    {
        await ben.Open(link);
        await ben.Heading("Join Checkout");
        await ben.Link("Create account").ClickAsync();
        await ben.Link("Continue with Example").ClickAsync();
        await ben.SignsInThere("ben");
        await ben.Heading("Join Checkout");
        await ben.Button("Join team").ClickAsync();
        await ben.IsIn("Checkout");
    }

    async Task ComesByPassword(Person chloe, string link)
    {
        await chloe.Open(link);
        await chloe.Link("Create account").ClickAsync();
        await chloe.Page.GetByText("Other ways", new() { Exact = true }).ClickAsync();
        await _inspection.Of(chloe, "creating an account by password");
        await chloe.SignsUp();
        await chloe.Heading("Join Checkout");
        await _inspection.Of(chloe, "an invitation to whoever is signed in");
        await chloe.Button("Join team").ClickAsync();
        await chloe.IsIn("Checkout");
    }

    /// <summary>From the team's page; members come in from home, a guest by the code.</summary>
    static async Task StartsTheSecond(Person ana, Person[] members, Person dev)
    {
        await ana.Button("Start a retro").ClickAsync();
        await ana.Page.WaitForURLAsync(Board());
        await ana.IsLive();
        foreach (var member in members)
        {
            await member.Open("/home");
            await member.Page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Join") }).ClickAsync();
            await member.Page.WaitForURLAsync(Board());
            await member.IsLive();
        }
        await dev.Join(await CodeOf(ana));
    }

    /// <summary>It opens with what was promised, on every screen.</summary>
    async Task LooksBack(Person ana, Person[] others)
    {
        foreach (var person in others.Prepend(ana))
        {
            await person.Sees("Last time you promised two things.");
            await person.Sees("Dev promised to write down how we deploy.");
        }
        await _inspection.Of(ana, "last time's promises");
        await ana.Button("Kept").ClickAsync();
        await ana.Button("Next promise").ClickAsync();
        foreach (var person in others)
            await person.Sees("Ana promised to move the retro to Thursdays.");
        await ana.Button("Not kept").ClickAsync();
        foreach (var person in others)
            await person.Sees("Not kept.");
    }

    static async Task GoesOn(Person ana, Person ben, Person chloe)
    {
        const string topic = "Support heard of the new checkout from customers.";
        await ana.Next("Write");
        await ben.Write("Didn't", topic);
        await chloe.Write("Ideas", "A short demo for support before each release.");
        await ana.Next("Group");
        await ana.Next("Vote");
        await Team.Vote(ben, topic);
        await ana.Next("Discuss");
        await Expect(chloe.Page.GetByRole(AriaRole.Heading, new() { Name = topic }).First).ToBeVisibleAsync();
        await ana.Next("Commit");
        await ana.Ask(Ben, "show support the next release", "two of support have tried it");
        await ana.Ask(Ben, "ask support what they need to know", "their list is on the wiki");
        await ben.Page.Locator("li.promise", new() { HasText = "show support" }).GetByRole(AriaRole.Button, new() { Name = "I promise", Exact = true }).ClickAsync();
        await Expect(ana.Page.Locator("li.promise", new() { HasText = "show support" })).ToContainTextAsync("Promised");
        await ana.Next("Close");
        await Expect(ana.Link("See summary")).ToBeVisibleAsync();
        await Expect(ben.Link("See summary")).ToBeVisibleAsync();
    }

    /// <summary>On a phone, with nobody to ask: what waits and what is promised is there already, and the rest two clicks from home at most.</summary>
    async Task FindsTheirWay(Person ben)
    {
        var (outcome, record) = (new Hands(), new Hands());
        await ben.Open("/home");
        await ben.IsLive();
        await Expect(ben.Region("Waiting for you")).ToContainTextAsync("Ana asks you to ask support what they need to know");
        await Expect(ben.Region("You promised")).ToContainTextAsync("show support the next release");
        await outcome.Tap(ben.Region("Retros").GetByRole(AriaRole.Link).Filter(new() { HasText = "Last" }));
        await ben.Sees("What we promised");
        await Expect(ben.Page.Locator("main")).ToContainTextAsync("show support the next release");
        await ben.Open("/home");
        await ben.IsLive();
        await record.Tap(ben.Link("Who looked at my data"));
        await ben.Sees("Who can see your record");
        Assert.All([outcome, record], hands => Assert.InRange(hands.Taps, 1, 2));
        await _inspection.Of(ben, "who can see the record");
        await ben.Open("/home");
        await ben.IsLive();
        await _inspection.Of(ben, "home with something that waits");
    }

    /// <summary>Whatever a removed member has open closes within a minute: the board and the team's page.</summary>
    async Task IsRemoved(Person ana, Person chloe, string team)
    {
        var room = await chloe.Context.NewPageAsync();
        await room.GotoAsync(team);
        await Expect(room.GetByRole(AriaRole.Heading, new() { Level = 1, Name = "Checkout" })).ToBeVisibleAsync();
        await room.WaitForFunctionAsync("() => 'live' in document.documentElement.dataset");
        await ana.Open(team);
        await ana.IsIn("Checkout");
        await ana.Page.Locator("summary[aria-label='Actions for Chloe']").ClickAsync();
        await ana.Button("Remove from team…").ClickAsync();
        await ana.Button("Remove Chloe").ClickAsync();
        var removed = TimeProvider.System.GetTimestamp();
        await Expect(room.GetByRole(AriaRole.Heading, new() { Name = "Nothing is here for you." })).ToBeVisibleAsync(new() { Timeout = (float)Minute.TotalMilliseconds });
        await chloe.Sees("You no longer have a seat in this retro.", within: Minute);
        Assert.InRange(TimeProvider.System.GetElapsedTime(removed), TimeSpan.Zero, Minute);
        TestContext.Current.TestOutputHelper!.WriteLine($"Both pages were closed after {TimeProvider.System.GetElapsedTime(removed).TotalSeconds:0.0} s");
        await chloe.Open(team);
        await chloe.Heading("Nothing is here for you.");
        await _inspection.Of(chloe, "a team of others");
    }

    static async Task SaysWhoSheIs(Person ana)
    {
        await ana.Page.Locator("details.people > summary").ClickAsync();
        await ana.Page.GetByText("Facilitator (you)", new() { Exact = true }).ClickAsync();
        await ana.Button("Change name…").ClickAsync();
        await ana.Field("Your name").FillAsync("Ana");
        await ana.Field("Your name").PressAsync("Enter");
        await Expect(ana.Page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
        await ana.Page.Locator("details.people > summary").ClickAsync();
    }

    static async Task<string> CodeOf(Person ana)
    {
        await ana.Button("Share").ClickAsync();
        var code = await ana.Page.Locator(".code").First.InnerTextAsync();
        await ana.Button("Share").ClickAsync();
        return code.Replace(" ", "", StringComparison.Ordinal);
    }

    [GeneratedRegex("/retros/[^/?]+$")]
    private static partial Regex Board();
}
