using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using OrleansRetro.EventLog;
using OrleansRetro.Tests.Infrastructure;

[assembly: AssemblyFixture(typeof(Postgres))]

namespace OrleansRetro.Tests.Infrastructure;

/// <summary>One PostgreSQL server for all tests, started when the first of them asks for a database.</summary>
public sealed class Postgres : IAsyncDisposable
{
    readonly Lazy<Task<PostgresServer>> _server = new(() => PostgresServer.Start());

    public Postgres() => Shared = new(this);

    /// <summary>One installation in a database for all tests that need nothing special of it.</summary>
    public SharedCluster Shared { get; }

    /// <summary>An empty database of a test's own.</summary>
    internal async Task<TestDatabase> Database() => await TestDatabase.On(await _server.Value);

    public async ValueTask DisposeAsync()
    {
        await Shared.DisposeAsync();
        if (_server is { IsValueCreated: true, Value.IsCompletedSuccessfully: true })
            await (await _server.Value).DisposeAsync();
    }
}

/// <summary>A database, dropped afterwards.</summary>
sealed class TestDatabase : IAsyncDisposable
{
    static int _last;

    readonly string _name = $"retro_{Interlocked.Increment(ref _last)}";

    TestDatabase(PostgresServer server) => Server = server;

    public PostgresServer Server { get; }

    public string ConnectionString => Server.ConnectionString(_name);

    public static async Task<TestDatabase> On(PostgresServer server)
    {
        var database = new TestDatabase(server);
        await Run(server.ConnectionString("postgres"), $"CREATE DATABASE {database._name}");
        return database;
    }

    public PostgresEventLog OpenLog(string? by = null) => new(by ?? ConnectionString, NullLogger<PostgresEventLog>.Instance);

    /// <summary>Runs a statement beside the log; answers the first value it returns.</summary>
    public Task<object?> Run(string sql) => Run(ConnectionString, sql);

    /// <summary>A connection beside the log.</summary>
    public async Task<NpgsqlConnection> Connect()
    {
        var connection = new NpgsqlConnection(ConnectionString + ";Pooling=false");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        return connection;
    }

    /// <summary>Returns when so many wait here for a lock of somebody else's.</summary>
    public async Task Waiting(int count)
    {
        var since = TimeProvider.System.GetTimestamp();
        while (await Run("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database())") is not long found || found != count)
            Assert.True(TimeProvider.System.GetElapsedTime(since) < TimeSpan.FromSeconds(30), $"There were never {count} waiting.");
    }

    public Task Tool(string program, params string[] arguments) => Server.RunTool(program, _name, arguments);

    public async ValueTask DisposeAsync() => await Run(Server.ConnectionString("postgres"), $"DROP DATABASE {_name} WITH (FORCE)");

    static async Task<object?> Run(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(connectionString + ";Pooling=false");
        await connection.OpenAsync();
        return await connection.Run(sql);
    }
}

static class Statements
{
    public static async Task<object?> Run(this NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }
}
