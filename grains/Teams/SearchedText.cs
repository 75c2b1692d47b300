using System.Globalization;
using System.Text;

namespace OrleansRetro.Teams;

/// <summary>Texts as they are looked for: small letters without marks. Words are plain text, none is a pattern.</summary>
static class SearchedText
{
    /// <summary>So many words are looked for at most.</summary>
    const int MostWords = 20;

    public static string Of(string text)
    {
        var bare = new StringBuilder(text.Length);
        foreach (var letter in text.Normalize(NormalizationForm.FormKD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(letter) is not (UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark))
                bare.Append(char.ToLowerInvariant(letter));
        }
        return bare.Replace("ß", "ss").ToString();
    }

    public static string[] Words(string words) => [.. Of(Retros.Words.Clean(words)).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Distinct().Take(MostWords)];

    public static bool HasAll(IReadOnlyList<string> texts, string[] words) => words.All(word => texts.Any(text => text.Contains(word, StringComparison.Ordinal)));
}
