using System.Globalization;
using Microsoft.Playwright;
using OrleansRetro.Tests.Infrastructure;
using static Microsoft.Playwright.Assertions;

namespace OrleansRetro.Tests.Browser;

/// <summary>A whole retro as a team runs it, from the landing page to the next one, over a lost facilitator, a late guest and a restart.</summary>
public sealed class FourPeopleRunARetro(Chrome chrome)
{
    [Fact]
    [Trait("Row", "R01"), Trait("Row", "R02"), Trait("Row", "R03"), Trait("Row", "R04"), Trait("Row", "R07"), Trait("Row", "R08"), Trait("Row", "R09"), Trait("Row", "R11")]
    [Trait("Row", "R12"), Trait("Row", "R13"), Trait("Row", "R14"), Trait("Row", "R19"), Trait("Row", "R21"), Trait("Row", "R22"), Trait("Row", "R26"), Trait("Row", "Fault-R26")]
    public async Task From_the_first_card_to_the_next_retro()
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
            Person[] four = [ana, ben, chloe, dev], five = [.. four, eva];

            var code = await Team.Start(ana, "Original four");
            foreach (var person in four[1..])
                await person.Join(code);
            await Team.Write(four);

            await ana.Next("Group");
            foreach (var person in four)
                await Team.SeesAllCards(person);
            await Task.WhenAll(Team.Group(ben, FortyCards.Merging), Team.Group(dev, FortyCards.Newcomers));

            // Whoever facilitates is gone without a word: the others are told, the next is asked, and the retro goes on.
            await ana.Leave();
            foreach (var person in four[1..])
                await person.Sees("Nobody facilitates at the moment.", within: TimeSpan.FromMinutes(3));
            await ben.Button("Take over").ClickAsync();
            await ben.Next("Vote");
            await ana.ComeBack();
            await eva.Join(code);
            foreach (var person in five)
                await person.Sees("3 left");

            await Team.Vote(ben, FortyCards.Merging.Title);
            foreach (var person in five)
                await person.Mark();
            await program.Stop();
            await program.DisposeAsync();
            program = await RetroProgram.Start(data, url);
            foreach (var person in five)
                await person.IsBack();
            await ben.Sees("2 left");
            foreach (var person in five[..4])
                await Team.Vote(person, FortyCards.Newcomers.Title);
            await Team.Vote(eva, FortyCards.Alone);

            await ben.Next("Discuss");
            foreach (var person in five)
                await Expect(person.Page.GetByRole(AriaRole.Heading, new() { Name = FortyCards.Newcomers.Title }).First).ToBeVisibleAsync();
            await ben.Next("Commit");
            foreach (var promise in Team.Promises)
                await Team.Ask(ben, promise);
            foreach (var person in new[] { chloe, dev })
                await person.Button("I promise").ClickAsync();
            foreach (var person in five)
                await Expect(person.Page.GetByText("Promised", new() { Exact = true })).ToHaveCountAsync(3);

            await ben.Next("Close");
            foreach (var person in five)
                await person.Page.GetByRole(AriaRole.Radio, new() { Name = "4: " }).CheckAsync();
            foreach (var person in five)
                await person.Sees("5 answered");

            var votes = new Dictionary<string, int> { [FortyCards.Newcomers.Title] = 4, [FortyCards.Merging.Title] = 1, [FortyCards.Alone] = 1 };
            await Exported.Compare(chloe, votes, Team.Promises);

            await ben.Link("See summary").ClickAsync();
            await ben.Button("Start the next one").ClickAsync();
            await ben.Sees("Last time you promised three things.");
            foreach (var promise in Team.Promises)
            {
                await ben.Sees($"{promise.Owner} promised to {promise.What}.");
                if (promise != Team.Promises[^1])
                    await ben.Button("Next promise").ClickAsync();
            }
            Assert.All(five, person => Assert.Empty(person.Elsewhere));
        }
        finally
        {
            await program.DisposeAsync();
            Directory.Delete(data, recursive: true);
        }
    }
}
