using OrleansRetro.EventLog;
using OrleansRetro.EventSourcing;

namespace OrleansRetro.Tests.Log;

/// <summary>The contract over SQLite.</summary>
public sealed class SqliteEventLogTests : EventLogContract
{
    readonly ScratchDirectory _scratch = new();

    protected override IEventLog Open() => _scratch.OpenLog();

    protected override ValueTask Close(IEventLog log) => ((SqliteEventLog)log).DisposeAsync();

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _scratch.Dispose();
    }
}
