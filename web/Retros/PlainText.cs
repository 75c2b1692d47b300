using System.Text.RegularExpressions;

namespace OrleansRetro.Retros;

/// <summary>People's words inside a Markdown document: they stay words, whatever reads it, however many extensions it knows.</summary>
static partial class PlainText
{
    /// <summary>On one line.</summary>
    public static string Line(string text) => Words(text).Replace('\n', ' ');

    /// <summary>On as many lines as it has, each after the first behind <paramref name="indent"/>.</summary>
    public static string Block(string text, string indent) => Words(text).Replace("\n", "\n" + indent);

    /// <summary>Emphasis is left alone; links, images, tags, attributes, headings, lists, rules and fences become what they look like.</summary>
    static string Words(string text) => Special().Replace(Indents().Replace(text.ReplaceLineEndings("\n"), ""), @"\$0");

    [GeneratedRegex(@"(?<=^|\n)[ \t]+")]
    private static partial Regex Indents();

    // Anywhere: what opens code, links, tags, attributes, tables and entities. At the start of a line: what opens a block.
    [GeneratedRegex(
        """[\\`\[\]<|{}]|&(?=#?\w+;)|(?<=^|\n)(?:[#>=~+$^:-]|[*_](?=[ \t]*(?:[*_ \t]*$|[*_ \t]*\n))|\*(?=[ \t])|"(?=""))|(?<=(?:^|\n)\d{1,9})[.)](?=\s|$)""",
        RegexOptions.None, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Special();
}
