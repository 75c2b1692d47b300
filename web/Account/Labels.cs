using System.Globalization;

namespace OrleansRetro.Account;

/// <summary>What people call their own things: one short line.</summary>
public static class Labels
{
    public const int Longest = 60;

    public static string Of(string? text, string otherwise)
    {
        var line = string.Concat((text ?? "").EnumerateRunes().Where(rune => System.Text.Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator))).Trim();
        if (line.Length == 0)
            return otherwise;
        return line.Length <= Longest ? line : line[..(char.IsHighSurrogate(line[Longest - 1]) ? Longest - 1 : Longest)].TrimEnd();
    }
}
