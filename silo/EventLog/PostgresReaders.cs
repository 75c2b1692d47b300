using Npgsql;
using OrleansRetro.EventSourcing;
using OrleansRetro.Sql;

namespace OrleansRetro.EventLog;

/// <summary>Pooled connections that only read, lent out for one query at a time.</summary>
sealed class PostgresReaders(string connectionString) : IAsyncDisposable
{
    readonly PostgresPool _pool = new(connectionString, "event log");

    /// <summary>Runs one query and folds its rows.</summary>
    /// <exception cref="UnknownOutcomeException">The store could not be read.</exception>
    public Task<List<T>> Query<T>(string sql, Func<NpgsqlDataReader, T> read, params object[] values) => _pool.Use(sql, async command =>
    {
        await using var rows = await command.ExecuteReaderAsync();
        var found = new List<T>();
        while (await rows.ReadAsync())
            found.Add(read(rows));
        return found;
    }, values);

    public ValueTask DisposeAsync() => _pool.DisposeAsync();
}
