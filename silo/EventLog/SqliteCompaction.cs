using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using OrleansRetro.Sql;

namespace OrleansRetro.EventLog;

/// <summary>
/// Gives the room of deleted streams back. Their rows lie there zeroed, for taking them out moves others; so it is
/// done while nobody else is here, and the whole file is written anew afterwards.
/// </summary>
static partial class SqliteCompaction
{
    /// <summary>Compacts when at least <paramref name="least"/> events are deleted and they are a third of all.</summary>
    public static void Run(string path, ILogger logger, long least = 100_000)
    {
        try
        {
            using var connection = SqliteFile.OpenWriter(path);
            var dead = connection.Number("SELECT coalesce(sum(version), 0) FROM streams WHERE deleted = 1");
            if (dead >= least && dead * 3 >= connection.Number("SELECT count(*) FROM events"))
                TakeOut(connection);
            if (connection.Number("PRAGMA user_version") == 0) return;
            // Not in memory: it is as large as the log.
            connection.Run("PRAGMA temp_store = FILE; VACUUM; PRAGMA user_version = 0");
            connection.EmptyWal();
            LogCompacted(logger, dead);
        }
        catch (SqliteException failure)
        {
            // The log is whole all the same; the next start tries again.
            LogFailure(logger, failure);
        }
    }

    static void TakeOut(SqliteConnection connection)
    {
        using var transaction = connection.BeginTransaction(deferred: false);
        connection.Run("DELETE FROM rewrites WHERE position < 0");
        connection.Run("DELETE FROM events WHERE stream IN (SELECT id FROM streams WHERE deleted = 1)");
        connection.Run("UPDATE streams SET version = 0 WHERE deleted = 1");
        // Until it is zero again, there may be copies of moved rows.
        connection.Run("PRAGMA user_version = 1");
        transaction.Commit();
    }

    [LoggerMessage(LogLevel.Information, "The event log was compacted: {Events} deleted events are out of the file")]
    static partial void LogCompacted(ILogger logger, long events);

    [LoggerMessage(LogLevel.Warning, "The event log could not be compacted")]
    static partial void LogFailure(ILogger logger, Exception failure);
}
