using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using OrleansRetro.EventLog;
using OrleansRetro.EventSourcing;
using OrleansRetro.Keys;

namespace OrleansRetro.Tests.Log;

/// <summary>A primary and a standby that has whatever was acknowledged, as an operator names both.</summary>
public sealed class PostgresFailoverTests
{
    const int Writers = 8;

    static StreamWrite Write(string stream, long version) => new(stream, version, [System.Text.Encoding.UTF8.GetBytes($"{version}")], ["due"]);

    [Fact, Trait("Row", "Fault-R7")]
    public async Task A_standby_that_takes_over_has_all_that_was_acknowledged_and_whoever_comes_back_instead_of_it_acknowledges_nothing()
    {
        await using var lost = await PostgresServer.Start();
        await using var standby = await lost.Follow();
        var both = new NpgsqlConnectionStringBuilder(lost.ConnectionString("postgres"))
        {
            Host = $"127.0.0.1:{standby.Address.Port},127.0.0.1:{lost.Address.Port}",
            CommandTimeout = 3,
        };
        both.Remove("Port");
        await using var log = new PostgresEventLog(both.ConnectionString, NullLogger<PostgresEventLog>.Instance);
        await using var keys = new PostgresKeys(both.ConnectionString);
        var key = await keys.Create("round/a/1");
        var enough = new TaskCompletionSource();
        var acknowledged = 0;
        var writers = Enumerable.Range(0, Writers).Select(writer => Task.Run(async () =>
        {
            for (var version = 0L; ; version++)
                try
                {
                    await log.Append([Write($"retro/{writer}", version)]);
                    if (Interlocked.Increment(ref acknowledged) == 200)
                        enough.SetResult();
                }
                catch (UnknownOutcomeException)
                {
                    return version;
                }
        })).ToArray();
        await enough.Task.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);

        await lost.Crash();
        var ends = await Task.WhenAll(writers);
        await Assert.ThrowsAsync<UnknownOutcomeException>(() => log.Probe());
        await standby.RunTool("psql", "postgres", "-c", "SELECT pg_promote()");

        await IsBack(log);
        var last = (await Due(log))[^1].Position;
        for (var writer = 0; writer < Writers; writer++)
        {
            var stored = await log.Read($"retro/{writer}").CountAsync(TestContext.Current.CancellationToken);
            Assert.InRange(stored, ends[writer], ends[writer] + 1);
            await log.Append([Write($"retro/{writer}", stored)]);
        }
        // A cursor that somebody has from the one that is lost leads to all that is new.
        Assert.Equal(Writers, (await Due(log, last + (1L << 31))).Count);
        Assert.Equal(key, await keys.Get("round/a/1"));

        // The one that was lost comes back and takes itself for the primary.
        await lost.Run();
        await using var stale = new PostgresEventLog(both.ConnectionString.Replace($"127.0.0.1:{standby.Address.Port},", "", StringComparison.Ordinal), NullLogger<PostgresEventLog>.Instance);
        await Assert.ThrowsAsync<UnknownOutcomeException>(() => stale.Append([Write("retro/stale", 0)]));
        await log.Append([Write("retro/stale", 0)]);
        Assert.Equal(key, await keys.Get("round/a/1"));
    }

    /// <summary>As whoever is not answered asks again; the standby must be found before people lose patience.</summary>
    static async Task IsBack(PostgresEventLog log)
    {
        var since = TimeProvider.System.GetTimestamp();
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (true)
            try
            {
                await log.Probe();
                return;
            }
            catch (UnknownOutcomeException) when (TimeProvider.System.GetElapsedTime(since) < TimeSpan.FromSeconds(5))
            {
                await pace.WaitForNextTickAsync(TestContext.Current.CancellationToken);
            }
    }

    static async Task<List<StoredEvent>> Due(PostgresEventLog log, long after = 0) => await log.ReadTopic("due", after).ToListAsync(TestContext.Current.CancellationToken);
}
