using System.Text;

namespace OrleansRetro.Retros;

/// <summary>Text as it is kept: NFC, line feeds, no control characters, no lone surrogates or noncharacters, no space around it.</summary>
static class Words
{
    public static string Clean(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return "";
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.ReplaceLineEndings("\n").EnumerateRunes())
        {
            if (rune == Rune.ReplacementChar || (rune.Value & 0xFFFE) == 0xFFFE || (Rune.IsControl(rune) && rune.Value is not ('\n' or '\t')))
                continue;
            clean.Append(rune.ToString());
        }
        return clean.ToString().Normalize(NormalizationForm.FormC).Trim();
    }
}
