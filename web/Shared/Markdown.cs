using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Ganss.Xss;
using Markdig;
using Markdig.Parsers;
using Microsoft.AspNetCore.Components;

namespace OrleansRetro.Shared;

/// <summary>
/// The little formatting that a card may have: emphasis, lists, links, code. No headings, images or HTML; links leave the page
/// and only for the web or mail. Whatever comes out is also checked against a list of what may be there.
/// </summary>
public static class Markdown
{
    const int Longest = 8_000;
    static readonly string[] Schemes = ["http", "https", "mailto"];
    static readonly SearchValues<char> Marks = SearchValues.Create("*_~`[]<>-+.)\\:=^&");

    static readonly ConditionalWeakTable<string, string> Rendered = [];
    static readonly ConditionalWeakTable<string, string> Bare = [];
    static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);
    static readonly MarkdownPipeline Pipeline = Build();
    static readonly HtmlSanitizer Sanitizer = Strict();

    /// <summary>A text as HTML that is safe to show; rendered once for as long as the text lives.</summary>
    public static MarkupString Of(string text) => new(Rendered.GetValue(text, Render));

    /// <summary>Its words without the marks, for a line that has none; as it is where there are only marks.</summary>
    public static string Words(string text) => text.Length > Longest || text.AsSpan().IndexOfAny(Marks) < 0 ? text : Bare.GetValue(text, Strip);

    static string Strip(string text)
    {
        try
        {
            return Markdig.Markdown.ToPlainText(text, Pipeline).Trim() is { Length: > 0 } words ? words : text;
        }
        catch (ArgumentException)
        {
            return text; // nested deeper than any note is
        }
    }

    static string Render(string text) => text.Length > Longest || text.AsSpan().IndexOfAny(Marks) < 0 ? Plain(text) : Formatted(text);

    static string Formatted(string text)
    {
        try
        {
            return Sanitizer.Sanitize(Markdig.Markdown.ToHtml(text, Pipeline));
        }
        catch (ArgumentException)
        {
            return Plain(text); // nested deeper than any note is
        }
    }

    static string Plain(string text) => string.Join("<br>", text.ReplaceLineEndings("\n").Split('\n').Select(Encoder.Encode));

    static MarkdownPipeline Build()
    {
        var builder = new MarkdownPipelineBuilder().DisableHtml().UseEmphasisExtras().UseTaskLists().UseAutoLinks().UseSoftlineBreakAsHardlineBreak();
        builder.BlockParsers.RemoveAll(parser => parser is HeadingBlockParser or ThematicBreakParser or IndentedCodeBlockParser or HtmlBlockParser);
        return builder.Build();
    }

    static HtmlSanitizer Strict()
    {
        var sanitizer = new HtmlSanitizer(new HtmlSanitizerOptions
        {
            AllowedTags = new HashSet<string> { "p", "br", "strong", "em", "del", "ins", "mark", "sub", "sup", "code", "pre", "ul", "ol", "li", "blockquote", "a", "input" },
            AllowedAttributes = new HashSet<string> { "href", "type", "checked", "disabled", "start" },
            AllowedSchemes = new HashSet<string>(Schemes),
            UriAttributes = new HashSet<string> { "href" },
            AllowedCssProperties = new HashSet<string>(),
            AllowedAtRules = new HashSet<AngleSharp.Css.Dom.CssRuleType>(),
        })
        {
            KeepChildNodes = true,
        };
        sanitizer.PostProcessNode += (_, e) =>
        {
            if (e.Node is AngleSharp.Html.Dom.IHtmlAnchorElement link)
                Tame(link);
            else if (e.Node is AngleSharp.Html.Dom.IHtmlInputElement box)
                Freeze(box);
        };
        return sanitizer;
    }

    static void Tame(AngleSharp.Html.Dom.IHtmlAnchorElement link)
    {
        if (!Uri.TryCreate(link.GetAttribute("href"), UriKind.Absolute, out var address) || !Schemes.Contains(address.Scheme))
            link.RemoveAttribute("href");
        link.SetAttribute("rel", "noopener nofollow");
        link.SetAttribute("target", "_blank");
    }

    static void Freeze(AngleSharp.Html.Dom.IHtmlInputElement box)
    {
        var ticked = box.HasAttribute("checked");
        foreach (var name in box.Attributes.Select(attribute => attribute.Name).ToArray())
            box.RemoveAttribute(name);
        box.SetAttribute("type", "checkbox");
        box.SetAttribute("disabled", "");
        if (ticked)
            box.SetAttribute("checked", "");
    }
}
