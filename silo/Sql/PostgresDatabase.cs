using System.Net.Sockets;
using Npgsql;

namespace OrleansRetro.Sql;

/// <summary>How this program meets PostgreSQL: nobody waits for ever, and no plan ever reads a whole table.</summary>
static class PostgresDatabase
{
    /// <summary>Held while the schema is brought up to date.</summary>
    public const string LockSchema = "SELECT pg_advisory_xact_lock(1380275282, 1)";

    /// <summary>Held by whoever writes to the log, from the first look to the commit: positions rise in commit order.</summary>
    public const string LockLog = "SELECT pg_advisory_xact_lock(1380275282, 2)";

    /// <summary>Every statement sees what was committed before it; what the database has for a default is no matter.</summary>
    public const string Begin = "BEGIN ISOLATION LEVEL READ COMMITTED";

    // As the migrations made it. A database that was brought back from a backup lacks it: a dump that left out its rows alone
    // would hold a lock on it from beginning to end, and no key could be destroyed meanwhile.
    const string PhaseKeys = """
        CREATE TABLE IF NOT EXISTS phase_keys (
            name text COLLATE "C" PRIMARY KEY,
            secret bytea NOT NULL CHECK (length(secret) = 32)
        )
        """;

    // Plans are made once a connection, often while the tables are empty. A writer that stops in the middle of its
    // transaction, as a frozen process does, gives the lock back to the others when the server ends its session.
    const string Settings =
        "-c plan_cache_mode=force_generic_plan -c enable_seqscan=off -c enable_hashjoin=off -c enable_mergejoin=off -c jit=off " +
        "-c lock_timeout=8s -c idle_in_transaction_session_timeout=5s";

    /// <summary>The operator's way to the database with this program's settings.</summary>
    /// <exception cref="CannotStartException">It can't be read.</exception>
    public static NpgsqlConnectionStringBuilder Read(string connectionString)
    {
        try
        {
            var read = new NpgsqlConnectionStringBuilder(connectionString)
            {
                // A commit that was cancelled while a standby was waited for would be answered as if it had succeeded.
                CancellationTimeout = -1,
                MaxPoolSize = 20,
                MaxAutoPrepare = 20,
                AutoPrepareMinUsages = 2,
                ApplicationName = "orleansretro",
            };
            (read.Timeout, read.CommandTimeout) = (AtMost(5, read.Timeout), AtMost(10, read.CommandTimeout));
            read.Options = $"{Settings} {read.Options}".TrimEnd();
            return ThePrimary(read);
        }
        catch (Exception failure) when (failure is ArgumentException or FormatException or KeyNotFoundException or NotSupportedException)
        {
            throw new CannotStartException($"ConnectionStrings__Postgres can't be read: {failure.Message}", failure);
        }
    }

    /// <summary>The connection string for those who open and pool connections themselves.</summary>
    public static string Shared(string connectionString) => ThePrimary(new(connectionString)).ConnectionString;

    // What was acknowledged a moment ago may not be on a standby yet. One that takes over is soon seen to have done so.
    static NpgsqlConnectionStringBuilder ThePrimary(NpgsqlConnectionStringBuilder read)
    {
        if (read.Host?.Contains(',', StringComparison.Ordinal) is true)
            (read.TargetSessionAttributes, read.HostRecheckSeconds) = ("primary", 1);
        return read;
    }

    /// <summary>Brings the database to its schema; of several that start at once, one does it and the others wait.</summary>
    /// <exception cref="CannotStartException">The database can't be used.</exception>
    public static void Prepare(string connectionString)
    {
        var read = Read(connectionString);
        (read.Pooling, read.Timeout, read.CommandTimeout) = (false, 3, 120);
        var name = $"The database {read.Database ?? read.Username} on {read.Host}";
        try
        {
            using var connection = new NpgsqlConnection(read.ConnectionString);
            connection.Open();
            if (connection.KeepsTimes())
                throw new CannotStartException($"{name} keeps the time of every commit, which tells when anonymous cards were written. Set track_commit_timestamp to off and restart the server.");
            using var transaction = connection.BeginTransaction();
            connection.Run("SET LOCAL lock_timeout = '60s'; SET LOCAL idle_in_transaction_session_timeout = '60s'");
            connection.Run(LockSchema);
            connection.Run("CREATE TABLE IF NOT EXISTS migrations (number bigint PRIMARY KEY, name text NOT NULL, checksum text NOT NULL)");
            Migrations.Run(connection, name, "Postgres");
            connection.Run(PhaseKeys);
            transaction.Commit();
        }
        catch (Exception failure) when (failure is NpgsqlException or TimeoutException or SocketException or IOException)
        {
            throw new CannotStartException($"{name} can't be used: {failure.Message.ReplaceLineEndings(" ").TrimEnd('.')}. Check ConnectionStrings__Postgres.", failure);
        }
    }

    /// <summary>A connection outside of every pool.</summary>
    public static NpgsqlConnection OpenWriter(string connectionString) => Open(Read(connectionString));

    /// <summary>One whose statements may take as long as a whole log takes.</summary>
    public static NpgsqlConnection OpenForUpkeep(string connectionString)
    {
        var read = Read(connectionString);
        read.CommandTimeout = 0;
        return Open(read);
    }

    static NpgsqlConnection Open(NpgsqlConnectionStringBuilder read)
    {
        read.Pooling = false;
        var connection = new NpgsqlConnection(read.ConnectionString);
        try
        {
            connection.Open();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    static bool KeepsTimes(this NpgsqlConnection connection)
    {
        using var command = new NpgsqlCommand("SHOW track_commit_timestamp", connection);
        return command.ExecuteScalar() is "on";
    }

    // 0 would be for ever.
    static int AtMost(int most, int seconds) => seconds is 0 || seconds > most ? most : seconds;

    /// <summary>Runs one statement with its values in place of $1, $2, …; answers how many rows it changed.</summary>
    public static int Run(this NpgsqlConnection connection, string sql, params ReadOnlySpan<object> values)
    {
        using var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values)
            command.Parameters.Add(new() { Value = value });
        return command.ExecuteNonQuery();
    }
}
