using Microsoft.Extensions.Logging.Abstractions;
using OrleansRetro.EventLog;
using OrleansRetro.Hosting;
using OrleansRetro.Sql;

namespace OrleansRetro.Upkeep;

/// <summary>The command <c>restore</c>: a backup becomes a data directory that a program can start on.</summary>
static class Restore
{
    // More than a log can have given between the backup and its loss.
    const long Ahead = 1L << 32;

    /// <param name="options">Where to.</param>
    /// <param name="folder">The backup.</param>
    /// <param name="deletionsFrom">A folder with a later log, whose deleted streams are deleted here as well; or null.</param>
    /// <exception cref="CannotStartException">The data directory is in use or not empty, or there is no backup.</exception>
    public static async Task<int> Run(SiloOptions options, string folder, string? deletionsFrom)
    {
        var backup = Files.LogIn(folder);
        var later = deletionsFrom is null ? null : Files.LogIn(deletionsFrom);
        using var directory = new DataDirectory(options.DataDirectory);
        Files.AssertEmpty(options.DataDirectory, "lock");
        var log = options.LogFile + ".restored";
        Files.Copy(backup, log);
        SqliteFile.Prepare(log, "log");
        MoveOn(log);
        if (later is not null)
            await DeleteAgain(log, later);
        if (Path.Combine(folder, "site.db") is var site && File.Exists(site))
            Files.Copy(site, options.SiteFile);
        Files.Publish(log, options.LogFile);
        using var restored = new SqliteStoredLog(options.LogFile);
        return Verified.Read(restored).Print();
    }

    /// <summary>No position that was given after the backup is given again, so whoever reads on from one misses nothing.</summary>
    static void MoveOn(string log)
    {
        using var connection = SqliteFile.OpenWriter(log);
        connection.Run("""
            INSERT INTO sqlite_sequence (name, seq) SELECT 'events', 0 WHERE NOT EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = 'events');
            UPDATE sqlite_sequence SET seq = seq + $ahead WHERE name = 'events'
            """, ("$ahead", Ahead));
        connection.EmptyWal();
    }

    static async Task DeleteAgain(string log, string later)
    {
        string[] deleted;
        using (var known = new SqliteStoredLog(later))
            deleted = [.. known.Query("SELECT name FROM streams WHERE deleted = 1", row => row.GetString(0))];
        await using var restored = new SqliteEventLog(log, NullLogger<SqliteEventLog>.Instance);
        await restored.Delete(deleted);
        Console.WriteLine($"{deleted.Length} deletions that {later} knows of hold here too.");
    }
}
