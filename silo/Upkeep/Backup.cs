using OrleansRetro.Hosting;

namespace OrleansRetro.Upkeep;

/// <summary>The command <c>backup</c>: the log and the site's own file, taken while the program runs. Phase keys are in no backup.</summary>
static class Backup
{
    /// <exception cref="CannotStartException">The folder is not empty, or there is nothing to back up.</exception>
    public static int Take(SiloOptions options, string folder)
    {
        if (options.Postgres is not null)
            throw new CannotStartException("What lies in PostgreSQL is backed up with pg_dump; the README says how.");
        var log = Files.LogIn(options.DataDirectory);
        Files.AssertEmpty(folder);
        DataDirectory.Make(folder);
        // What the log says is true; the rest is made to fit it when it comes back. So the log is taken first, and has its name last.
        Files.Copy(log, Path.Combine(folder, "log.db.taken"));
        if (File.Exists(options.SiteFile))
            Files.Copy(options.SiteFile, Path.Combine(folder, "site.db"));
        File.Move(Path.Combine(folder, "log.db.taken"), Path.Combine(folder, "log.db"));
        using var taken = new SqliteStoredLog(Path.Combine(folder, "log.db"));
        return Verified.Read(taken).Print();
    }
}
