using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using OrleansRetro.Tests.Infrastructure;

namespace OrleansRetro.Tests.Api;

/// <summary>A retro to take home, at any moment.</summary>
[Trait("Row", "R22")]
public abstract partial class ExportsTests(SharedInstallation shared)
{
    [Theory]
    [InlineData("md", "text/markdown; charset=utf-8")]
    [InlineData("csv", "text/csv; charset=utf-8")]
    [InlineData("json", "application/json; charset=utf-8")]
    public async Task Each_kind_is_a_file_with_a_made_up_name_in_every_phase(string kind, string type)
    {
        using var api = await shared.Client();
        var retro = await TestRetro.Start(api, title: "../../x\"; filename=evil");
        await retro.Facilitator.Card("Deploys are slow");
        foreach (var phase in new[] { "write", "vote", "close" })
        {
            await retro.Facilitator.Enter(phase);
            var file = (await retro.Facilitator.Export(kind)).Is(200);
            Assert.Equal(type, file.ContentType);
            Assert.Equal($"attachment; filename=\"retro-{TimeProvider.System.GetUtcNow():yyyy-MM-dd}.{kind}\"", file.Header("Content-Disposition"));
            Assert.Contains("Deploys are slow", file.Text, StringComparison.Ordinal);
        }
    }

    [Theory, Trait("Row", "R10")]
    [InlineData("md")]
    [InlineData("csv")]
    [InlineData("json")]
    public async Task What_is_handed_on_from_an_anonymous_board_says_of_nobody_what_they_wrote_or_voted_for(string kind)
    {
        using var api = await shared.Client();
        var retro = await TestRetro.Start(api, anonymous: true, hidden: true);
        var ben = await retro.Join("Ben");
        var card = await ben.Card("Deploys are slow");
        await retro.Facilitator.Card("Tests are quick");
        Assert.DoesNotContain("Deploys are slow", (await ben.Export(kind)).Is(200).Text, StringComparison.Ordinal);

        foreach (var phase in new[] { "group", "vote", "close" })
        {
            await retro.Facilitator.Enter(phase);
            if (phase == "vote")
                (await ben.PutVotes(card, 2)).Is(200);
            var (bens, facilitators) = ((await ben.Export(kind)).Is(200).Text, (await retro.Facilitator.Export(kind)).Is(200).Text);
            Assert.Contains("Deploys are slow", bens, StringComparison.Ordinal);
            Assert.Equal(bens, facilitators);
        }
    }

    [Fact]
    public async Task Only_a_seat_takes_it_and_other_kinds_are_not_there()
    {
        using var api = await shared.Client();
        var (retro, other) = (await TestRetro.Start(api), await TestRetro.Start(api));
        foreach (var kind in new[] { "md", "csv", "json" })
        {
            (await api.Get($"/api/v1/retros/{retro.Id}/export.{kind}")).Is(401, "no-token");
            (await api.Get($"/api/v1/retros/{retro.Id}/export.{kind}", other.Facilitator.Token)).Is(404, "not-found");
        }
        (await retro.Facilitator.Export("pdf")).Is(404, "not-found");
    }

    [Theory, Trait("Row", "Attack-A48")]
    [InlineData("=HYPERLINK(\"http://evil.example\")")]
    [InlineData("+1")]
    [InlineData("-1+1")]
    [InlineData("@SUM(A1)")]
    [InlineData("\uFF1D1+1")]
    [InlineData("\uFF0B1")]
    [InlineData("\uFF0D1")]
    [InlineData("\uFF201")]
    [InlineData("a\"\n=1+1,\"b")]
    public async Task No_cell_of_the_table_is_a_formula_and_each_card_is_one_cell(string text)
    {
        using var api = await shared.Client();
        var retro = await TestRetro.Start(api);
        await retro.Facilitator.Card(text);
        var file = (await retro.Facilitator.Export("csv")).Is(200);
        Assert.Equal(Encoding.UTF8.Preamble, file.Bytes.AsSpan(0, 3));
        var rows = Rows(file.Text[1..]);
        Assert.Equal(2, rows.Count);
        Assert.Equal(rows[0].Count, rows[1].Count);
        var cell = rows[1][rows[0].IndexOf("text")];
        Assert.Equal(text, cell.TrimStart('\''));
        Assert.DoesNotContain(cell[0], "=+-@\t\r\uFF1D\uFF0B\uFF0D\uFF20");
    }

    [Fact]
    public async Task The_JSON_is_the_board_as_this_seat_sees_it_without_its_ballot()
    {
        using var api = await shared.Client();
        var retro = await TestRetro.Start(api, hidden: true);
        var ben = await retro.Join("Ben");
        await ben.Card("Face down");
        var board = await ben.Board();
        var file = JsonSerializer.Deserialize<JsonElement>((await ben.Export("json")).Is(200).Bytes);
        foreach (var part in board.EnumerateObject().Where(part => part.Name is not ("columns" or "votes")))
            Assert.True(JsonElement.DeepEquals(part.Value, file.GetProperty(part.Name)), $"{part}\n{file}");
        Assert.Equal(
            board.GetProperty("columns").EnumerateArray().Select(column => column.GetProperty("title").GetString()),
            file.GetProperty("columns").EnumerateArray().Select(column => column.GetProperty("title").GetString()));
        Assert.All(file.GetProperty("columns").EnumerateArray(), column => Assert.EndsWith("?", column.GetProperty("prompt").GetString(), StringComparison.Ordinal));
    }

