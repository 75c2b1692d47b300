using System.Globalization;
using Microsoft.Extensions.Localization;

namespace OrleansRetro.Words;

/// <summary>Words that change with a number.</summary>
public static class Plural
{
    /// <summary>The words under <paramref name="key"/> for <paramref name="n"/>, with <c>{0}</c> filled by it: "1 card", "2,000 cards".</summary>
    /// <param name="others">Numbers that the words name besides, from <c>{1}</c> on.</param>
    public static string Count(this IStringLocalizer words, string key, long n, params ReadOnlySpan<long> others) =>
        words[$"{key}.{Form(CultureInfo.CurrentUICulture, n)}", [Written(n), .. others.ToArray().Select(Written)]];

    static object Written(long n) => n.ToString("N0", CultureInfo.CurrentCulture);

    /// <summary>What is said where only the beginning of a paste fits.</summary>
    public static string Cut(this IStringLocalizer<Words> words, int most) => words["field.cut", most.ToString("N0", CultureInfo.CurrentCulture)];

    // CLDR's names. A language with other forms gets its arm here and the keys in its own resource.
    static string Form(CultureInfo language, long n) => language.TwoLetterISOLanguageName switch
    {
        _ => n is 1 ? "one" : "other",
    };
}
