using Microsoft.Extensions.Logging.Abstractions;
using OrleansRetro.EventLog;
using OrleansRetro.Hosting;

namespace OrleansRetro.Upkeep;

/// <summary>The commands <c>deletions</c> and <c>delete</c>: what was deleted here, to be deleted from older backups that come back.</summary>
static class Deletions
{
    public static int Print(StoredLog log)
    {
        using (log)
            foreach (var stream in log.Deleted())
                Console.WriteLine(stream);
        return 0;
    }

    /// <param name="options">Where to delete.</param>
    /// <param name="list">A file as <see cref="Print"/> makes it.</param>
    /// <exception cref="CannotStartException">A line names no stream, or the data directory is in use.</exception>
    public static async Task<int> DoAgain(SiloOptions options, string list)
    {
        Files.AssertWhole(list);
        var streams = await File.ReadAllLinesAsync(list);
        if (Array.Find(streams, line => Streams.Open(line) is null || line.EndsWith('/')) is { } wrong)
            throw new CannotStartException($"'{wrong}' in {list} names no stream. Nothing was deleted.");
        if (options.Postgres is { } database)
            await DeleteFrom(new PostgresEventLog(database, NullLogger<PostgresEventLog>.Instance), streams);
        else
        {
            var path = Files.LogIn(options.DataDirectory);
            using var directory = new DataDirectory(options.DataDirectory);
            await DeleteFrom(new SqliteEventLog(path, NullLogger<SqliteEventLog>.Instance), streams);
        }
        Console.WriteLine($"{streams.Length} streams are deleted.");
        return 0;
    }

    static async Task DeleteFrom(GroupCommitLog log, string[] streams)
    {
        await using (log)
            await log.Delete(streams);
    }
}
