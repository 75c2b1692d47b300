using System.Globalization;
using System.Text.Json;
using Microsoft.Playwright;
using OrleansRetro.Tests.Infrastructure;

namespace OrleansRetro.Tests.Browser;

/// <summary>A whole retro as a team runs it, from the landing page to the next one's first minute.</summary>
public class FourPeopleRunARetro(Chrome chrome)
{
    static readonly string[] Columns = [FortyCards.DoneWell, FortyCards.Learned, FortyCards.DoDifferently, FortyCards.Puzzles];

    [Fact]
    [Trait("Row", "R01"), Trait("Row", "R02"), Trait("Row", "R04"), Trait("Row", "R07"), Trait("Row", "R08"), Trait("Row", "R09"), Trait("Row", "R11"), Trait("Row", "R12")]
    [Trait("Row", "R13"), Trait("Row", "R14"), Trait("Row", "R19"), Trait("Row", "R21"), Trait("Row", "R22"), Trait("Row", "R26"), Trait("Row", "Fault-R26")]
    public async Task From_check_in_to_the_next_retro()
    {
        var url = ("ASPNETCORE_URLS", $"http://127.0.0.1:{FreePort.Next().ToString(CultureInfo.InvariantCulture)}");
        var data = Directory.CreateTempSubdirectory("retro-four-").FullName;
        var program = await RetroProgram.Start(data, url);
        try
        {
            await using var ana = await chrome.Person("Ana", program.Address);
            await using var ben = await chrome.Person("Ben", program.Address, width: 390, height: 844);
            await using var chloe = await chrome.Person("Chloe", program.Address, theme: ColorScheme.Dark);
            await using var dev = await chrome.Person("Dev", program.Address, width: 1920, height: 1080);
            await using var eva = await chrome.Person("Eva", program.Address);
            Person[] team = [ana, ben, chloe, dev];

            var board = await Start(ana);
            var code = await Code(ana);
            foreach (var person in team[1..])
                await person.Join(code);
            await Write(team);

            await Enter(ana, team, "Group", "Put together what belongs together.");
            foreach (var person in team)
            {
                foreach (var (_, text) in FortyCards.All)
                    await Assertions.Expect(person.Page.GetByText(text, new() { Exact = true })).ToHaveCountAsync(1);
            }
            await Group(ben, FortyCards.All[0].Text, FortyCards.All[1].Text);
            await Group(dev, FortyCards.All[10].Text, FortyCards.All[11].Text);

            await NameFacilitator(ana, "Ben");
            await ana.Page.CloseAsync();
            Person[] rest = [ben, chloe, dev];
            await Enter(ben, rest, "Vote", "2 left", beforehand: "3 left", vote: FortyCards.All[20].Text);
            await eva.Join(code);
            Person[] five = [.. rest, eva];
            foreach (var person in five)
                await Assertions.Expect(person.Button($"Vote for {FortyCards.All[25].Text}")).ToBeVisibleAsync();

            foreach (var person in five)
                await person.Mark();
            await program.Stop();
            await program.DisposeAsync();
            program = await RetroProgram.Start(data, url);
            foreach (var person in five)
                await person.IsBack();
            foreach (var person in five)
                await Assertions.Expect(person.Button($"Vote for {FortyCards.All[25].Text}")).ToBeEnabledAsync(new() { Timeout = 30_000 });
            foreach (var person in five)
                await Vote(person, FortyCards.All[25].Text);

            await Enter(ben, five, "Discuss", FortyCards.All[25].Text);
            await Enter(ben, five, "Commit", "At most three. Who does what by when?");
            await Promise(ben, "Ben", "merge every hour", "no branch is older than a day");
            await Promise(ben, "Chloe", "draw the dark theme first", "each page has both screenshots");
            await Promise(ben, "Dev", "ask a newcomer to run the README", "they wrote a card without asking us");
            foreach (var person in new[] { chloe, dev })
                await person.Button("I promise").First.ClickAsync();
            await Assertions.Expect(ben.Page.GetByText("Promised", new() { Exact = true })).ToHaveCountAsync(3);

            await Enter(ben, five, "Close", "Was this worth your time?");
            foreach (var person in five)
                await person.Page.GetByRole(AriaRole.Radio).Nth(3).CheckAsync(new() { Force = true });
            await Assertions.Expect(ben.Page.GetByText("5 answered")).ToBeVisibleAsync();

            await Compare(ben, board);
            await ben.Link("See summary").ClickAsync();
            await ben.Button("Start the next one").ClickAsync();
            await ben.Page.WaitForURLAsync(address => !address.Contains(board, StringComparison.Ordinal) && address.Contains("/retros/", StringComparison.Ordinal));
            await ben.Sees("Last time you promised three things.");
            Assert.All(five, person => Assert.Empty(person.Elsewhere));
        }
        finally
        {
            await program.DisposeAsync();
            Directory.Delete(data, recursive: true);
        }
    }

