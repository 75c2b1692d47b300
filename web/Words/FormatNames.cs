using Microsoft.Extensions.Localization;
using OrleansRetro.Retros;

namespace OrleansRetro.Words;

/// <summary>What a format and its columns are called in the reader's language.</summary>
public static class FormatNames
{
    public static string Title(this IStringLocalizer<FormatWords> words, Format format) => words[$"{format.Id}.title"];

    /// <summary>When to choose it, in up to twelve words.</summary>
    public static string GoodFor(this IStringLocalizer<FormatWords> words, Format format) => words[$"{format.Id}.good-for"];

    /// <summary>A column's own title, or its format's; one that stayed from an earlier format keeps the title it had there.</summary>
    public static string TitleOf(this IStringLocalizer<FormatWords> words, BoardSettings settings, Column column) =>
        column.Title ?? words.OfColumn(settings, column, "title") ?? column.Id.Value;

    public static string TitleOf(this IStringLocalizer<FormatWords> words, BoardSettings settings, ColumnId column) =>
        words.TitleOf(settings, settings.Columns.FirstOrDefault(known => known.Id == column) ?? new(column));

    /// <summary>What a column asks; null for one that was added.</summary>
    public static string? PromptOf(this IStringLocalizer<FormatWords> words, BoardSettings settings, Column column) => column.Prompt ?? words.OfColumn(settings, column, "prompt");

    /// <summary>One good card for a column; null for one that was added.</summary>
    public static string? ExampleOf(this IStringLocalizer<FormatWords> words, BoardSettings settings, Column column) => words.OfColumn(settings, column, "example");

    /// <summary>The format that a column is of: the one in use, or an earlier one that it stayed from; null for one that was added.</summary>
    public static Format? FormatOf(string column, string used) =>
        Format.All.Where(format => format.Columns.Contains(column)).OrderBy(format => format.Id != used).FirstOrDefault();

    static string? OfColumn(this IStringLocalizer<FormatWords> words, BoardSettings settings, Column column, string part) =>
        FormatOf(column.Id.Value, settings.Format) is { } format ? words[$"{format.Id}/{column.Id}.{part}"].Value : null;
}
