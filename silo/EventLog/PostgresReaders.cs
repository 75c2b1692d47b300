using Npgsql;
using OrleansRetro.EventSourcing;
using OrleansRetro.Sql;

namespace OrleansRetro.EventLog;

/// <summary>Pooled connections that only read, lent out for one query at a time.</summary>
sealed class PostgresReaders(string connectionString) : IAsyncDisposable
{
    readonly NpgsqlDataSource _connections = new NpgsqlDataSourceBuilder(PostgresDatabase.Read(connectionString).ConnectionString).Build();

    /// <summary>Runs one query and folds its rows.</summary>
    /// <exception cref="UnknownOutcomeException">The store could not be read.</exception>
    public async Task<List<T>> Query<T>(string sql, Func<NpgsqlDataReader, T> read, params object[] values)
    {
        try
        {
            return await Fill(sql, read, values);
        }
        catch (NpgsqlException failure) when (failure.IsTransient && failure.InnerException is not TimeoutException)
        {
            // The connection may have died while it lay idle, when the server was restarted.
        }
        catch (Exception failure) when (failure is NpgsqlException or TimeoutException)
        {
            throw Unread(failure);
        }
        try
        {
            return await Fill(sql, read, values);
        }
        catch (Exception failure) when (failure is NpgsqlException or TimeoutException)
        {
            throw Unread(failure);
        }
    }

    public ValueTask DisposeAsync() => _connections.DisposeAsync();

    async Task<List<T>> Fill<T>(string sql, Func<NpgsqlDataReader, T> read, object[] values)
    {
        await using var command = _connections.CreateCommand(sql);
        foreach (var value in values)
            command.Parameters.Add(new() { Value = value });
        await using var rows = await command.ExecuteReaderAsync();
        var found = new List<T>();
        while (await rows.ReadAsync())
            found.Add(read(rows));
        return found;
    }

    static UnknownOutcomeException Unread(Exception failure) => new("The event log could not be read.", failure);
}
