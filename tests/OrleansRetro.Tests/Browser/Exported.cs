using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using CsvHelper;
using Microsoft.Playwright;

namespace OrleansRetro.Tests.Browser;

/// <summary>The three files that somebody takes home, read back and held against what was said, card by card.</summary>
static partial class Exported
{
    /// <summary>A card as a file tells it: where it stands, what it belongs to, how many votes its topic has.</summary>
    sealed record Card(string Column, string Text, string? Group, int Votes);

    public static async Task Compare(Person person, IReadOnlyDictionary<string, int> votes, IReadOnlyList<Team.Promise> promises)
    {
        Card[] said = [.. FortyCards.All.Select(card =>
        {
            var group = FortyCards.GroupOf(card.Text);
            return new Card(card.Column, card.Text, group, votes.GetValueOrDefault(group ?? card.Text));
        }).OrderBy(card => card.Text, StringComparer.Ordinal)];

        await person.Button("Export").ClickAsync();
        Same(said, Csv(await Download(person, "CSV"), out var rows));
        Same(said, Json(await Download(person, "JSON"), out var json));
        var markdown = Encoding.UTF8.GetString(await Download(person, "Markdown"));
        // The document tells votes by topic, so the card's own line has none.
        Same([.. said.Select(card => card with { Votes = 0 })], Markdown(markdown));
        foreach (var (topic, count) in votes)
            Assert.Matches($@"(?m)^\d+\. {Regex.Escape(topic)} \({count} votes?\)$", markdown);
        foreach (var promise in promises)
        {
            Assert.Contains(rows, row => row["kind"] == "promise" && row["by"] == promise.Owner && row["text"] == promise.What && row["done-when"] == promise.DoneWhen && row["status"] == "promised");
            Assert.Contains(json.GetProperty("promises").EnumerateArray(), one => one.GetProperty("what").GetString() == promise.What && one.GetProperty("doneWhen").GetString() == promise.DoneWhen);
            Assert.Matches($@"(?m)^- \[ \] \*\*{promise.Owner}\*\* .*{Regex.Escape(promise.What)}.*{Regex.Escape(promise.DoneWhen)}", markdown);
        }
    }

    /// <summary>All that the document and the table tell, in no order and without ids.</summary>
    public static async Task<string> Lines(Person person)
    {
        var files = new[] { await Download(person, "Markdown"), await Download(person, "CSV") };
        return string.Join('\n', files.SelectMany(file => Ids().Replace(Encoding.UTF8.GetString(file), "").Split('\n')).Order(StringComparer.Ordinal));
    }

    static void Same(Card[] said, Card[] exported) => Assert.Equal(said, exported.OrderBy(card => card.Text, StringComparer.Ordinal));

    static async Task<byte[]> Download(Person person, string kind)
    {
        if (!await person.Page.Locator("#export").IsVisibleAsync().Soon())
            await person.Button("Export").ClickAsync();
        var download = await person.Page.RunAndWaitForDownloadAsync(() => person.Page.Locator("#export").GetByRole(AriaRole.Link, new() { Name = kind }).ClickAsync());
        return await download.Bytes();
    }

    static Card[] Csv(byte[] file, out List<Dictionary<string, string>> rows)
    {
        using var reader = CsvReader.Create(file, new() { HasHeader = false, AllowLineBreaksInQuotes = true, MalformedData = CsvMalformedDataHandling.Throw });
        var lines = new List<string[]>();
        while (reader.Read())
            lines.Add([.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetString)]);
        rows = [.. lines.Skip(1).Select(line => lines[0].Zip(line).ToDictionary(cell => cell.First.TrimStart('\uFEFF'), cell => cell.Second))];
        return [.. rows.Where(row => row["kind"] == "card").Select(row =>
            new Card(row["column"], row["text"], row["group"] is { Length: > 0 } group ? group : null, int.Parse(row["votes"], CultureInfo.InvariantCulture)))];
    }

    static Card[] Json(byte[] file, out JsonElement json)
    {
        var all = json = JsonSerializer.Deserialize<JsonElement>(file);
        var columns = all.GetProperty("columns").EnumerateArray().ToDictionary(column => column.GetProperty("id").GetString()!, column => column.GetProperty("title").GetString()!);
        var groups = all.GetProperty("groups").EnumerateArray().ToDictionary(group => group.GetProperty("id").GetString()!, group => group.GetProperty("title").GetString()!);
        var votes = all.GetProperty("topics").EnumerateArray().ToDictionary(topic => topic.GetProperty("id").GetString()!, topic => topic.GetProperty("votes").GetInt32());
        return [.. all.GetProperty("cards").EnumerateArray().Select(card =>
        {
            var group = card.TryGetProperty("group", out var id) ? id.GetString() : null;
            return new Card(
                columns[card.GetProperty("column").GetString()!],
                card.GetProperty("text").GetString()!,
                group is null ? null : groups[group],
                votes[group ?? card.GetProperty("id").GetString()!]);
        })];
    }

    static Card[] Markdown(string document) =>
    [.. from section in Sections().Matches(document)
        where FortyCards.All.Any(card => card.Column == section.Groups["heading"].Value)
        from line in Lines().Matches(section.Groups["body"].Value)
        let card = Grouped().Match(line.Groups[1].Value)
        select new Card(section.Groups["heading"].Value, Escapes().Replace(card.Groups["text"].Value, "$1"), card.Groups["group"].Success ? card.Groups["group"].Value : null, 0)];

    [GeneratedRegex("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")]
    private static partial Regex Ids();

    [GeneratedRegex(@"(?ms)^## (?<heading>[^\n]+)\n(?<body>.*?)(?=^## |\z)")]
    private static partial Regex Sections();

    [GeneratedRegex(@"(?m)^- (.+)$")]
    private static partial Regex Lines();

    [GeneratedRegex(@"^(?<text>.*?)(?: \\\[(?<group>.+)\\\])?$")]
    private static partial Regex Grouped();

    [GeneratedRegex(@"\\(.)")]
    private static partial Regex Escapes();
}
