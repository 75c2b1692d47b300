namespace OrleansRetro.Tests.Components;

/// <summary>Words that would be something else wherever they are not taken for words.</summary>
static class Payloads
{
    public static IReadOnlyList<string> All { get; } =
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "<svg/onload=alert(1)>",
        "</template></textarea></title><script>alert(1)</script>",
        "[x](javascript:alert(1))",
        "[x](JaVa&#x73;cript:alert(1))",
        "[x]: javascript:alert(1)\n\n[x]",
        "![t](http://tracker.example/p.gif)",
        "![v](https://www.youtube.com/watch?v=abc)",
        "<javascript:alert(1)>",
        "<http://evil.example/>",
        "hi {onclick=alert(1)}",
        "# head {style=color:red}",
        "text\n====",
        "text\n----",
        "***",
        "~~~\nfence",
        "```\nfence",
        "$$\nmath",
        "::: box\nin",
        "\"\"\"\nfigure",
        "> quoted",
        "- [x] task",
        "1. first",
        "    indented code",
        "a | b\n--|--\nc | d",
        "&lt;b&gt; &#60;i&#62; &copy;",
        "*[HTML]: abbreviation\n\nHTML",
        "[^1]: note\n\n[^1]",
        "');alert(1)//",
        "**bold** and *both* __b__ _i_ ~~s~~ ==m== snake_case_name ++i++ x^2^ H~2~O",
        "5 * 3 * 2 and $5 or $6",
        "{{constructor.constructor('alert(1)')()}}",
        "\\[x](javascript:alert(1))",
    ];
}
