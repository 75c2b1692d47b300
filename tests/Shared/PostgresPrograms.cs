namespace OrleansRetro.Tests;

/// <summary>The programs of PostgreSQL's package.</summary>
static class PostgresPrograms
{
    /// <summary>A program of the newest PostgreSQL here; Debian keeps them out of the way.</summary>
    public static string Find(string name) =>
        Programs.FirstOrDefault(directory => File.Exists(Path.Combine(directory, "initdb"))) is { } found ? Path.Combine(found, name)
            : throw new InvalidOperationException("PostgreSQL is missing, and these tests need its server: apt-get install postgresql");

    static IEnumerable<string> Programs =>
    [
        .. (Directory.Exists("/usr/lib/postgresql") ? Directory.GetDirectories("/usr/lib/postgresql") : [])
            .OrderByDescending(version => int.TryParse(Path.GetFileName(version), out var number) ? number : 0).Select(version => Path.Combine(version, "bin")),
        .. (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':'),
    ];
}
