using Microsoft.Playwright;
using OrleansRetro.Tests.Account;
using OrleansRetro.Tests.Infrastructure;
using static Microsoft.Playwright.Assertions;

namespace OrleansRetro.Tests.Browser;

/// <summary>The house as a German browser shows it: no word of English is left, neither on the screen nor in what a screen reader says.</summary>
[Trait("Row", "R34")]
public sealed class InGerman(Chrome chrome, SharedProgram shared)
{
    readonly List<string> _found = [];

    [Fact]
    public async Task No_page_says_anything_in_English()
    {
        var site = new Uri($"http://localhost:{(await shared.Program).Address.Port}");
        await using var jana = await chrome.Person("Jana", site, locale: "de-DE");
        await using var mert = (await chrome.Person("Mert", site, locale: "de-DE")).Forgiving("404", "410");
        await Authenticator.Of(jana);

        await Look(jana, "/sign-in", "Anmelden");
        await Look(jana, "/sign-up", "Konto anlegen");
        await jana.Open("/sign-up?back=/home");
        await jana.Page.Locator("#name").FillAsync("Jana");
        await jana.Page.Locator("[data-passkey=create]").ClickAsync();
        await jana.Page.WaitForURLAsync("**/home*");
        await jana.Sees("Nichts wartet auf dich.");
        await jana.Sees("Notfall-Codes anlegen");
        await Read(jana, "home on the first day");
        await Look(jana, "/retros", "Retros");
        await Look(jana, "/teams/new", "Neues Team");
        await jana.FoundsTeam("Plattform");
        var team = new Uri(jana.Page.Url).AbsolutePath;
        await Read(jana, "a new team");

        var link = await Invites(jana);
        await mert.Open(link);
        await mert.Heading("Plattform beitreten");
        await Read(mert, "an invitation");
        await mert.Link("Konto anlegen").ClickAsync();
        await mert.Page.Locator("details.ways > summary").ClickAsync();
        await mert.SignsUp();
        await mert.Heading("Plattform beitreten");
        await Read(mert, "an invitation to whoever is signed in");
        await mert.Button("Team beitreten").ClickAsync();
        await mert.IsIn("Plattform");
        await jana.Sees("Mert");

        await jana.Field("Thema hinzufügen").FillAsync("Warum dauert das Ausliefern eine Stunde?");
        await jana.Field("Thema hinzufügen").PressAsync("Enter");
        await mert.Sees("Warum dauert das Ausliefern eine Stunde?");
        await HoldARetro(jana);
        await Look(jana, "/home", null);
        await Look(jana, team, "Plattform");
        await Look(jana, $"{team}/settings", "Team-Einstellungen");
        await Look(jana, $"{team}/changes", "Etwas hat sich geändert");
        await Look(jana, $"{team}/audit", null);
        await Look(jana, "/retros", "Retros");
        await Look(jana, "/settings", "Einstellungen");
        await Look(jana, "/promises/make-right", "Wiedergutgemacht");
        await jana.IsLive();
        await jana.Button("Wiedergutmachen").ClickAsync();
        await Expect(jana.Page.Locator(".make-right")).ToBeVisibleAsync();
        await Read(jana, "making it right");
        await Look(jana, "/home/looks", "Wer meine Daten angesehen hat");
        await Look(jana, "/account", null);
        foreach (var part in new[] { "codes", "tokens", "delete" })
            await Look(jana, $"/account/{part}", null);
        await Look(mert, $"{team}/settings", "Team-Einstellungen");
        await Look(mert, $"/teams/{Guid.NewGuid()}", "Hier ist nichts für dich.");
        await Look(mert, $"/teams/{Guid.NewGuid()}/join", "Diese Einladung führt nirgendwohin.");
        Assert.True(_found.Count == 0, string.Join('\n', _found.Distinct()));
    }

    static async Task<string> Invites(Person jana)
    {
        await jana.Button("Einladen").ClickAsync();
        await jana.Button("Link erstellen").ClickAsync();
        var link = await jana.Field("Einladungslink").InputValueAsync();
        await jana.Button("Schließen").ClickAsync();
        return link;
    }

    /// <summary>With a promise of Mert's, so that everything that a page may say is there to be said.</summary>
    static async Task HoldARetro(Person jana)
    {
        await jana.Button("Retro starten").ClickAsync();
        await jana.Page.WaitForURLAsync("**/retros/*");
        await jana.IsLive();
        foreach (var phase in new[] { "Gruppieren", "Abstimmen", "Besprechen", "Zusagen" })
            await jana.Button($"Weiter: {phase}").ClickAsync();
        await jana.Page.Locator("form.composer select").First.SelectOptionAsync(new SelectOptionValue { Label = "Jana (du)" });
        await jana.Page.Locator("form.composer textarea").Nth(0).FillAsync("das Ausliefern messen");
        await jana.Page.Locator("form.composer textarea").Nth(1).FillAsync("jeder Schritt hat eine Zahl");
        await jana.Page.Locator("form.composer button[type=submit]").ClickAsync();
        await Expect(jana.Page.Locator("li.promise")).ToContainTextAsync("das Ausliefern messen");
        await jana.Button("Weiter: Abschluss").ClickAsync();
        await Expect(jana.Page.Locator("a[href$='/summary']").First).ToBeVisibleAsync();
    }

    async Task Look(Person person, string address, string? heading)
    {
        await person.Open(address);
        var title = person.Page.GetByRole(AriaRole.Heading, new() { Level = 1 });
        if (heading is null)
            await Expect(title.First).ToBeVisibleAsync();
        else
            await person.Heading(heading);
        await Read(person, address);
    }

    /// <summary>Everything that this page says or would say, but for what is marked as being in another language.</summary>
    async Task Read(Person person, string page)
    {
        var said = await person.Page.Says<string[]>("""
            () => {
              const skipped = 'script, style, template, code, [lang]:not(html, [lang^=de])';
              const texts = [document.title];
              const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
              while (walk.nextNode())
                if (!walk.currentNode.parentElement.closest(skipped) && !/^[A-Z]\w+\/\w/.test(walk.currentNode.data.trim())) texts.push(walk.currentNode.data);
              for (const element of document.body.querySelectorAll('*'))
                if (!element.closest(skipped))
                  for (const name of ['aria-label', 'aria-description', 'title', 'placeholder', 'alt', 'data-done', 'data-cut'])
                    texts.push(element.getAttribute(name) ?? '');
              return texts.map(text => text.trim()).filter(text => text);
            }
            """);
        Assert.True(said.Length > 5, $"{page} says nothing.");
        _found.AddRange(said.SelectMany(text => EnglishWords.In(text).Select(word => $"{page}: '{word}' in '{text}'")));
    }
}
