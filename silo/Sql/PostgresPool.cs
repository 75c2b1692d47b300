using System.Net.Sockets;
using Npgsql;
using OrleansRetro.EventSourcing;

namespace OrleansRetro.Sql;

/// <summary>Connections that are lent out for one piece of work and given back.</summary>
/// <param name="connectionString">As the operator gave it.</param>
/// <param name="what">What is reached by them, for a sentence that it can't be.</param>
sealed class PostgresPool(string connectionString, string what) : IAsyncDisposable
{
    readonly NpgsqlDataSource _connections = new NpgsqlDataSourceBuilder(PostgresDatabase.Read(connectionString).ConnectionString).Build();

    /// <summary>Does something that may be done twice: a connection may have died while it lay idle, as all do when the server is restarted.</summary>
    /// <exception cref="UnknownOutcomeException">It can't be reached.</exception>
    public async Task<T> Use<T>(Func<NpgsqlDataSource, Task<T>> work)
    {
        try
        {
            return await work(_connections);
        }
        catch (NpgsqlException failure) when (failure.IsTransient && failure.InnerException is not TimeoutException)
        {
            // The others that lie idle have died with it.
            _connections.Clear();
        }
        catch (Exception failure) when (IsOfTheStore(failure))
        {
            throw Unreachable(failure);
        }
        try
        {
            return await work(_connections);
        }
        catch (Exception failure) when (IsOfTheStore(failure))
        {
            throw Unreachable(failure);
        }
    }

    /// <summary>One statement with its values in place of $1, $2, …</summary>
    public Task<T> Use<T>(string sql, Func<NpgsqlCommand, Task<T>> work, params object[] values) => Use(async connections =>
    {
        await using var command = connections.CreateCommand(sql);
        foreach (var value in values)
            command.Parameters.Add(new() { Value = value });
        return await work(command);
    });

    public ValueTask DisposeAsync() => _connections.DisposeAsync();

    static bool IsOfTheStore(Exception failure) => failure is NpgsqlException or TimeoutException or SocketException or IOException;

    UnknownOutcomeException Unreachable(Exception failure) => new($"The {what} can't be reached.", failure);
}
