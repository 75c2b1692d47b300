using System.Runtime.CompilerServices;

namespace OrleansRetro.Tests.Architecture;

/// <summary>A test waits for what it waits for, and gives up after a while; it never hopes that some time will do.</summary>
public sealed class NoTestSleeps
{
    // Put together here, so that this file doesn't find itself.
    static readonly string[] Sleeps = [$"{nameof(Task)}.Delay", $"{nameof(Thread)}.Sleep", $"{nameof(Thread)}.SpinWait", "WaitForTimeout" + "Async"];

    [Fact]
    public void No_file_of_these_tests_sleeps()
    {
        Assert.True(Files.Count > 100, $"Only {Files.Count} files were looked at.");
        Assert.Empty(Files.Where(file => IsAsleep(file.Value)).Select(file => file.Key));
        Assert.All(Sleeps, sleep => Assert.True(IsAsleep($"await {sleep}(100);")));
    }

    /// <summary>Playwright waits for a script in a page without end.</summary>
    [Fact]
    public void No_page_is_asked_without_an_end() =>
        Assert.Equal("Bounded.cs", Assert.Single(Files.Where(file => file.Value.Contains("." + "EvaluateAsync", StringComparison.Ordinal)).Select(file => Path.GetFileName(file.Key))));

    static Dictionary<string, string> Files { get; } = Directory
        .EnumerateFiles(Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Here())!, "..")), "*.cs", SearchOption.AllDirectories).ToDictionary(file => file, File.ReadAllText);

    static bool IsAsleep(string code) => Sleeps.Any(sleep => code.Contains(sleep, StringComparison.Ordinal));

    static string Here([CallerFilePath] string path = "") => path;
}
