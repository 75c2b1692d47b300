using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Orleans.Configuration;
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

    [Fact, Trait("Row", "Fault-R8")]
    public void It_notices_before_others_may_take_over()
    {
        var builder = Host.CreateEmptyApplicationBuilder(new());
        builder.UseOrleans(silo => silo.UsePostgres("Host=127.0.0.1"));
        using var host = builder.Build();
        var membership = host.Services.GetRequiredService<IOptions<ClusterMembershipOptions>>().Value;

        Assert.True(membership.EnableConnectionLivenessCheck);
        Assert.InRange(membership.MaxProbeTimeout * membership.NumMissedProbesLimit, Standstill.Longest + TimeSpan.FromSeconds(1), TimeSpan.MaxValue);
    }
}
