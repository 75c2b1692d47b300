using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace OrleansRetro.Tests.Architecture;

/// <summary>No style is kept for what is on no screen.</summary>
public sealed partial class StylesAreUsed
{
    static readonly string Web = Path.Combine(Path.GetDirectoryName(Here())!, "..", "..", "..", "web");

    [Fact]
    public void Every_class_is_named_by_a_component_or_a_script()
    {
        var named = Texts("*.razor", "*.cs", "*.js").SelectMany(text => Name().Matches(text)).Select(name => name.Value).ToHashSet();
        var styled = Texts("*.css").SelectMany(text => Class().Matches(Inside().Replace(Remark().Replace(text, ""), "{"))).Select(name => name.Groups["name"].Value).Distinct().ToArray();

        Assert.True(styled.Length > 200);
        Assert.DoesNotContain(styled, name => !named.Contains(name));
    }

    static IEnumerable<string> Texts(params string[] kinds) =>
        kinds.SelectMany(kind => Directory.EnumerateFiles(Web, kind, SearchOption.AllDirectories)).Where(file => !Path.GetRelativePath(Web, file).StartsWith("obj", StringComparison.Ordinal)).Select(File.ReadAllText);

    static string Here([CallerFilePath] string path = "") => path;

    [GeneratedRegex(@"[A-Za-z][\w-]*")]
    private static partial Regex Name();

    [GeneratedRegex(@"\.(?<name>[A-Za-z][\w-]*)")]
    private static partial Regex Class();

    [GeneratedRegex(@"/\*.*?\*/", RegexOptions.Singleline)]
    private static partial Regex Remark();

    /// <summary>What stands inside a rule.</summary>
    [GeneratedRegex(@"\{[^{}]*\}")]
    private static partial Regex Inside();
}