    /// <summary>Two clicks and one text to the first card of one's own; the format is chosen besides.</summary>
    static async Task<string> Start(Person ana)
    {
        await ana.Open("/");
        await ana.Page.Locator("details.formats > summary").ClickAsync();
        await ana.Page.GetByLabel("Original four").CheckAsync();
        await ana.Button("Start a retro").ClickAsync();
        await ana.Page.WaitForURLAsync("**/retros/*");
        await Assertions.Expect(ana.Field($"Add a card to {Columns[0]}")).ToBeFocusedAsync();
        return ana.Page.Url.Split('/')[^1];
    }

    static async Task<string> Code(Person ana)
    {
        var answer = await ana.Page.APIRequest.GetAsync($"/api/v1/retros/{ana.Page.Url.Split('/')[^1]}");
        return (await answer.JsonAsync())!.Value.GetProperty("joinCode").GetString()!;
    }

    /// <summary>Ten cards each; nobody sees another's.</summary>
    static async Task Write(Person[] team)
    {
        var hands = team.Select(async (person, index) =>
        {
            foreach (var (column, text) in FortyCards.All.Where((_, card) => card % team.Length == index))
                await person.Write(column, text);
        });
        await Task.WhenAll(hands);
        foreach (var person in team)
        {
            var foreign = FortyCards.All.Where((_, card) => card % team.Length != Array.IndexOf(team, person)).Select(card => card.Text);
            var content = await person.Page.ContentAsync();
            Assert.DoesNotContain(foreign, text => content.Contains(text, StringComparison.Ordinal));
        }
    }

    static async Task Enter(Person facilitator, Person[] team, string phase, string seen, string? beforehand = null, string? vote = null)
    {
        await facilitator.Button($"Next: {phase}").ClickAsync();
        foreach (var person in team)
        {
            if (beforehand is not null)
                await person.Sees(beforehand);
            if (vote is not null)
                await Vote(person, vote);
            await Assertions.Expect(person.Page.GetByText(seen, new() { Exact = true }).First).ToBeVisibleAsync();
        }
    }

    static Task Vote(Person person, string topic) => person.Button($"Vote for {topic}").ClickAsync();

    static async Task Group(Person person, string card, string with)
    {
        var menu = person.Page.Locator("li.card", new() { HasText = card });
        await menu.Locator("summary.card__act").ClickAsync();
        await menu.GetByRole(AriaRole.Button, new() { Name = "Group with…" }).ClickAsync();
        await menu.GetByRole(AriaRole.Button, new() { Name = with[..20] }).ClickAsync();
        await Assertions.Expect(person.Page.Locator("li.group", new() { HasText = card })).ToContainTextAsync(with);
    }

    static async Task NameFacilitator(Person ana, string name)
    {
        await ana.Page.Locator("details.people > summary").ClickAsync();
        await ana.Page.Locator("details.person > summary", new() { HasText = name }).ClickAsync();
        await ana.Button("Make facilitator").ClickAsync();
        await Assertions.Expect(ana.Page.Locator(".who-list li", new() { HasText = name })).ToContainTextAsync("Facilitator");
    }

    static async Task Promise(Person asking, string owner, string what, string doneWhen)
    {
        await asking.Page.GetByLabel("Who", new() { Exact = true }).SelectOptionAsync(new SelectOptionValue { Label = owner == asking.Name ? $"{owner} (you)" : owner });
        await asking.Field("What").FillAsync(what);
        await asking.Field("Done when").FillAsync(doneWhen);
        await asking.Page.Locator("form.composer button[type=submit]").ClickAsync();
        await Assertions.Expect(asking.Page.Locator("li.promise", new() { HasText = what })).ToBeVisibleAsync();
    }

    /// <summary>All three exports hold every card, in its column, once.</summary>
    static async Task Compare(Person person, string board)
    {
        var markdown = await Export(person, board, "md");
        var csv = await Export(person, board, "csv");
        using var json = JsonDocument.Parse(await Export(person, board, "json"));
        var cards = json.RootElement.GetProperty("cards").EnumerateArray().ToDictionary(card => card.GetProperty("text").GetString()!, card => card.GetProperty("column").GetString()!);
        Assert.Equal(FortyCards.All.Count, cards.Count);
        foreach (var (column, text) in FortyCards.All)
        {
            Assert.Contains(text, markdown, StringComparison.Ordinal);
            Assert.Contains(text, csv, StringComparison.Ordinal);
            Assert.Equal(column.ToLowerInvariant().Replace(' ', '-'), cards[text]);
        }
        foreach (var promise in new[] { "merge every hour", "draw the dark theme first", "ask a newcomer to run the README" })
            Assert.All([markdown, csv, json.RootElement.GetRawText()], export => Assert.Contains(promise, export, StringComparison.Ordinal));
    }

    static async Task<string> Export(Person person, string board, string kind)
    {
        var answer = await person.Page.APIRequest.GetAsync($"/api/v1/retros/{board}/export.{kind}");
        Assert.Equal(200, answer.Status);
        return await answer.TextAsync();
    }
}
