using System.Buffers;
using System.Globalization;
using System.Text;

namespace OrleansRetro.Retros;

/// <summary>
/// Text as it is kept: NFC, line feeds, no control characters, no lone surrogates or noncharacters,
/// nothing that turns the direction of what follows it, no space around it.
/// Where nothing can be seen, there is no text.
/// </summary>
static class Words
{
    static readonly SearchValues<char> Plain = SearchValues.Create([.. Enumerable.Range(' ', '~' - ' ' + 1).Select(c => (char)c), '\n', '\t']);

    public static string Clean(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return "";
        if (!text.AsSpan().ContainsAnyExcept(Plain))
            return text.Trim();
        Span<char> letter = stackalloc char[2];
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.ReplaceLineEndings("\n").EnumerateRunes())
        {
            if (rune == Rune.ReplacementChar || (rune.Value & 0xFFFE) == 0xFFFE || (Rune.IsControl(rune) && rune.Value is not ('\n' or '\t')) || TurnsWhatFollows(rune))
                continue;
            clean.Append(letter[..rune.EncodeToUtf16(letter)]);
        }
        var tidy = clean.ToString().Normalize(NormalizationForm.FormC).Trim();
        return tidy.EnumerateRunes().Any(IsSeen) ? tidy : "";
    }

    /// <summary>A clean text that says something and isn't too long.</summary>
    /// <exception cref="RejectedException"><paramref name="whenEmpty"/>, or <c>text-too-long</c> with <paramref name="longest"/></exception>
    public static string Sentence(string? text, string whenEmpty, int longest)
    {
        var clean = Clean(text);
        return clean.Length == 0 ? throw new RejectedException(whenEmpty)
            : clean.Length <= longest ? clean
            : throw new RejectedException("text-too-long", longest.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>A clean name in one line, without letters that can't be seen and would make two of it that look alike. Joiners stay where scripts and emoji need them.</summary>
    public static string Name(string? text)
    {
        var runes = Clean(text).ReplaceLineEndings(" ").EnumerateRunes().ToArray();
        var name = new StringBuilder();
        for (var at = 0; at < runes.Length; at++)
        {
            var isJoiner = runes[at].Value is 0x200C or 0x200D && at > 0 && at + 1 < runes.Length && IsJoined(runes[at - 1]) && IsJoined(runes[at + 1]);
            if (isJoiner || (!IsBlank(runes[at]) && runes[at].Value != 0x034F && Rune.GetUnicodeCategory(runes[at]) != UnicodeCategory.Format))
                name.Append(runes[at].ToString());
        }
        return Clean(name.ToString());
    }

    /// <summary>Letters from Arabic to those of India and South-East Asia, and emoji with their tones and variants.</summary>
    static bool IsJoined(Rune rune) => rune.Value is (>= 0x0600 and < 0x1100) or (>= 0x1700 and < 0x1D00) or (>= 0x2190 and < 0x2800) or 0xFE0F or (>= 0x1F000 and < 0x20000);

    /// <summary>Embeddings, overrides and isolates, which reach beyond the text they stand in.</summary>
    static bool TurnsWhatFollows(Rune rune) => rune.Value is (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069);

    /// <summary>Letters that are drawn as nothing: the fillers of Hangul, and the empty pattern of Braille.</summary>
    static bool IsBlank(Rune rune) => rune.Value is 0x115F or 0x1160 or 0x3164 or 0xFFA0 or 0x2800;

    static bool IsSeen(Rune rune) => !IsBlank(rune) && Rune.GetUnicodeCategory(rune) is not
        (UnicodeCategory.Format or UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        or UnicodeCategory.Control or UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark);
}
