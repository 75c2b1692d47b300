using OrleansRetro.EventLog;
using OrleansRetro.EventSourcing;
using OrleansRetro.Tests.Infrastructure;

namespace OrleansRetro.Tests.Log;

/// <summary>A server that dies under writers and comes back.</summary>
public sealed class PostgresCrashTests
{
    const int Writers = 16;

    static ReadOnlyMemory<byte> Event(int writer, long version) => System.Text.Encoding.UTF8.GetBytes($"{writer}.{version}");

    [Fact, Trait("Row", "Fault-R5")]
    public async Task A_killed_server_leaves_unknown_outcomes_and_all_that_was_acknowledged_and_is_met_again_without_a_restart()
    {
        await using var server = await PostgresServer.Start();
        await using var database = await TestDatabase.On(server);
        await using var log = database.OpenLog();
        for (var crash = 0; crash < 3; crash++)
        {
            var begun = await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Version(log, writer)));
            var enough = new TaskCompletionSource();
            var acknowledged = 0;
            var writers = Enumerable.Range(0, Writers).Select(writer => Task.Run(async () =>
            {
                for (var version = begun[writer]; ; version++)
                    try
                    {
                        await log.Append([new($"retro/{writer}", version, [Event(writer, version)], ["due"])]);
                        if (Interlocked.Increment(ref acknowledged) == 500)
                            enough.SetResult();
                    }
                    catch (UnknownOutcomeException)
                    {
                        return version;
                    }
            })).ToArray();
            await enough.Task.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);

            await server.Crash();

            var ends = await Task.WhenAll(writers);
            Assert.False(log.Healthy);
            await Assert.ThrowsAsync<UnknownOutcomeException>(() => log.Probe());
            await Assert.ThrowsAsync<UnknownOutcomeException>(() => Version(log, 0));
            await server.Run();

            for (var writer = 0; writer < Writers; writer++)
            {
                Assert.InRange(await Version(log, writer), ends[writer], ends[writer] + 1);
                await Resolve(() => log.Append([new($"retro/{writer}", ends[writer], [Event(writer, ends[writer])], ["due"])]));
            }
            Assert.True(log.Healthy);
        }
        await AllIsThere(log);
    }

    static async Task<long> Version(PostgresEventLog log, int writer) => await log.Read($"retro/{writer}").CountAsync(TestContext.Current.CancellationToken);

    // It is there, or it is written now; either way it is there once.
    static async Task Resolve(Func<Task> append)
    {
        try
        {
            await append();
        }
        catch (ConflictException)
        {
            // It was there.
        }
    }

    static async Task AllIsThere(PostgresEventLog log)
    {
        var count = 0;
        for (var writer = 0; writer < Writers; writer++)
        {
            var stored = await log.Read($"retro/{writer}").ToListAsync(TestContext.Current.CancellationToken);
            Assert.Equal(Enumerable.Range(1, stored.Count), stored.Select(e => (int)e.Version));
            Assert.All(stored, e => Assert.Equal(Event(writer, e.Version - 1), e.Data));
            count += stored.Count;
        }
        Assert.Equal(count, await log.ReadTopic("due").CountAsync(TestContext.Current.CancellationToken));
    }
}
