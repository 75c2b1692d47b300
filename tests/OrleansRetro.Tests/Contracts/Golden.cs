using System.Runtime.CompilerServices;
using System.Security.Cryptography;

namespace OrleansRetro.Tests.Contracts;

/// <summary>Events as earlier versions of this program wrote them. Samples are added, never edited.</summary>
static class Golden
{
    static readonly string Folder = Path.Combine(Path.GetDirectoryName(Here())!, "golden");

    /// <summary>One event, as one version wrote it.</summary>
    /// <param name="Name">Such as <c>v1/retro/card-added.anonymous.json</c>.</param>
    public sealed record Sample(string Name, string Text)
    {
        public string Feature => Name.Split('/')[1];
        public string Kind => Path.GetFileName(Name).Split('.')[0];
        public override string ToString() => Name;
    }

    public static IReadOnlyList<Sample> Samples { get; } = [.. Files("*.json").Select(file => new Sample(file, Read(file).TrimEnd('\n')))];

    /// <summary>The lines of one whole stream.</summary>
    public static IReadOnlyList<string> Log(string name) => Read(name).Split('\n', StringSplitOptions.RemoveEmptyEntries);

    public static IEnumerable<string> Files(string pattern) =>
        Directory.EnumerateFiles(Folder, pattern, SearchOption.AllDirectories).Select(file => Path.GetRelativePath(Folder, file).Replace('\\', '/')).Order(StringComparer.Ordinal);

    /// <summary>What <c>sha256sum</c> said when the samples were added.</summary>
    public static IReadOnlyDictionary<string, string> Hashes { get; } = Files("hashes.txt")
        .SelectMany(list => Log(list).Select(line => (File: $"{list.Split('/')[0]}/{line[66..]}", Hash: line[..64])))
        .ToDictionary(entry => entry.File, entry => entry.Hash);

    public static string HashOf(string file) => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Path.Combine(Folder, file))));

    static string Read(string file) => File.ReadAllText(Path.Combine(Folder, file));

    static string Here([CallerFilePath] string path = "") => path;
}
