using OrleansRetro.Retros;

namespace OrleansRetro.Tests.Cluster;

/// <summary>In the log of an anonymous board things lie as they arrived until their phase ends, and then in any order.</summary>
[Trait("Row", "R10"), Trait("Row", "Attack-A64")]
public abstract class ForgettingWhoCameFirst(RetroCluster cluster)
{
    [Fact]
    public async Task Cards_lie_in_another_order_and_the_board_is_the_same_after_a_restart()
    {
        var retro = await LiveRetro.Start(cluster, anonymous: true, hidden: true);
        var written = new List<CardId>();
        for (var number = 0; number < 6; number++)
            foreach (var who in new[] { retro.Ana, retro.Ben, retro.Cleo })
                written.Add(await retro.Add(who, $"Card {number} of somebody"));
        await retro.Grain.RewordCard(retro.Ben.Caller, written[1], "In other words", retro.Ben.KeyTo(written[1]));
        await retro.Grain.DeleteCard(retro.Cleo.Caller, written[2], retro.Cleo.KeyTo(written[2]));
        Assert.Equal(written, await Cards(retro));

        await retro.Enter(Phase.Group);

        var lie = await Cards(retro);
        Assert.Equal(written.OrderBy(card => card.Value), lie.OrderBy(card => card.Value));
        Assert.NotEqual(written, lie);
        var board = await retro.Board();
        await retro.Reload();
        Assert.Equal(LiveRetro.Text(board with { Version = 0 }), LiveRetro.Text(await retro.Board() with { Version = 0 }));
        Assert.Equal(("In other words", false), (board.Cards[written[1]].Text, board.Cards.ContainsKey(written[2])));
    }

    [Fact]
    public async Task Also_what_was_written_before_a_restart()
    {
        var retro = await LiveRetro.Start(cluster, anonymous: true);
        var written = new List<CardId>();
        for (var number = 0; number < 8; number++)
            written.Add(await retro.Add(retro.Ben, $"Before {number}"));
        await retro.Reload();
        for (var number = 0; number < 8; number++)
            written.Add(await retro.Add(retro.Cleo, $"After {number}"));

        await retro.Enter(Phase.Group);

        // One in 12,870 times eight of each still lie apart.
        Assert.NotEmpty((await Cards(retro)).Take(8).Except(written.Take(8)));
    }

    [Fact]
    public async Task All_that_is_written_is_stored_equally_long()
    {
        var retro = await LiveRetro.Start(cluster, anonymous: true);
        var card = await retro.Add(retro.Ben, "Short");
        await retro.Add(retro.Ben, new string('x', 500));
        await retro.Grain.RewordCard(retro.Ben.Caller, card, "Less short", retro.Ben.KeyTo(card));
        await retro.Grain.DeleteCard(retro.Ben.Caller, card, retro.Ben.KeyTo(card));

        Assert.Equal(1_024, Assert.Single((await retro.Texts()).Where(text => text.Contains("\"card-", StringComparison.Ordinal)).Select(text => text.Length).Distinct()));
    }

    [Fact, Trait("Row", "R13")]
    public async Task Votes_do_so_when_the_vote_is_over_and_count_as_before()
    {
        var retro = await LiveRetro.Start(cluster);
        var (card, other) = (await retro.Add(retro.Ben, "Pairing"), await retro.Add(retro.Cleo, "Builds"));
        await retro.Enter(Phase.Vote);
        var people = await Task.WhenAll(Enumerable.Range(0, 12).Select(number => retro.Join($"Person {number}")));
        foreach (var who in people)
            await retro.Grain.SetVotes(who.Caller, card, 1);
        await retro.Grain.SetVotes(people[0].Caller, other, 2);
        var given = await Tags(retro);

        await retro.Enter(Phase.Discuss);

        Assert.NotEqual(given, await Tags(retro));
        Assert.Equal(given.Order(), (await Tags(retro)).Order());
        await retro.Reload();
        Assert.Equal((12, 2), ((await retro.Board()).Votes.Totals![card], (await retro.Board()).Votes.Totals![other]));
        Assert.Equal(0, (await retro.Seat(people[0])).VotesLeft);
    }

    /// <summary>A snapshot in the middle of a phase would hold cards whose events then lie behind it.</summary>
    [Fact, Trait("Row", "Fault-R16")]
    public async Task No_snapshot_is_kept_until_they_lie_where_they_will()
    {
        var retro = await LiveRetro.Start(cluster, anonymous: true);
        await Task.WhenAll(Enumerable.Range(0, 1_100).Select(number => retro.Add(retro.Ben, $"Card {number}")));
        await retro.Reload();
        Assert.Null(await cluster.Log.LoadSnapshot(retro.Stream, RetroGrain.SnapshotSchema));

        await retro.Enter(Phase.Group);
        await retro.Reload();

        Assert.NotNull(await cluster.Log.LoadSnapshot(retro.Stream, RetroGrain.SnapshotSchema));
        Assert.Equal(1_100, (await retro.Board()).Cards.Count);
        Assert.Equal(1_100, (await retro.Seat(retro.Ben)).Cards.Count);
    }

    static async Task<List<CardId>> Cards(LiveRetro retro) => [.. (await retro.Events()).OfType<CardAdded>().Select(card => card.Card)];

    static async Task<List<string>> Tags(LiveRetro retro) => [.. (await retro.Events()).OfType<VotesSet>().Select(vote => vote.VoterTag)];
}

[Collection(nameof(RetroCluster))]
public sealed class ForgettingWhoCameFirstInFiles(RetroCluster cluster) : ForgettingWhoCameFirst(cluster);

[Collection(nameof(RetroClusterInADatabase))]
public sealed class ForgettingWhoCameFirstInADatabase(RetroClusterInADatabase cluster) : ForgettingWhoCameFirst(cluster);
