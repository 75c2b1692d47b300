using Microsoft.Extensions.Localization;
using OrleansRetro.Retros;

namespace OrleansRetro.Words;

/// <summary>What a format and its columns are called in the reader's language.</summary>
public static class FormatNames
{
    public static string Title(this IStringLocalizer<FormatWords> words, Format format) => words[$"{format.Id}.title"];

    /// <summary>When to choose it, in up to twelve words.</summary>
    public static string GoodFor(this IStringLocalizer<FormatWords> words, Format format) => words[$"{format.Id}.good-for"];

    public static string Title(this IStringLocalizer<FormatWords> words, Format format, string column) => words[$"{format.Id}/{column}.title"];

    /// <summary>The one question that a column asks.</summary>
    public static string Prompt(this IStringLocalizer<FormatWords> words, Format format, string column) => words[$"{format.Id}/{column}.prompt"];

    /// <summary>One good card, as a placeholder.</summary>
    public static string Example(this IStringLocalizer<FormatWords> words, Format format, string column) => words[$"{format.Id}/{column}.example"];

    /// <summary>What a column of a board asks; null where somebody added it.</summary>
    public static string? PromptOf(this IStringLocalizer<FormatWords> words, BoardSettings board, Column column) => Find(words, board, column, "prompt");

    public static string? ExampleOf(this IStringLocalizer<FormatWords> words, BoardSettings board, Column column) => Find(words, board, column, "example");

    static string? Find(IStringLocalizer<FormatWords> words, BoardSettings board, Column column, string part) =>
        Format.All.Where(format => format.Columns.Contains(column.Id.Value)).OrderByDescending(format => format.Id == board.Format)
            .Select(format => words[$"{format.Id}/{column.Id}.{part}"].Value).FirstOrDefault();
}
