using System.Globalization;
using System.Resources;
using OrleansRetro.Retros;

namespace OrleansRetro.Words;

/// <summary>Formats in the default language, for what has no reader's language: programs and exports that many read.</summary>
public static class EnglishFormats
{
    static readonly ResourceManager Titles = new(typeof(FormatWords));

    public static string Title(string format) => Find($"{format}.title") ?? format;

    /// <summary>A column's own title, or its format's; one that stayed from an earlier format keeps the title it had there.</summary>
    public static string TitleOf(string format, Column column) => column.Title ?? OfColumn(format, column, "title") ?? column.Id.Value;

    /// <summary>What a column asks; null for one that was added.</summary>
    public static string? PromptOf(string format, Column column) => OfColumn(format, column, "prompt");

    static string? OfColumn(string format, Column column, string part) =>
        FormatNames.FormatOf(column.Id.Value, format) is { } known ? Find($"{known.Id}/{column.Id}.{part}") : null;

    static string? Find(string key) => Titles.GetString(key, CultureInfo.InvariantCulture);
}
