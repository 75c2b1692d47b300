using System.Globalization;
using System.Text.RegularExpressions;

namespace OrleansRetro.Retros;

/// <summary>A sentence with blanks, in the order that the reader's language gives them.</summary>
public static partial class Blanks
{
    /// <summary>A run of words, or the blank of this number and the marks right behind it.</summary>
    public readonly record struct Piece(string Text, int? Blank, string Tail);

    /// <summary>"{0} will {1}." as blank 0, " will ", blank 1 with its full stop.</summary>
    public static IReadOnlyList<Piece> In(string sentence) =>
        [.. Part().Matches(sentence).Select(part => part.Groups["blank"] is { Success: true } blank
            ? new Piece("", int.Parse(blank.Value, CultureInfo.InvariantCulture), part.Groups["tail"].Value)
            : new Piece(part.Value, null, ""))];

    [GeneratedRegex(@"\{(?<blank>\d)\}(?<tail>[\p{P}]*)|[^{]+")]
    private static partial Regex Part();
}
