using System.Text.RegularExpressions;

namespace OrleansRetro.Retros;

/// <summary>
/// People's words inside a Markdown document: they stay words, whatever reads it and however many extensions it knows.
/// Only a bare web address may become a link.
/// </summary>
static partial class PlainText
{
    /// <summary>On one line.</summary>
    public static string Line(string text) => Words(text).Replace('\n', ' ');

    /// <summary>On as many lines as it has, each after the first behind <paramref name="indent"/>.</summary>
    public static string Block(string text, string indent) => Words(text).Replace("\n", "\n" + indent);

    // Attributes in braces are looked for before a backslash is.
    static string Words(string text) => Special().Replace(
        Indents().Replace(text.ReplaceLineEndings("\n"), ""), static match => match.Value == "{" ? "&#123;" : $@"\{match.Value}");

    [GeneratedRegex(@"(?<=^|\n)[ \t]+")]
    private static partial Regex Indents();

    // Anywhere: what opens emphasis, code, maths, links, tags, attributes, tables and entities.
    // At the start of a line: what opens a heading, a list, a rule, a quotation, a fence or a definition.
    [GeneratedRegex(
        """[\\`*\[\]<|{$^]|\b_\B|\B_|(?<!/)~|=(?==)|\+(?=\+)|&(?=#?\w+;)|(?<=^|\n)(?:[#>=+:-]|"(?=""))|(?<=(?:^|\n)\d{1,9})[.)](?=\s|$)""",
        RegexOptions.None, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Special();
}
