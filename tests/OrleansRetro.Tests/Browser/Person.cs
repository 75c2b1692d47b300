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
    public IPage Page { get; }

    /// <summary>Requests that went to another host; there must be none.</summary>
    public IReadOnlyList<string> Elsewhere => _elsewhere;

    public ILocator Button(string name, bool exact = true) => Page.GetByRole(AriaRole.Button, new() { Name = name, Exact = exact });
    public ILocator Field(string name) => Page.GetByRole(AriaRole.Textbox, new() { Name = name, Exact = true });

    public Task Open(string path) => Page.GotoAsync(path);

    public async Task Write(string column, string text)
    {
        await Field($"Add a card to {column}").FillAsync(text);
        await Field($"Add a card to {column}").PressAsync("Enter");
        await Sees(text);
    }

    public Task Sees(string text) => Assertions.Expect(Page.GetByText(text, new() { Exact = true }).First).ToBeVisibleAsync();

    public async ValueTask DisposeAsync() => await Context.DisposeAsync();
}
