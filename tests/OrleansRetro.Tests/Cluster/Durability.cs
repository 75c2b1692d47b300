using OrleansRetro.EventSourcing;
using OrleansRetro.Retros;

namespace OrleansRetro.Tests.Cluster;

/// <summary>Nobody is told anything that a power cut could take back.</summary>
[Collection(nameof(RetroCluster)), Trait("Row", "Fault-R1")]
public sealed class Durability(RetroCluster cluster)
{
    [Fact]
    public async Task Neither_a_yes_nor_a_no_nor_a_repeat_is_answered_before_what_it_stands_on_is_kept()
    {
        var retro = await LiveRetro.Start(cluster);
        var card = LiveRetro.NewCard();
        await using var watch = retro.Watch();
        await watch.Until(5);
        var held = retro.Hold();

        var yes = retro.Add(retro.Ben, card, "Pairing");
        await held.Waiting(1);
        var repeat = retro.Add(retro.Ben, card, "Pairing");
        var no = retro.Add(retro.Cleo, card, "Mine");
        var seen = watch.Coming;
        Assert.Empty((await retro.Board()).Cards);
        Assert.Empty((await retro.Seat(retro.Ben)).Cards);
        Assert.DoesNotContain(true, new[] { yes.IsCompleted, repeat.IsCompleted, no.IsCompleted, seen.IsCompleted });

        held.LetGo();

        Assert.Equal(6, await yes);
        Assert.Equal(6, await repeat);
        await Refusal.Refused("not-yours", () => no);
        await watch.Until(6);
        Assert.Equal("Pairing", watch.Board.Cards[card].Text);
    }

    [Fact]
    public async Task Nobody_sits_down_before_the_seat_is_kept()
    {
        var retro = await LiveRetro.Start(cluster);
        var held = retro.Hold();
        var joining = retro.Join("Dora");
        await held.Waiting(1);
        Assert.Equal(3, (await retro.Board()).Seats.Count);
        Assert.False(joining.IsCompleted);

        held.LetGo();

        var dora = await joining;
        Assert.Equal("Dora", (await retro.Board()).Seats[dora.Seat].Name);
    }

    [Fact]
    public async Task People_who_act_at_once_share_the_wait()
    {
        var retro = await LiveRetro.Start(cluster);
        var held = retro.Hold();
        var cards = Enumerable.Range(0, 64).Select(number => retro.Add(retro.Ben, $"Card {number}")).ToArray();
        await held.Waiting(64);
        var before = cluster.Commits;

        held.LetGo();
        await Task.WhenAll(cards);

        Assert.InRange(cluster.Commits - before, 1, 16);
        Assert.Equal(64, (await retro.Board()).Cards.Count);
        Assert.Equal(64, (await retro.Events()).OfType<CardAdded>().Select(added => added.Text).Distinct().Count());
    }

    [Fact]
    public async Task The_version_in_an_answer_is_the_one_that_everybody_sees()
    {
        var retro = await LiveRetro.Start(cluster);

        var versions = await Task.WhenAll(Enumerable.Range(0, 20).Select(number => retro.Add(retro.Ben, LiveRetro.NewCard(), $"Card {number}")));

        Assert.Equal(25, (await retro.Board()).Version);
        Assert.All(versions, version => Assert.InRange(version, 6L, 25L));
    }

    [Fact]
    public async Task Whoever_knows_an_older_board_can_be_told()
    {
        var retro = await LiveRetro.Start(cluster);
        RequestContext.Set("if-match", 4L);
        try
        {
            await Refusal.Refused("stale-version", () => retro.Add(retro.Ben, "Too late"));
            RequestContext.Set("if-match", 5L);
            await retro.Add(retro.Ben, "In time");
        }
        finally
        {
            RequestContext.Clear();
        }
        await Assert.ThrowsAsync<RejectedException>(() => retro.Add(retro.Ben, LiveRetro.NewCard(), ""));
    }

    [Theory, Trait("Row", "T27")]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Of_those_who_know_the_same_board_and_act_together_one_acts(bool anonymous)
    {
        var retro = await LiveRetro.Start(cluster, anonymous);
        var held = retro.Hold();
        var first = At(5, () => retro.Add(retro.Ben, "First"));
        await held.Waiting(1);
        var others = Enumerable.Range(0, 10).Select(number => At(5, () => retro.Add(retro.Cleo, $"Late {number}"))).ToArray();
        var afterwards = retro.Grain.Rename(retro.Ana.Caller, "Whoever names no version is never late");
        await held.Waiting(2);

        held.LetGo();

        await first;
        foreach (var other in others)
            await Refusal.Refused("stale-version", () => other);
        await afterwards;
        Assert.Equal("First", Assert.Single((await retro.Events()).OfType<CardAdded>()).Text);
    }

    static async Task At(long version, Func<Task> act)
    {
        RequestContext.Set("if-match", version);
        await act();
    }
}
