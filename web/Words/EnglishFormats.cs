using System.Globalization;
using System.Resources;
using OrleansRetro.Retros;

namespace OrleansRetro.Words;

/// <summary>Formats in the default language, for what has no reader's language: programs and exports that many read.</summary>
public static class EnglishFormats
{
    static readonly ResourceManager Titles = new(typeof(FormatWords));

    public static string Title(string format) => Find($"{format}.title") ?? format;

    /// <summary>A column's title; one that stayed from an earlier format keeps the title it had there.</summary>
    public static string ColumnTitle(string format, string column) =>
        Find($"{format}/{column}.title")
        ?? Format.All.Where(other => other.Columns.Contains(column)).Select(other => Find($"{other.Id}/{column}.title")).FirstOrDefault()
        ?? column;

    public static string? Prompt(string format, string column) => Find($"{format}/{column}.prompt");

    static string? Find(string key) => Titles.GetString(key, CultureInfo.InvariantCulture);
}
