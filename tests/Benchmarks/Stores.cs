using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using OrleansRetro.EventLog;
using OrleansRetro.Sql;

namespace OrleansRetro.Benchmarks;

/// <summary>A store to measure: bare, and through its log.</summary>
abstract class Store
{
    public abstract string Name { get; }

    /// <summary>A run on a log of its own, which is gone afterwards.</summary>
    public abstract Task<T> Fresh<T>(Func<string, Task<T>> run);

    /// <summary>The bar: nothing but writing.</summary>
    public abstract Rate Raw(string place, int batch, int streams, byte[] data, double seconds);

    public abstract GroupCommitLog Open(string place);
}

/// <summary>Files in a directory on the disk to measure.</summary>
sealed class SqliteStore(Options options) : Store
{
    public override string Name => "SQLite";

    public override Task<T> Fresh<T>(Func<string, Task<T>> run) => Rounds.Fresh(options, run);

    public override Rate Raw(string place, int batch, int streams, byte[] data, double seconds) => RawStore.Run(place, batch, streams, data, seconds);

    public override GroupCommitLog Open(string place) => new SqliteEventLog(place, NullLogger<SqliteEventLog>.Instance);
}

/// <summary>Databases of a server that is there.</summary>
sealed class PostgresStore(string server) : Store
{
    public override string Name => "PostgreSQL";

    public override async Task<T> Fresh<T>(Func<string, Task<T>> run)
    {
        var name = $"benchmark_{Guid.NewGuid():N}";
        await Say($"CREATE DATABASE {name}");
        try
        {
            var place = new NpgsqlConnectionStringBuilder(server) { Database = name }.ConnectionString;
            PostgresDatabase.Prepare(place);
            return await run(place);
        }
        finally
        {
            await Say($"DROP DATABASE {name} WITH (FORCE)");
        }
    }

    public override Rate Raw(string place, int batch, int streams, byte[] data, double seconds) => RawPostgres.Run(place, batch, streams, data, seconds);

    public override GroupCommitLog Open(string place) => new PostgresEventLog(place, NullLogger<PostgresEventLog>.Instance);

    async Task Say(string sql)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(server) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
