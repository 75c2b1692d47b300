using OrleansRetro.EventLog;
using OrleansRetro.EventSourcing;
using OrleansRetro.Tests.Infrastructure;

namespace OrleansRetro.Tests.Log;

/// <summary>The contract over PostgreSQL.</summary>
public sealed class PostgresEventLogTests(Postgres postgres) : EventLogContract
{
    TestDatabase _database = null!;

    protected override IEventLog Open() => _database.OpenLog();

    protected override ValueTask Close(IEventLog log) => ((PostgresEventLog)log).DisposeAsync();

    public override async ValueTask InitializeAsync()
    {
        _database = await postgres.Database();
        await base.InitializeAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await _database.DisposeAsync();
    }
}
