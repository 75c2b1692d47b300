using Microsoft.Playwright;
using OrleansRetro.Tests.Browser;
using OrleansRetro.Tests.Infrastructure;
using OrleansRetro.Tests.Log;
using static Microsoft.Playwright.Assertions;

namespace OrleansRetro.Tests.Distributed;

/// <summary>A whole retro in five browsers on two silos, two webs and PostgreSQL, each of which is killed once on the way.</summary>
[Collection(nameof(Alone))]
public sealed class WhileEverythingDies(Chrome chrome)
{
    /// <summary>What happens meanwhile, by the phase in which it does, to these people's web if it is a web.</summary>
    sealed record Meanwhile(Func<Task> Write, Func<Task> Group, Func<Person[], Task> Vote, Func<Task> Discuss, Func<Person[], Task> Commit);

    [Fact, Trait("Row", "Fault-R3"), Trait("Row", "Fault-R4"), Trait("Row", "Fault-R5"), Trait("Row", "Fault-R26")]
    public async Task A_retro_ends_as_if_nothing_had_been()
    {
        await using var server = await PostgresServer.Start();
        await using var fleet = await Fleet.Start(await TestDatabase.On(server));
        await using Line here = new(fleet.Webs[0].Address), there = new(fleet.Webs[1].Address);
        var undisturbed = await Run([here, there], new(Nothing, Nothing, _ => Nothing(), Nothing, _ => Nothing()));

        using var told = new Told(() => fleet.Said);
        var disturbed = await Run([here, there], new(
            Write: async () =>
            {
                await server.Crash();
                await server.Run();
            },
            Group: () => fleet.Replace(0),
            Vote: people => ReplaceWeb(0, people, here),
            Discuss: () => fleet.Replace(1),
            Commit: people => ReplaceWeb(1, people, here, there)));
        Assert.Equal(undisturbed, disturbed);
        Assert.DoesNotContain(fleet.Said, line => line.Contains("Unhandled", StringComparison.OrdinalIgnoreCase));

        // As a proxy does: who was at the web that is gone comes to the other one.
        async Task ReplaceWeb(int web, Person[] people, params Line[] lines)
        {
            await Task.WhenAll(people.Select(person => person.Mark()));
            foreach (var line in lines)
                line.Lead(fleet.Webs[1 - web].Address);
            await fleet.ReplaceWeb(web);
            await Task.WhenAll(people.Select(person => person.IsBack()));
        }
    }

    /// <summary>What the programs said was wrong, beside whatever a test says.</summary>
    sealed class Told(Func<IEnumerable<string>> said) : IDisposable
    {
        public void Dispose() => TestContext.Current.TestOutputHelper?.WriteLine(string.Join('\n', said().Where(line => line.StartsWith("fail", StringComparison.Ordinal) || line.Contains("Exception", StringComparison.Ordinal)).Take(40)));
    }

    static Task Nothing() => Task.CompletedTask;

    async Task<string> Run(Line[] lines, Meanwhile meanwhile)
    {
        await using var ana = await chrome.Person("Ana", lines[0].Address);
        await using var ben = await chrome.Person("Ben", lines[0].Address, width: 390, height: 844);
        await using var chloe = await chrome.Person("Chloe", lines[1].Address);
        await using var dev = await chrome.Person("Dev", lines[1].Address);
        await using var eva = await chrome.Person("Eva", lines[1].Address);
        Person[] four = [ana, ben, chloe, dev], five = [.. four, eva];

        var code = await Team.Start(ana, "Original four");
        foreach (var person in four[1..])
            await person.Join(code);
        await Task.WhenAll(Team.Write(four), meanwhile.Write());

        await ana.Next("Group");
        foreach (var person in four)
            await Team.SeesAllCards(person);
        var dying = meanwhile.Group();
        await Task.WhenAll(Team.Group(ben, FortyCards.Merging), Team.Group(dev, FortyCards.Newcomers));
        await dying;

        await eva.Join(code);
        await ana.Next("Vote");
        foreach (var person in five)
            await person.Sees("3 left");
        dying = meanwhile.Vote([ana, ben]);
        foreach (var person in new[] { chloe, dev })
            await Team.Vote(person, FortyCards.Newcomers.Title);
        await Team.Vote(eva, FortyCards.Alone);
        await dying;
        foreach (var person in new[] { ana, ben })
            await Team.Vote(person, FortyCards.Newcomers.Title);
        // A vote is shown when it is given, and is safe when it is counted.
        foreach (var person in five)
            await person.Sees("2 left");

        dying = meanwhile.Discuss();
        await ana.Next("Discuss");
        foreach (var person in five)
            await Expect(person.Page.GetByRole(AriaRole.Heading, new() { Name = FortyCards.Newcomers.Title }).First).ToBeVisibleAsync(new() { Timeout = 20_000 });
        await dying;
        await ana.Next("Commit");
        await Team.Ask(ana, Team.Promises[0]);
        // All are at this web by now.
        await meanwhile.Commit(five);
        foreach (var promise in Team.Promises[1..])
            await Team.Ask(ana, promise);
        foreach (var person in new[] { ben, chloe, dev })
            await person.Button("I promise").ClickAsync();
        foreach (var person in five)
            await Expect(person.Page.GetByText("Promised", new() { Exact = true })).ToHaveCountAsync(3, new() { Timeout = 20_000 });

        await ana.Next("Close");
        var votes = new Dictionary<string, int> { [FortyCards.Newcomers.Title] = 4, [FortyCards.Alone] = 1 };
        await Exported.Compare(chloe, votes, Team.Promises);
        return await Exported.Lines(chloe);
    }
}
