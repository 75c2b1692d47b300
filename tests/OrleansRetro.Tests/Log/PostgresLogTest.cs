using OrleansRetro.EventLog;
using OrleansRetro.EventSourcing;
using OrleansRetro.Tests.Infrastructure;

namespace OrleansRetro.Tests.Log;

/// <summary>A log of a test's own in PostgreSQL.</summary>
public abstract class PostgresLogTest(Postgres postgres) : IAsyncLifetime
{
    private protected TestDatabase Database { get; private set; } = null!;

    private protected PostgresEventLog Log { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Database = await postgres.Database();
        Log = Database.OpenLog();
    }

    public async ValueTask DisposeAsync()
    {
        await Log.DisposeAsync();
        await Database.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private protected static StreamWrite Write(long expected, string stream = "retro/a") => new(stream, expected, ["{}"u8.ToArray()]);

    private protected static async Task<long> Version(PostgresEventLog log, string stream = "retro/a") => await log.Read(stream).CountAsync(TestContext.Current.CancellationToken);
}
