using Microsoft.Data.Sqlite;

namespace OrleansRetro.Sql;

/// <summary>How this program opens SQLite: durable on every commit, and forgetting what it deletes.</summary>
static class SqliteFile
{
    // 3.51.2 and older can corrupt a database whose WAL is reset while another connection writes.
    static readonly Version Oldest = new(3, 51, 3);

    /// <summary>Bytes in a page of every file made here.</summary>
    public const int Page = 4096;

    /// <summary>Brings a file to its schema and leaves nothing in its WAL; makes it if there is none.</summary>
    /// <exception cref="CannotStartException">The file can't be used.</exception>
    public static void Prepare(string path, string database)
    {
        try
        {
            if (!File.Exists(path))
            {
                // Made apart and moved here whole, so that an empty file is always damage and never a start cut short.
                var made = path + ".new";
                File.Delete(made);
                Migrate(made, database);
                File.Move(made, path);
            }
            if (new FileInfo(path).Length == 0)
                throw new CannotStartException($"{path} is empty. Restore it from a backup, or remove it to begin anew.");
            Migrate(path, database);
        }
        catch (Exception failure) when (failure is SqliteException or IOException or UnauthorizedAccessException)
        {
            throw new CannotStartException($"{path} can't be opened: {failure.Message}", failure);
        }
    }

    static void Migrate(string path, string database)
    {
        using var connection = OpenWriter(path);
        var version = connection.ServerVersion;
        if (Version.Parse(version) < Oldest)
            throw new CannotStartException($"SQLite {version} is too old: {Oldest} is the first without the WAL-reset bug.");
        using (var transaction = connection.BeginTransaction(deferred: false))
        {
            connection.Run("CREATE TABLE IF NOT EXISTS migrations (number INTEGER PRIMARY KEY, name TEXT NOT NULL, checksum TEXT NOT NULL) STRICT");
            Migrations.Run(connection, path, "Sqlite", database);
            transaction.Commit();
        }
        connection.EmptyWal();
    }

    public static SqliteConnection OpenWriter(string path) => Open(path, SqliteOpenMode.ReadWriteCreate, $"""
        PRAGMA page_size = {Page};
        PRAGMA journal_mode = WAL;
        PRAGMA synchronous = FULL;
        PRAGMA wal_autocheckpoint = 4000;
        PRAGMA secure_delete = ON;
        """);

    public static SqliteConnection OpenReader(string path) => Open(path, SqliteOpenMode.ReadOnly, "PRAGMA query_only = ON;");

    /// <summary>A connection for <c>VACUUM INTO</c>, which writes elsewhere and therefore isn't a query; what it writes is synced.</summary>
    public static SqliteConnection OpenToCopy(string path) => Open(path, SqliteOpenMode.ReadOnly, "PRAGMA synchronous = FULL;");

    /// <summary>The connection string for those who open and pool connections themselves.</summary>
    public static string Shared(string path) =>
        new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadWrite, ForeignKeys = true, DefaultTimeout = 5 }.ToString();

    static SqliteConnection Open(string path, SqliteOpenMode mode, string settings)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = path,
            Mode = mode,
            Pooling = false,
            ForeignKeys = true,
            // The driver tries again for this long after SQLite's own wait is over.
            DefaultTimeout = 1,
        }.ToString());
        try
        {
            connection.Open();
            connection.Run("PRAGMA busy_timeout = 5000; PRAGMA mmap_size = 0; PRAGMA temp_store = MEMORY;");
            connection.Run(settings);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Moves the WAL into the file and cuts it to nothing, so that bytes deleted before are in neither.</summary>
    /// <returns>False when a reader was in the way.</returns>
    public static bool EmptyWal(this SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA wal_checkpoint(TRUNCATE)";
        using var row = command.ExecuteReader();
        return row.Read() && row.GetInt64(0) == 0;
    }

    public static void Run(this SqliteConnection connection, string sql, params ReadOnlySpan<(string Name, object Value)> values)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in values)
            command.Parameters.AddWithValue(name, value);
        command.ExecuteNonQuery();
    }

    public static long Number(this SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return (long)command.ExecuteScalar()!;
    }
}