    [Fact, Trait("Row", "R15")]
    public async Task No_file_says_what_whoever_takes_it_voted_for()
    {
        using var api = await shared.Client();
        var retro = await TestRetro.Start(api);
        var ben = await retro.Join("Ben");
        Guid[] cards = [await ben.Card("one"), await ben.Card("two")];
        await retro.Facilitator.Enter("vote");
        var before = await Files(ben);
        (await ben.PutVotes(cards[1], 2)).Is(200);
        Assert.Equal(before, await Files(ben));

        // Only the version says that somebody did something.
        static async Task<string[]> Files(TestSeat seat) =>
            [.. await Task.WhenAll(new[] { "md", "csv", "json" }.Select(async kind => Version().Replace((await seat.Export(kind)).Is(200).Text, "")))];
    }

    [Fact]
    public async Task The_document_has_titles_votes_and_groups()
    {
        using var api = await shared.Client();
        var retro = await TestRetro.Start(api);
        Guid[] cards = [await retro.Facilitator.Card("one"), await retro.Facilitator.Card("two")];
        await retro.Facilitator.Enter("group");
        var group = Guid.NewGuid();
        (await retro.Facilitator.PutGroup(group, "Speed", cards)).Is(200);
        await retro.Facilitator.Enter("vote");
        (await retro.Facilitator.PutVotes(group, 2)).Is(200);
        await retro.Facilitator.Enter("discuss");
        var text = (await retro.Facilitator.Export("md")).Is(200).Text;
        Assert.StartsWith("# Sprint 12\n", text, StringComparison.Ordinal);
        Assert.Contains("1. Speed (2 votes)", text, StringComparison.Ordinal);
        Assert.Contains("- one (Facilitator) \\[Speed\\]", text, StringComparison.Ordinal);
    }

    [Fact, Trait("Row", "R34")]
    public async Task The_document_is_in_the_language_that_is_asked_for_and_the_rest_is_the_same_in_all()
    {
        using var api = await shared.Client();
        var retro = await TestRetro.Start(api);
        await retro.Facilitator.Card("one");
        async Task<string> File(string kind, string query) => (await api.Get($"/api/v1/retros/{retro.Id}/export.{kind}{query}", retro.Facilitator.Token)).Is(200).Text;

        Assert.Contains("## Lief gut", await File("md", "?lang=de"), StringComparison.Ordinal);
        Assert.Contains("## Went well", await File("md", ""), StringComparison.Ordinal);
        Assert.Equal(await File("md", ""), await File("md", "?lang=tlh"));
        Assert.Equal(await File("csv", ""), await File("csv", "?lang=de"));
        Assert.Equal(await File("json", ""), await File("json", "?lang=de"));
    }

    [Fact]
    public async Task A_group_that_nobody_named_is_called_as_its_first_card()
    {
        using var api = await shared.Client();
        var retro = await TestRetro.Start(api);
        Guid[] cards = [await retro.Facilitator.Card("Waiting for reviews"), await retro.Facilitator.Card("Reviews take days"), await retro.Facilitator.Card("Good coffee")];
        await retro.Facilitator.Enter("group");
        (await retro.Facilitator.PutGroup(Guid.NewGuid(), null, cards[..2])).Is(200);

        var text = (await retro.Facilitator.Export("md")).Is(200).Text;
        Assert.Equal(2, text.Split("\\[Waiting for reviews\\]").Length - 1);
        var rows = Rows((await retro.Facilitator.Export("csv")).Is(200).Text);
        var (words, group) = (rows[0].IndexOf("text"), rows[0].IndexOf("group"));
        Assert.Equal(["Waiting for reviews", "Waiting for reviews", ""], cards.Select((_, i) => rows.First(row => row[words] == new[] { "Waiting for reviews", "Reviews take days", "Good coffee" }[i])[group]));
    }

    [GeneratedRegex("\"version\": [0-9]+")]
    private static partial Regex Version();

    /// <summary>RFC 4180, as its grammar says.</summary>
    static List<List<string>> Rows(string text)
    {
        var rows = new List<List<string>> { new() };
        var cell = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '"')
            {
                while (++i < text.Length && (text[i] != '"' || (i + 1 < text.Length && text[i + 1] == '"' && i++ > 0)))
                    cell.Append(text[i]);
            }
            else if (text[i] is ',' or '\r')
            {
                rows[^1].Add(cell.ToString());
                cell.Clear();
                if (text[i] == '\r' && text[++i] == '\n' && i + 1 < text.Length)
                    rows.Add([]);
            }
            else
            {
                cell.Append(text[i]);
            }
        }
        return rows;
    }
}

public sealed class ExportsTestsInFiles(SharedProgram shared) : ExportsTests(shared);

public sealed class ExportsTestsInADatabase(Postgres postgres) : ExportsTests(postgres.Shared);
