using System.Text.RegularExpressions;
using OrleansRetro.Tests.Infrastructure;

namespace OrleansRetro.Tests.Pages;

[Trait("Row", "R02")]
public abstract partial class JoinPage(SharedInstallation shared)
{
    [Fact]
    public async Task A_stranger_sees_what_they_join_and_sits_down_with_a_name()
    {
        using var api = await shared.Client();
        using var visitor = new PageVisitor((await shared.Program).Address);
        var retro = await TestRetro.Start(api, title: "Sprint 42 & more");
        Assert.Contains("<h1>Sprint 42 &amp; more</h1>", (await visitor.Get($"/join/{retro.JoinCode}")).Is(200).Text, StringComparison.Ordinal);
        Assert.Contains("Sprint 42", (await visitor.Get(new Uri(retro.JoinUrl).AbsolutePath)).Is(200).Text, StringComparison.Ordinal);

        await visitor.Join(retro, "Ben");

        Assert.Contains((await retro.Facilitator.Board()).GetProperty("participants").EnumerateArray(), person => person.GetProperty("name").GetString() == "Ben");
        Assert.Equal($"/retros/{retro.Id}", Path((await visitor.Get($"/join/{retro.JoinCode}")).Is(302)));
    }

    [Fact]
    public async Task A_name_that_is_refused_can_be_corrected_on_the_same_page()
    {
        using var api = await shared.Client();
        using var visitor = new PageVisitor((await shared.Program).Address);
        var retro = await TestRetro.Start(api);
        var page = $"/join/{retro.JoinCode}";
        var name = new string('n', 61);
        var answer = (await visitor.Post(page, page, ("_handler", "join"), ("Name", name))).Is(200).Text;
        Assert.Contains("Up to 60 characters fit", answer, StringComparison.Ordinal);
        Assert.Contains(name, answer, StringComparison.Ordinal);
        Assert.Equal($"/retros/{retro.Id}", Path((await visitor.Post(page, page, ("_handler", "join"), ("Name", "Ben"))).Is(302)));
    }

    [Theory]
    [InlineData("abc-234", "/join/ABC234")]
    [InlineData(" abc 234 ", "/join/ABC234")]
    [InlineData("https://retro.example/join/Token_Of-a-link?x=1", "/join/Token_Of-a-link")]
    public async Task What_was_typed_or_pasted_leads_to_the_retro(string typed, string leads)
    {
        using var visitor = new PageVisitor((await shared.Program).Address);
        Assert.Equal(leads, Path((await visitor.Get($"/join?code={Uri.EscapeDataString(typed)}")).Is(302)));
        (await visitor.Get("/join")).Is(200);
    }

    [Fact, Trait("Row", "Attack-A30")]
    public async Task Whatever_lets_nobody_in_looks_the_same()
    {
        using var api = await shared.Client();
        using var visitor = new PageVisitor((await shared.Program).Address);
        var token = new Uri((await TestRetro.Start(api)).JoinUrl).Segments[^1];
        string[] invites = ["ABC234", "ABC2345", token[..^1], token + "A", Swapped(token), "%2e%2e", "<script>"];
        var pages = new HashSet<string>();
        foreach (var invite in invites)
        {
            var answer = (await visitor.Get($"/join/{Uri.EscapeDataString(invite)}")).Is(404);
            Assert.Contains("There is no retro here.", answer.Text, StringComparison.Ordinal);
            pages.Add(Values().Replace(answer.Text, ""));
        }
        Assert.Single(pages);
        // The page has no such form then, like one that was left open while the code was replaced.
        (await visitor.Post("/join/ABC234", "/join", ("_handler", "join"), ("Name", "Ben"))).Is(400);
    }

    [Fact]
    public async Task A_code_that_leads_nowhere_can_be_corrected()
    {
        using var visitor = new PageVisitor((await shared.Program).Address);
        Assert.Contains("value=\"ABC234\"", (await visitor.Get("/join/ABC234")).Is(404).Text, StringComparison.Ordinal);
    }

    static string Swapped(string token) => string.Concat(token.Select(letter => char.IsUpper(letter) ? char.ToLowerInvariant(letter) : char.ToUpperInvariant(letter)));

    static string Path(Answer answer) => new Uri(new Uri("http://here/"), answer.Header("Location")!).AbsolutePath;

    /// <summary>The code that was typed, and sealed values that are never the same.</summary>
    [GeneratedRegex(""" (?:value|href)="[^"]*"|<!--.*?-->""", RegexOptions.Singleline)]
    private static partial Regex Values();
}

public sealed class JoinPageInFiles(SharedProgram shared) : JoinPage(shared);

public sealed class JoinPageInADatabase(Postgres postgres) : JoinPage(postgres.Shared);
