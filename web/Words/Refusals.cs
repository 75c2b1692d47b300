using System.Globalization;
using Microsoft.Extensions.Localization;
using OrleansRetro.EventSourcing;

namespace OrleansRetro.Words;

/// <summary>One sentence for each code of a rejection: what would be accepted.</summary>
public sealed class Refusals;

/// <summary>A "no" in the reader's language.</summary>
public static class RefusedSentences
{
    /// <summary>The sentence for this refusal; numbers as the reader writes them.</summary>
    public static string Sentence(this IStringLocalizer<Refusals> words, RejectedException rejected) => words[rejected.Code, [.. rejected.Args.Select(Written)]];

    static object Written(string argument) =>
        long.TryParse(argument, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number.ToString("N0", CultureInfo.CurrentCulture) : argument;
}
