using OrleansRetro.Hosting;
using OrleansRetro.Sql;

namespace OrleansRetro.Upkeep;

/// <summary>The command <c>move</c>: everything in a data directory, copied to the database that a cluster will share.</summary>
static class Move
{
    /// <exception cref="CannotStartException">The data directory is in use, the database holds something, or the copy means something else.</exception>
    public static int Run(SiloOptions options)
    {
        var database = options.Postgres ?? throw new CannotStartException("Where to? Set ConnectionStrings__Postgres to the database that the cluster will share.");
        var path = Files.LogIn(options.DataDirectory);
        using var directory = new DataDirectory(options.DataDirectory);
        using var log = new SqliteStoredLog(path);
        // A directory that was restored and never started on lacks them, or has them as an older program made them.
        if (File.Exists(options.SiteFile))
            SqliteFile.Prepare(options.SiteFile, "site");
        using var site = File.Exists(options.SiteFile) ? new SqliteStoredLog(options.SiteFile) : null;
        using var keys = File.Exists(options.KeysFile) ? new SqliteStoredLog(options.KeysFile) : null;
        var before = Verified.Read(log);
        if (before.Damages is not [])
            throw new CannotStartException($"{path} is damaged, and nothing was copied: {string.Join(' ', before.Damages)}");

        PostgresDatabase.Prepare(database);
        using var connection = PostgresDatabase.OpenForUpkeep(database);
        using var transaction = connection.BeginTransaction();
        connection.Run("SET LOCAL lock_timeout = '60s'; SET LOCAL idle_in_transaction_session_timeout = 0; SET LOCAL synchronous_commit = on");
        connection.Run(PostgresDatabase.LockLog);
        var target = new PostgresTarget(connection);
        target.AssertEmpty();
        target.CopyLog(log);
        var (accounts, ring) = site is null ? (0, 0) : target.CopySite(site);
        var secrets = keys is null ? 0 : target.CopyKeys(keys);
        var after = Verified.Read(new PostgresStoredLog(connection));
        if (after.State != before.State || after.Damages is not [])
            throw new CannotStartException($"The copy means something else than {path} (fingerprint {after.State}, not {before.State}), so it was taken back. {string.Join(' ', after.Damages)}");
        transaction.Commit();

        after.Print();
        Console.WriteLine($"{path} has the same fingerprint. With it went {secrets} keys of open votes, polls and links, {ring} keys that protect cookies, and {accounts} accounts.");
        Console.WriteLine($"{options.DataDirectory} is as it was. Start silos and webs with this database, and no program on that directory any more.");
        return 0;
    }
}
