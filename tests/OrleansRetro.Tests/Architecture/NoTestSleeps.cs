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
        var tests = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Here())!, ".."));
        var files = Directory.EnumerateFiles(tests, "*.cs", SearchOption.AllDirectories).ToDictionary(file => Path.GetRelativePath(tests, file), File.ReadAllText);

        Assert.True(files.Count > 100, $"Only {files.Count} files were looked at.");
        Assert.Empty(files.Where(file => IsAsleep(file.Value)).Select(file => file.Key));
        Assert.All(Sleeps, sleep => Assert.True(IsAsleep($"await {sleep}(100);")));
    }

    static bool IsAsleep(string code) => Sleeps.Any(sleep => code.Contains(sleep, StringComparison.Ordinal));

    static string Here([CallerFilePath] string path = "") => path;
}
