using Microsoft.Playwright;

namespace OrleansRetro.Tests.Browser;

/// <summary>Somebody in front of a browser, with the hands and eyes that tests need: by role and name, as people find things.</summary>
sealed partial class Person : IAsyncDisposable
{
    readonly List<string> _elsewhere = [];
    string? _left;

    public Person(string name, IBrowserContext context, IPage page)
    {
        (Name, Context, Page) = (name, context, page);
        context.Request += (_, request) =>
        {
            if (new Uri(request.Url) is { Scheme: "http" or "https", IsLoopback: false })
                _elsewhere.Add(request.Url);
        };
        Listen();
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

    /// <summary>On to the next phase, as the facilitator.</summary>
    public Task Next(string phase) => Button($"Next: {phase}").ClickAsync();

    public async Task Write(string column, string text)
    {
        await Field($"Add a card to {column}").FillAsync(text);
        await Field($"Add a card to {column}").PressAsync("Enter");
        await Sees(text);
    }

    public Task Sees(string text, TimeSpan? within = null) =>
        Assertions.Expect(Page.GetByText(text, new() { Exact = true }).Filter(new() { Visible = true }).First).ToBeVisibleAsync(new() { Timeout = (float)(within ?? TimeSpan.FromSeconds(20)).TotalMilliseconds });

    /// <summary>Closes the page, without a word to anybody.</summary>
    public async Task Leave()
    {
        _left = Page.Url;
        await Page.CloseAsync();
    }

    /// <summary>Opens again what was left.</summary>
    public async Task ComeBack()
    {
        Page = await Context.NewPageAsync();
        await Page.GotoAsync(_left ?? throw new InvalidOperationException($"{Name} has not left."));
    }

    /// <summary>How many texts this tab keeps that were begun and are nowhere else.</summary>
    public Task<int> Drafts() => Page.Says<int>("() => Object.keys(sessionStorage).filter(key => key.startsWith('draft:')).length");

    /// <summary>Remembers this very page, to tell when another one has taken its place.</summary>
    public Task Mark() => Page.Does("() => { window.isOld = true; }");

    /// <summary>The page has come back by itself after <see cref="Mark"/>, and is live.</summary>
    public Task IsBack() => Page.WaitForFunctionAsync("() => !window.isOld && 'live' in document.documentElement.dataset", null, new() { Timeout = 60_000 });

    public async ValueTask DisposeAsync()
    {
        _isClosing = true;
        await Context.DisposeAsync().AsTask().Soon(); // Chromium never answers when a page is just being left.
        AssertUntroubled();
    }
}
