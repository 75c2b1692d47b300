using OrleansRetro.EventSourcing;
using OrleansRetro.Retros;
using static OrleansRetro.Tests.Cluster.Refusal;

namespace OrleansRetro.Tests.Cluster;

[Collection(nameof(RetroCluster)), Trait("Row", "R26")]
public sealed class BeingPresent(RetroCluster cluster)
{
    [Fact]
    public async Task Everybody_who_watches_is_told_who_is_here()
    {
        var retro = await LiveRetro.Start(cluster);
        await using var watch = retro.Watch();
        await watch.Update();
        await retro.Grain.Attend(Caller.Room, "one", [retro.Ben.Seat, new(42)]);
        await retro.Grain.Attend(Caller.Room, "two", [retro.Ana.Seat]);

        await watch.Until(watcher => watcher.Room.Present.SequenceEqual([retro.Ana.Seat, retro.Ben.Seat]));

        Assert.Equal(5, (await retro.Texts()).Length);
    }

    [Fact]
    public async Task They_are_told_however_often_somebody_says_who_is_here()
    {
        var retro = await LiveRetro.Start(cluster);
        await using var watch = retro.Watch();
        await watch.Update();
        var told = watch.Until(watcher => watcher.Room.Present.SequenceEqual([retro.Ben.Seat]));

        for (var since = TimeProvider.System.GetTimestamp(); !told.IsCompleted && TimeProvider.System.GetElapsedTime(since) < RetroCluster.Patience / 2;)
            await retro.Grain.Attend(Caller.Room, "one", [retro.Ben.Seat]);

        Assert.True(told.IsCompletedSuccessfully);
    }

    [Fact, Trait("Row", "R16")]
    public async Task Signals_reach_the_room_without_a_trace_and_end_with_the_phase()
    {
        var retro = await LiveRetro.Start(cluster);
        await using var watch = retro.Watch();
        await retro.Grain.Attend(Caller.Room, "one", [retro.Ana.Seat, retro.Ben.Seat]);
        await retro.Grain.SayReady(retro.Ben.Caller, true);
        await retro.Grain.RaiseHand(retro.Ben.Caller, true);
        await retro.Grain.SetPace(retro.Cleo.Caller, -1);
        await retro.Grain.DrawSpeaker(retro.Ana.Caller, 1);
        var room = await retro.Grain.GetRoom(retro.Cleo.Caller);
        Assert.Equal((1, retro.Ben.Seat, 1, 0), (room.Ready, Assert.Single(room.Hands), room.Slower, room.Faster));
        Assert.NotNull(room.Speaker);
        Assert.True((await retro.Seat(retro.Ben)).Ready);
        await watch.Until(watcher => watcher.Room.Speaker is not null);
        Assert.Equal(5, (await retro.Texts()).Length);
        await Refused("not-facilitator", () => retro.Grain.DrawSpeaker(retro.Ben.Caller, 1));

        await retro.Enter(Phase.Group);
        await watch.Until(watcher => watcher.Room is { Ready: 0, Slower: 0, Speaker: null });
    }

    [Fact, Trait("Row", "R07")]
    public async Task Nobody_is_stranded_when_the_facilitator_is_gone_for_a_minute()
    {
        var retro = await LiveRetro.Start(cluster);
        await using var watch = retro.Watch();
        await Refused("still-facilitated", () => retro.Grain.TakeFacilitation(retro.Ben.Caller));
        for (var seconds = 0; seconds < 60; seconds += 20)
        {
            await Here(retro);
            Assert.Empty((await retro.Grain.GetRoom(retro.Ben.Caller)).Offered);
            cluster.Time.Advance(TimeSpan.FromSeconds(20));
        }
        await Here(retro);

        await watch.Until(watcher => watcher.Room.Offered.SequenceEqual([retro.Ben.Seat]));
        Assert.True((await retro.Seat(retro.Ben)).Offered);
        await Refused("still-facilitated", () => retro.Grain.TakeFacilitation(retro.Cleo.Caller));
        await retro.Grain.TakeFacilitation(retro.Ben.Caller);
        await watch.Until(watcher => watcher.Room.Offered.IsEmpty && watcher.Board.Seats[retro.Ben.Seat].Facilitator);
        await retro.Grain.EnterPhase(retro.Ben.Caller, Phase.Group);
    }

    /// <summary>Ben and Cleo are here, and the room looks round.</summary>
    static async Task Here(LiveRetro retro)
    {
        await retro.Grain.Attend(Caller.Room, "one", [retro.Ben.Seat, retro.Cleo.Seat]);
        await retro.Grain.SayReady(retro.Ben.Caller, true);
    }
}
