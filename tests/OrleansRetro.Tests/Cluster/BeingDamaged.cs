using OrleansRetro.Commitments;
using OrleansRetro.EventSourcing;
using OrleansRetro.Pms;
using OrleansRetro.Retros;
using OrleansRetro.Tests.Contracts;
using static OrleansRetro.Tests.Cluster.Refusal;

namespace OrleansRetro.Tests.Cluster;

/// <summary>An event that can't be read makes one thing read-only, and no other.</summary>
[Collection(nameof(RetroCluster)), Trait("Row", "Fault-R18")]
public sealed class BeingDamaged(RetroCluster cluster)
{
    public static TheoryData<string> Damages =>
    [
        """{"$t":"from-the-future","card":"x"}""",
        """{"$t":"phase-entered","phase":"daydream","at":"2030-01-07T10:00:00Z"}""",
        """{"$t":"card-added","card":"6f1c2d9e-0a4b-4c8e-9b57-2f6f7c1d8a10"}""",
        """{"card":"6f1c2d9e-0a4b-4c8e-9b57-2f6f7c1d8a10"}""",
        "{\"$t\":\"card-a",
        "\0\0\0\0",
    ];

    [Theory, MemberData(nameof(Damages)), Trait("Row", "Fault-R16")]
    public async Task A_board_can_be_read_and_says_from_where_on_not_everything_is_known(string damage)
    {
        var retro = await LiveRetro.Start(cluster);
        var card = await retro.Add(retro.Ben, "Before");
        await retro.AppendElsewhere(damage, Stored.Text<RetroEvent>(new CardReworded(card, "After")));
        await retro.Reload();

        var board = await retro.Board();
        Assert.Equal((7, "After", 8), (board.DamagedAt, board.Cards[card].Text, board.Version));
        await using var watch = retro.Watch();
        Assert.Equal(7, (await watch.Update()).Snapshot!.DamagedAt);
        Assert.Equal("After", (await retro.Seat(retro.Ben)).Cards[card].Text);
        var no = await Assert.ThrowsAsync<RejectedException>(() => retro.Add(retro.Ben, "More"));
        Assert.Equal(("damaged", "7"), (no.Code, Assert.Single(no.Args)));
        Assert.Equal(8, (await retro.Texts()).Length);
    }

    [Fact]
    public async Task Whoever_watched_before_gets_the_board_with_its_banner()
    {
        var retro = await LiveRetro.Start(cluster);
        var seen = await retro.Board();
        await retro.AppendElsewhere("""{"$t":"from-the-future"}""");
        await retro.Reload();

        await using var watch = retro.Watch(seen);

        Assert.Equal(6, (await watch.Update()).Snapshot!.DamagedAt);
    }

    [Fact]
    public async Task A_change_that_makes_no_sense_does_not_close_the_board()
    {
        var retro = await LiveRetro.Start(cluster);
        await retro.AppendElsewhere(
            Stored.Text<RetroEvent>(new CardReworded(LiveRetro.NewCard(), "Of no card")), Stored.Text<RetroEvent>(new PollClosed(new("of-no-poll"))));
        await retro.Reload();

        Assert.Equal(7, (await retro.Board()).Version);
        await retro.Add(retro.Ben, "It goes on");
    }

    [Fact]
    public async Task A_seat_whose_event_is_lost_is_not_taken_for_another()
    {
        var retro = await LiveRetro.Start(cluster);
        await cluster.Log.Rewrite(retro.Stream, 4, "{}"u8.ToArray());
        await retro.Reload();

        Assert.Equal([retro.Ana.Seat, retro.Cleo.Seat], (await retro.Board()).Seats.Keys.OrderBy(seat => seat.Value));
        Assert.Equal(retro.Cleo.Seat, (await retro.Grain.FindSeat(retro.Cleo.Token.Hash()))!.Participant);
        Assert.Equal(retro.Cleo.Seat, (await retro.Seat(retro.Cleo)).Participant);
        await Refused("not-yours", () => retro.Seat(retro.Ben));
    }

    [Fact, Trait("Row", "R19")]
    public async Task A_damaged_promise_does_not_take_its_board_along()
    {
        var retro = await LiveRetro.Start(cluster, phase: Phase.Discuss);
        var id = new CommitmentId(Guid.NewGuid());
        await retro.Grain.ProposeAction(retro.Ana.Caller, new(id, retro.Ben.Seat, "Rest", "Rested", DateOnly.FromDateTime(cluster.Time.GetUtcNow().AddDays(7).UtcDateTime), "UTC"));
        var promise = cluster.Grains.GetGrain<ICommitmentGrain>(id.Value);
        await promise.Promise(retro.Ben.Caller);
        await cluster.Log.Rewrite($"commitment/{id}", 1, "{}"u8.ToArray());
        await cluster.Reload(promise);
        await retro.Reload();

        Assert.Empty((await retro.Grain.GetRoom(retro.Ana.Caller)).Promises);
        Assert.Null(await promise.View(retro.Ana.Caller));
        await Refused("damaged", () => promise.Deliver(retro.Ben.Caller));
    }

    [Fact]
    public async Task Somebody_whose_name_is_damaged_still_has_a_seat()
    {
        var retro = await LiveRetro.Start(cluster);
        await cluster.Log.Rewrite($"pm/{retro.Ben.Caller.Person}", 1, "{}"u8.ToArray());
        await cluster.Reload(cluster.Grains.GetGrain<IPmGrain>(retro.Ben.Caller.Person.Value));
        await retro.Reload();

        Assert.Equal("", (await retro.Board()).Seats[retro.Ben.Seat].Name);
        await retro.Add(retro.Ben, "Still here");
    }
}
