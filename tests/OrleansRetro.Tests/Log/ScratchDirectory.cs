using Microsoft.Extensions.Logging.Abstractions;
using OrleansRetro.EventLog;

namespace OrleansRetro.Tests.Log;

/// <summary>A directory of a test's own, gone afterwards.</summary>
sealed class ScratchDirectory : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("retro-log-").FullName;

    public SqliteEventLog OpenLog() => new(File("log.db"), NullLogger<SqliteEventLog>.Instance);

    public string File(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>Which of these bytes are in any file here. Looks at a copy: closing a file of SQLite's would drop SQLite's own locks on it.</summary>
    public async Task<bool[]> Holds(params byte[][] needles)
    {
        using var copy = new ScratchDirectory();
        await Tool.Run("cp", "-r", Path + "/.", copy.Path);
        var files = Directory.EnumerateFiles(copy.Path, "*", SearchOption.AllDirectories).Select(System.IO.File.ReadAllBytes).ToList();
        return [.. needles.Select(needle => files.Any(file => file.AsSpan().IndexOf(needle) >= 0))];
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
