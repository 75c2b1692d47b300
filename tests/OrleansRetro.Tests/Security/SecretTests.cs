using System.Text.Json;
using OrleansRetro.Tests.Browser;
using OrleansRetro.Tests.Distributed;
using OrleansRetro.Tests.Infrastructure;
using OrleansRetro.Tests.Log;
using OrleansRetro.Tests.Ops;

namespace OrleansRetro.Tests.Security;

/// <summary>What must not be in a log, however loud somebody makes it.</summary>
[Collection(nameof(Alone))]
[Trait("Row", "Attack-A60")]
public sealed class SecretTests(Chrome chrome, Postgres postgres)
{
    const string Announced = "Operator code, good once: ";

    [Theory]
    [InlineData("Warning")]
    [InlineData("Information")]
    [InlineData("Trace")]
    public async Task Nothing_that_passes_through_is_logged(string level)
    {
        await using var program = await RetroProgram.Start(null, Loud(level, "simple"));
        var day = new Day(program.Address);
        await day.Pass();
        await day.SignIn(program.Said.First(line => line.StartsWith(Announced, StringComparison.Ordinal))[Announced.Length..].Split(' ')[0]);
        await Browse(program, day);
        await program.Stop();

        AssertDiscreet(program, day);
        Assert.Contains(program.Said, line => line.Contains("OrleansRetro is ready", StringComparison.Ordinal));
        Assert.Equal(level == "Trace", program.Said.Any(line => line.StartsWith("dbug:", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Nor_by_several_programs_in_lines_of_json()
    {
        const string password = "a-password-for-the-database";
        await using var fleet = await Fleet.Start(postgres, Loud("Trace", "json"), password);
        var day = new Day(fleet.Webs[0].Address);
        await day.Pass();
        day.Secrets.Add(password);
        foreach (var program in fleet.Webs.Concat(fleet.Silos))
        {
            await program.Stop();
            AssertDiscreet(program, day);
            var lines = program.Said.Where(line => !line.Contains(" is ready at ", StringComparison.Ordinal) && !line.StartsWith(Announced, StringComparison.Ordinal) && !line.StartsWith("Data: ", StringComparison.Ordinal)).ToList();
            Assert.NotEmpty(lines);
            Assert.All(lines, line => Assert.NotEqual("", JsonSerializer.Deserialize<JsonElement>(line).GetProperty("Category").GetString()));
        }
    }

    static (string, string)[] Loud(string level, string format) =>
    [
        ("Logging__Console__FormatterName", format), ("Logging__Console__FormatterOptions__IncludeScopes", "true"),
        .. new[] { "Default", "OrleansRetro", "Orleans", "Microsoft.AspNetCore", "Microsoft.AspNetCore.Hosting.Diagnostics", "Microsoft.AspNetCore.SignalR", "Npgsql" }
            .SelectMany(category => new[] { ($"Logging__LogLevel__{category}", level), ($"Logging__Console__LogLevel__{category}", level) }),
    ];

    /// <summary>By a real page, which says more to the server than a program does.</summary>
    async Task Browse(RetroProgram program, Day day)
    {
        using var api = new ApiClient(program.Address);
        await using var ana = await chrome.Person("Ana whom nobody logs", program.Address);
        var retro = await ana.Starts(api, anonymous: true);
        await ana.Opens(retro);
        await ana.Write("Went well", "Typed where nobody reads it");
        await retro.Facilitator.Enter("commit");
        await ana.Field("What").FillAsync("Promise what nobody logs");
        await ana.Field("Done when").FillAsync("Somebody logs what nobody logs");
        await ana.Button("Add promise").ClickAsync();
        await Microsoft.Playwright.Assertions.Expect(ana.Page.Locator("li.promise .promise__text")).ToContainTextAsync("what nobody logs");
        day.Secrets.AddRange([retro.JoinCode, retro.Facilitator.Token, "whom nobody logs", "Typed where", "what nobody logs"]);
    }

    static void AssertDiscreet(RetroProgram program, Day day)
    {
        var said = string.Join('\n', program.Said.Where(line => !line.StartsWith(Announced, StringComparison.Ordinal)));
        Assert.All(day.Secrets.Concat(day.Ids), secret => Assert.DoesNotContain(secret, said, StringComparison.Ordinal));
    }
}
