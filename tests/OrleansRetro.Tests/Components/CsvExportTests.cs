using System.Text;
using CsvHelper;
using OrleansRetro.Api;
using OrleansRetro.Retros;

namespace OrleansRetro.Tests.Components;

/// <summary>The table that people take home: one cell for each text, and none that a spreadsheet runs.</summary>
public sealed class CsvExportTests
{
    const string Formulas = "=+-@\t\r\uFF1D\uFF0B\uFF0D\uFF20";

    /// <summary>Cells in which <see cref="FullRetro"/> puts what people wrote; a title and a column's name among them, names where they sign.</summary>
    const int TextCells = 19;

    public static TheoryData<string> Hostile =>
    [
        "=HYPERLINK(\"http://evil.example\")", "+1", "-1+1", "@SUM(A1:A9)", "\t=1", "\r=1", "\n=1", " =1", "\u00A0=1", "\u3000+1", " \t@x",
        "\uFF1D1+1", "\uFF0B1", "\uFF0D1", "\uFF20SUM(A1)", " \uFF1D1", "=cmd|' /C calc'!A0", "a\"\n=1+1,\"b", "\"=1\"", ",=1", ";=1",
        .. Payloads.All,
    ];

    [Theory, MemberData(nameof(Hostile)), Trait("Row", "Attack-A48"), Trait("Row", "Attack-A46")]
    public void No_cell_is_a_formula_and_every_text_is_one_cell(string text)
    {
        var rows = Read(CsvExport.Write(FullRetro.With(_ => text)));
        Assert.All(rows, row => Assert.Equal(rows[0].Length, row.Length));
        var cells = rows.SelectMany(row => row).Where(cell => cell.Length > 0).ToArray();
        Assert.All(cells, cell => Assert.DoesNotContain(cell.TrimStart() is [var first, ..] ? first : ' ', Formulas));
        Assert.Equal(TextCells, cells.Count(cell => cell == text || cell == "'" + text));
    }

    [Fact, Trait("Row", "R22")]
    public void There_is_a_row_for_everything()
    {
        var rows = Read(CsvExport.Write(FullRetro.With(place => $"Word of {place}")));
        Assert.Equal(
            ["kind", "id", "column", "prompt", "text", "by", "to", "group", "votes", "reactions", "notes", "done-when", "due", "status"], rows[0]);
        Assert.Equal(
            [
                "card|Went well|What went well?|Word of card|Word of name||Word of group|5|👍 2|Word of notes|||parked",
                "comment|Went well||Word of comment|Ben|card|||||||",
                "card|Word of column||Word of second card|Ben||Word of group|5||Word of notes|||parked",
                "promise|||Word of promise|Word of owner||||||Word of done-when|2025-03-28|promised",
                "promise|||Word of carried|Ana||||||it is there|2025-03-07|kept",
                "thanks|||Word of thanks|Word of name|Ben|||||||",
                "take-away|||Word of take-away|Ben||||||||",
                .. Enumerable.Range(1, 5).Select(option => $"poll||How are you right now?|{option}||||{option switch { 2 or 5 => 3, _ => 0 }}|||||"),
                "poll||More time for this topic?|up||||2|||||",
                "poll||More time for this topic?|sideways||||0|||||",
                "poll||More time for this topic?|down||||0|||||",
                "poll||Word of question|Word of answer||||2|||||",
                "poll||Word of question|no||||1|||||",
                .. Enumerable.Range(1, 5).Select(option => $"rating|||{option}||||{option switch { 4 => 5, 5 => 1, _ => 0 }}|||||"),
            ],
            rows.Skip(1).Select(row => string.Join('|', row.Where((_, at) => at != 1).Select(cell => Guid.TryParse(cell, out _) ? "card" : cell))));
    }

    [Fact, Trait("Row", "R22"), Trait("Row", "R03")]
    public void A_column_that_stayed_from_an_earlier_format_keeps_its_title_and_what_it_asks()
    {
        var seen = FullRetro.With(place => $"Word of {place}");
        seen = seen with { Board = seen.Board with { Settings = seen.Settings with { Format = "plus-delta" } } };

        var card = Read(CsvExport.Write(seen))[1];
        var column = BoardJson.Of(seen.Board).Columns[0];

        Assert.Equal(["Went well", "What went well?"], card[2..4]);
        Assert.Equal(("Went well", "What went well?"), (column.Title, column.Prompt));
    }

    [Fact, Trait("Row", "R21"), Trait("Row", "Attack-A66")]
    public void Too_few_ratings_are_counted_and_not_shown()
    {
        var rows = Read(CsvExport.Write(FullRetro.With(place => place, answers: 4))).Where(row => row[0] == "rating" || row[1] == "mood-1").ToArray();
        Assert.Equal(2, rows.Length);
        Assert.All(rows, row => Assert.Equal(("", "4", "not shown"), (row[4], row[8], row[13])));
    }

    [Fact, Trait("Row", "R09")]
    public void Of_cards_face_down_it_has_one_s_own_alone() =>
        Assert.Equal(["mine"], Read(CsvExport.Write(FaceDown.Seen())).Where(row => row[0] == "card").Select(row => row[4]));

    [Fact]
    public void A_spreadsheet_sees_that_it_is_UTF_8() => Assert.Equal(Encoding.UTF8.Preamble, CsvExport.Write(FaceDown.Seen()).AsSpan(0, 3));

    static List<string[]> Read(byte[] csv)
    {
        using var reader = CsvReader.Create(csv, new() { HasHeader = false, AllowLineBreaksInQuotes = true, MalformedData = CsvMalformedDataHandling.Throw });
        var rows = new List<string[]>();
        while (reader.Read())
            rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetString)]);
        return rows;
    }
}
