using System.Text.RegularExpressions;

namespace OrleansRetro.Tests;

/// <summary>Words that the product says in English and never in German, so that a German page that has one of them was forgotten.</summary>
static partial class EnglishWords
{
    static readonly HashSet<string> Known = [.. Of("").Except(Of("de"), StringComparer.OrdinalIgnoreCase)];

    /// <summary>Those that are in this text.</summary>
    public static IEnumerable<string> In(string text) => Word().Matches(text).Select(word => word.Value).Where(word => Known.Contains(word.ToLowerInvariant()));

    static IEnumerable<string> Of(string language) =>
        Resource.All.Where(resource => resource.Language == language).SelectMany(resource => resource.Words.Values).SelectMany(words => Word().Matches(words).Select(word => word.Value.ToLowerInvariant())).Distinct();

    [GeneratedRegex(@"\p{L}{2,}('\p{L}+)?")]
    private static partial Regex Word();
}
