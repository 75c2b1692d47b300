using System.Globalization;
using System.Text.RegularExpressions;

namespace OrleansRetro.Retros;

/// <summary>A sentence with blanks, in the order that the reader's language gives them.</summary>
public static partial class Blanks
{
    /// <summary>A run of words, or the blank of this number.</summary>
    public readonly record struct Piece(string Text, int? Blank);

    /// <summary>"{0} will {1}." as blank 0, " will ", blank 1, ".".</summary>
    public static IReadOnlyList<Piece> In(string sentence) =>
        [.. Blank().Split(sentence).Select((part, at) => at % 2 == 1 ? new Piece("", int.Parse(part, CultureInfo.InvariantCulture)) : new(part, null))
            .Where(piece => piece.Blank is not null || piece.Text.Length > 0)];

    [GeneratedRegex(@"\{(\d)\}")]
    private static partial Regex Blank();
}
