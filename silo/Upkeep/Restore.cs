using OrleansRetro.Hosting;
using OrleansRetro.Sql;

namespace OrleansRetro.Upkeep;

/// <summary>The command <c>restore</c>: a backup becomes a data directory that a program can start on.</summary>
static class Restore
{
    // More than a log can have given between the backup and its loss.
    const long Ahead = 1L << 32;

    /// <exception cref="CannotStartException">The data directory is in use or not empty, or there is no backup.</exception>
    public static int Run(SiloOptions options, string folder)
    {
        if (options.Postgres is not null)
            throw new CannotStartException("What lies in PostgreSQL is brought back with pg_restore; the README says how.");
        var backup = Files.LogIn(folder);
        using var directory = new DataDirectory(options.DataDirectory);
        Files.AssertEmpty(options.DataDirectory, "lock");
        var log = options.LogFile + ".restored";
        Files.Copy(backup, log);
        SqliteFile.Prepare(log, "log");
        MoveOn(log);
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
}
