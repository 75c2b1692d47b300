using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using OrleansRetro.EventLog;
using OrleansRetro.EventSourcing;
using OrleansRetro.Hosting;
using OrleansRetro.Tests.Infrastructure;

namespace OrleansRetro.Tests.Faults;

/// <summary>A silo whose process stood still while others went on.</summary>
public sealed class StandstillTests(Postgres postgres)
{
    [Fact, Trait("Row", "Fault-R8")]
    public async Task After_a_standstill_nothing_more_is_written_and_the_process_is_ended()
    {
        var time = new FakeTimeProvider();
        var ended = new TaskCompletionSource();
        using var standstill = new Standstill(time, ended.SetResult);
        await using var database = await postgres.Database();
        await using var log = new PostgresEventLog(database.ConnectionString, NullLogger<PostgresEventLog>.Instance, standstill);
        await log.Append([new("retro/a", 0, ["x"u8.ToArray()])]);
        Assert.False(standstill.Happened);

        time.Advance(Standstill.Longest + TimeSpan.FromMilliseconds(1));

        Assert.True(standstill.Happened);
        await Assert.ThrowsAsync<UnknownOutcomeException>(async () => await log.Append([new("retro/a", 1, ["y"u8.ToArray()])]));
        await ended.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        Assert.True(standstill.Happened);
    }
}
