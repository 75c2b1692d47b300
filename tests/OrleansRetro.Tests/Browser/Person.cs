using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace OrleansRetro.Tests.Browser;

/// <summary>Somebody in front of a browser, with the hands and eyes that tests need: by role and name, as people find things.</summary>
sealed class Person : IAsyncDisposable
{
    readonly List<string> _elsewhere = [];

    public Person(string name, IBrowserContext context, IPage page)
    {
        (Name, Context, Page) = (name, context, page);
        page.Request += (_, request) =>
        {
            if (new Uri(request.Url) is { Scheme: "http" or "https", IsLoopback: false })
                _elsewhere.Add(request.Url);
        };
    }

    public string Name { get; }
    public IBrowserContext Context { get; }
    public IPage Page { get; private set; }

    /// <summary>Requests that went to another host; there must be none.</summary>
    public IReadOnlyList<string> Elsewhere => _elsewhere;

    public ILocator Button(string name, bool exact = true) => Page.GetByRole(AriaRole.Button, new() { Name = name, Exact = exact });
    public ILocator Field(string name) => Page.GetByRole(AriaRole.Textbox, new() { Name = name, Exact = true });
    public ILocator Region(string name) => Page.GetByRole(AriaRole.Region, new() { Name = name, Exact = true });
    public ILocator Link(string name) => Page.GetByRole(AriaRole.Link, new() { Name = name, Exact = true });

    public Task Open(string path) => Page.GotoAsync(path);

    public async Task Join(string code)
    {
        await Open($"/join/{code}");
        await Field("Your name").FillAsync(Name);
        await Button("Join").ClickAsync();
        await Page.WaitForURLAsync("**/retros/*");
    }

    public async Task Write(string column, string text)
    {
        await Field($"Add a card to {column}").FillAsync(text);
        await Field($"Add a card to {column}").PressAsync("Enter");
        await Sees(text);
    }

    public Task Sees(string text) => Assertions.Expect(Page.GetByText(text, new() { Exact = true }).First).ToBeVisibleAsync();

    public Task DoesNotSee(string text) => Assertions.Expect(Page.GetByText(text)).ToHaveCountAsync(0);

    /// <summary>No violation of WCAG 2.2 A and AA that axe can find.</summary>
    public async Task IsAccessible()
    {
        var result = await Page.RunAxe();
        Assert.True(result.Violations.Length == 0, string.Join('\n', result.Violations.Select(violation =>
            $"{Page.Url} {violation.Id}: {violation.Help}\n  {string.Join("\n  ", violation.Nodes.Select(node => node.Html))}")));
    }

    /// <summary>Remembers this very page, to tell when another one has taken its place.</summary>
    public Task Mark() => Page.EvaluateAsync("() => { window.isOld = true; }");

    /// <summary>The page has come back by itself after <see cref="Mark"/>.</summary>
    public Task IsBack() => Page.WaitForFunctionAsync("() => !window.isOld && document.readyState === 'complete'", null, new() { Timeout = 60_000 });

    /// <summary>A second look at the same place, as after closing the tab and coming back.</summary>
    public async Task Reopen()
    {
        var url = Page.Url;
        await Page.CloseAsync();
        Page = await Context.NewPageAsync();
        await Page.GotoAsync(url);
    }

    public async ValueTask DisposeAsync() => await Context.DisposeAsync();
}
