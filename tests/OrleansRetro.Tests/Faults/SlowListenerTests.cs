using System.Net.Sockets;
using System.Text;
using OrleansRetro.Tests.Infrastructure;

namespace OrleansRetro.Tests.Faults;

/// <summary>Somebody who listens and never reads.</summary>
public sealed class SlowListenerTests
{
    const int Changes = 2_000;

    [Fact, Trait("Row", "Fault-R23"), Trait("Row", "Attack-A9")]
    public async Task Others_hear_everything_and_memory_stays_flat()
    {
        await using var program = await RetroProgram.Start(null, ("Retro__Limits__Enabled", "false"), ("DOTNET_GCHeapHardLimit", "0xC000000"));
        using var api = new ApiClient(program.Address);
        var retro = await TestRetro.Start(api);
        var card = await retro.Facilitator.Card("0");
        await using var quick = await retro.Facilitator.Watch();
        await quick.Next("snapshot");
        await Reword(retro, card, quick);
        var before = program.Memory();

        var stuck = new List<TcpClient>();
        try
        {
            for (var listener = 0; listener < 20; listener++)
                stuck.Add(await Listen(api.Address, retro));
            await Reword(retro, card, quick);
            Assert.InRange(program.Memory() - before, long.MinValue, 64 * 1024 * 1024);
        }
        finally
        {
            foreach (var listener in stuck)
                listener.Dispose();
        }
        await using var late = await retro.Facilitator.Watch();
        Assert.StartsWith($"{Changes - 1} ", (await late.Next("snapshot")).Data.GetProperty("cards")[0].GetProperty("text").GetString(), StringComparison.Ordinal);
    }

    static async Task Reword(TestRetro retro, Guid card, EventStream quick)
    {
        var filler = new string('x', 1_900);
        for (var number = 0; number < Changes; number += 20)
        {
            foreach (var step in Enumerable.Range(number, 20))
                (await retro.Facilitator.PutCard(card, $"{step} {filler}")).Is(200);
            foreach (var step in Enumerable.Range(number, 20))
                Assert.StartsWith($"{step} ", (await quick.Change("card", card)).GetProperty("text").GetString(), StringComparison.Ordinal);
        }
    }

    static async Task<TcpClient> Listen(Uri address, TestRetro retro)
    {
        var socket = new TcpClient { ReceiveBufferSize = 4_096 };
        await socket.ConnectAsync(address.Host, address.Port, TestContext.Current.CancellationToken);
        await socket.GetStream().WriteAsync(Encoding.ASCII.GetBytes(
            $"GET /api/v1/retros/{retro.Id}/changes HTTP/1.1\r\nHost: {address.Authority}\r\nAuthorization: Bearer {retro.Facilitator.Token}\r\n\r\n"), TestContext.Current.CancellationToken);
        Assert.NotEqual(0, await socket.GetStream().ReadAsync(new byte[16], TestContext.Current.CancellationToken));
        return socket;
    }
}
