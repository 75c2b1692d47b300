using System.Diagnostics;
using System.Text.RegularExpressions;

namespace OrleansRetro.Tests.Security;

/// <summary>What is kept in the repository, and so in every image built from it.</summary>
public sealed partial class RepositoryTests
{
    [Fact, Trait("Row", "Attack-A75")]
    public async Task No_file_holds_a_secret()
    {
        var files = await Tracked();
        Assert.True(files.Length > 500, $"Only {files.Length} files were looked at.");
        var found = new List<string>();
        foreach (var file in files.Where(file => File.Exists(file) && new FileInfo(file).Length < 1_000_000))
            found.AddRange(Secret().Matches(await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken)).Select(secret => $"{file}: {secret.Value}"));
        Assert.Empty(found);
    }

    [Theory]
    [InlineData("-----BEGIN RSA " + "PRIVATE KEY-----"), InlineData("ort_" + "0123456789abcdefghijABCDEFGHIJ0123456789abc"), InlineData("Host=db;Username=retro;Password=" + "correct-horse")]
    [InlineData("AKIA" + "IOSFODNN7EXAMPLE"), InlineData("ghp_" + "abcdefghijklmnopqrstuvwxyz0123456789")]
    public void One_would_be_found(string secret) => Assert.Matches(Secret(), secret);

    static async Task<string[]> Tracked()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root.FullName, "OrleansRetro.sln")))
            root = root.Parent!;
        using var git = Process.Start(new ProcessStartInfo("git", ["-c", "safe.directory=*", "ls-files"]) { WorkingDirectory = root.FullName, RedirectStandardOutput = true })!;
        var names = await git.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        return [.. names.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(name => Path.Combine(root.FullName, name))];
    }

    // Private keys, this product's tokens, passwords in connection strings that are no placeholder, and tokens of services that code is kept at.
    [GeneratedRegex(@"-----BEGIN [A-Z ]*PRIVATE KEY-----|\bort_[A-Za-z0-9_-]{43}\b|Password=(?![\s""'$<{*…;.]|\\)[^\s;""']{8,}|\bAKIA[0-9A-Z]{16}\b|\bgh[pousr]_[A-Za-z0-9]{36}\b")]
    private static partial Regex Secret();
}
