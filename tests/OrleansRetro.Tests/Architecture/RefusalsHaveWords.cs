using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace OrleansRetro.Tests.Architecture;

public sealed partial class RefusalsHaveWords
{
    [Fact, Trait("Row", "R34")]
    public void Every_no_can_be_said_in_every_language()
    {
        var grains = Path.Combine(Path.GetDirectoryName(Here())!, "..", "..", "..", "grains");
        var codes = Directory.EnumerateFiles(grains, "*.cs", SearchOption.AllDirectories)
            .SelectMany(file => No().Matches(File.ReadAllText(file)))
            .SelectMany(no => Code().Matches(no.Value)).Select(code => code.Groups["code"].Value).Distinct().Order().ToArray();

        Assert.True(codes.Length > 40);
        Assert.All(Resource.Of<OrleansRetro.Words.Refusals>(), resource => Assert.Empty(codes.Except(resource.Words.Keys)));
    }

    /// <summary>Codes are given where a no is thrown, or to what throws it.</summary>
    [GeneratedRegex("""(RejectedException|Sentence)\([^;]*""")]
    private static partial Regex No();

    [GeneratedRegex(@"""(?<code>[a-z]+(-[a-z]+)*)""")]
    private static partial Regex Code();

    static string Here([CallerFilePath] string path = "") => path;
}
