using OrleansRetro.Api;
using OrleansRetro.Retros;
using OrleansRetro.Tests.Contracts;

namespace OrleansRetro.Tests.Cluster;

/// <summary>On anonymous boards nobody can tell when somebody wrote, or in which order.</summary>
[Collection(nameof(RetroCluster)), Trait("Row", "R10")]
public sealed class LeavingInBatches(RetroCluster cluster)
{
    [Fact]
    public async Task Cards_leave_three_at_a_time_and_answers_do_not_tell_either()
    {
        var retro = await LiveRetro.Start(cluster, anonymous: true);
        await using var watch = retro.Watch();
        await watch.Until(5);

        Assert.Equal(5, await retro.Add(retro.Ben, LiveRetro.NewCard(), "One"));
        Assert.Equal(5, await retro.Add(retro.Ben, LiveRetro.NewCard(), "Two"));
        var coming = watch.Coming;
        var board = await retro.Board();
        Assert.Equal((0, 5, false), (board.Cards.Count, board.Version, coming.IsCompleted));

        await retro.Add(retro.Cleo, LiveRetro.NewCard(), "Three");
        await watch.Update();

        Assert.Equal((3, 8), (watch.Board.Cards.Count, watch.Board.Version));
    }

    [Fact]
    public async Task Or_within_ten_seconds()
    {
        var retro = await LiveRetro.Start(cluster, anonymous: true);
        await using var watch = retro.Watch();
        await watch.Until(5);
        var card = await retro.Add(retro.Ben, "One");

        Assert.Empty((await retro.Board()).Cards);
        cluster.Time.Advance(TimeSpan.FromSeconds(10));
        await watch.Until(6);

        Assert.Equal(card, Assert.Single(watch.Board.Cards).Key);
    }

    /// <summary>Of sixty waits of any length up to ten seconds some are shorter than five and some are not.</summary>
    [Fact]
    public async Task Nobody_can_reckon_back_from_when_it_left()
    {
        var retro = await LiveRetro.Start(cluster, anonymous: true);
        await using var watch = retro.Watch();
        await watch.Until(5);
        var early = 0;
        for (var number = 1; number <= 60; number++)
        {
            await retro.Add(retro.Ben, $"Card {number}");
            cluster.Time.Advance(TimeSpan.FromSeconds(5));
            early += (await retro.Board()).Cards.Count == number ? 1 : 0;
            cluster.Time.Advance(TimeSpan.FromSeconds(5));
            await watch.Until(5 + number);
        }

        Assert.InRange(early, 1, 59);
    }

    /// <summary>Its column may be gone, it may turn, move and be grouped: it leaves with its batch all the same, and nobody is told of it before.</summary>
    [Theory, Trait("Row", "R12")]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_card_that_comes_back_waits_whatever_comes_with_it(bool columnIsGone)
    {
        var retro = await LiveRetro.Start(cluster, anonymous: true, hidden: true);
        await retro.Add(retro.Cleo, "builds are slow");
        var card = await retro.Add(retro.Ben, "slow builds", LiveRetro.Ideas);
        await retro.Grain.DeleteCard(retro.Ben.Caller, card, retro.Ben.KeyTo(card));
        await retro.Enter(Phase.Group);
        if (columnIsGone)
            await retro.Grain.RemoveColumn(retro.Ana.Caller, LiveRetro.Ideas);
        var before = LiveRetro.Text(await retro.Board());
        await using var watch = retro.Watch();
        await watch.Update();

        await retro.Grain.RestoreCard(retro.Ben.Caller, card, retro.Ben.KeyTo(card));
        await retro.Grain.MoveCard(retro.Ben.Caller, card, LiveRetro.DidNot, retro.Ben.KeyTo(card));
        Assert.Empty(await retro.Grain.SuggestGroups(retro.Cleo.Caller));
        await retro.Grain.GroupCards(retro.Ben.Caller, new(Guid.NewGuid()), null, [card]);
        Assert.Equal(before, LiveRetro.Text(await retro.Board()));

        cluster.Time.Advance(TimeSpan.FromSeconds(10));
        await watch.Until(watcher => watcher.Board.Cards.ContainsKey(card));
        Assert.Equal(("slow builds", LiveRetro.DidNot), (watch.Board.Cards[card].Text, watch.Board.Cards[card].Column));
        Assert.NotNull(watch.Board.Cards[card].Group);
    }

    [Fact]
    public async Task Each_batch_has_a_wait_of_its_own()
    {
        var retro = await LiveRetro.Start(cluster, anonymous: true);
        await using var watch = retro.Watch();
        await retro.Add(retro.Ben, "One");
        await retro.Add(retro.Ben, "Two");
        await retro.Add(retro.Cleo, "Three");
        await retro.Add(retro.Cleo, "Four");
        await watch.Until(8);
        Assert.Equal(3, (await retro.Board()).Cards.Count);

        cluster.Time.Advance(TimeSpan.FromSeconds(10));
        await watch.Until(9);

        Assert.Equal(4, watch.Board.Cards.Count);
    }

    [Fact]
    public async Task Or_when_the_phase_ends()
    {
        var retro = await LiveRetro.Start(cluster, anonymous: true, hidden: true);
        await retro.Add(retro.Ben, "One");

        await retro.Enter(Phase.Group);

        Assert.Equal("One", Assert.Single((await retro.Board()).Cards).Value.Text);
    }

    [Fact]
    public async Task Or_at_the_reveal()
    {
        var retro = await LiveRetro.Start(cluster, anonymous: true, hidden: true);
        await retro.Add(retro.Ben, "One");

        await retro.Grain.Reveal(retro.Ana.Caller, null);

        Assert.Equal("One", Assert.Single((await retro.Board()).Cards).Value.Text);
    }

    [Fact]
    public async Task Whoever_wrote_sees_it_at_once_and_nobody_else_does()
    {
        var retro = await LiveRetro.Start(cluster, anonymous: true, hidden: true);
        var card = await retro.Add(retro.Ben, "One");

        Assert.Equal("One", (await retro.Seat(retro.Ben)).Cards[card].Text);
        Assert.Empty((await retro.Seat(retro.Cleo)).Cards);
        Assert.Empty((await retro.Seat(retro.Ana)).Cards);
    }

    /// <summary>If the order of arrival mattered, 90 batches would not come in all six orders of three.</summary>
    [Fact]
    public async Task The_order_of_a_batch_is_any_order()
    {
        var retro = await LiveRetro.Start(cluster, anonymous: true);
        await using var watch = retro.Watch();
        await watch.Until(5);
        var orders = new HashSet<string>();
        for (var batch = 0; batch < 90; batch++)
        {
            List<CardId> arrived = [await retro.Add(retro.Ana, "One"), await retro.Add(retro.Ben, "Two"), await retro.Add(retro.Cleo, "Three")];
            await watch.Until(5 + (3 * (batch + 1)));
            var left = Enumerable.Range(6 + (3 * batch), 3).Select(version => Assert.IsType<CardPut>(Assert.Single(watch.Steps[version])).Id);
            orders.Add(string.Concat(left.Select(card => arrived.IndexOf(card))));
        }

        Assert.Equal(["012", "021", "102", "120", "201", "210"], orders.Order());
    }

    [Fact]
    public async Task Votes_comments_and_reactions_do_not_tell_their_moment_either()
    {
        var retro = await LiveRetro.Start(cluster, anonymous: true);
        var card = await retro.Add(retro.Ben, "One");
        await retro.Enter(Phase.Vote);
        var before = await retro.Board();

        await retro.Grain.SetVotes(retro.Ben.Caller, card, 1);
        await retro.Grain.React(retro.Ben.Caller, card, "👍", true, retro.Ben.Token.KeyToReaction(card, "👍"));
        Assert.Equal(LiveRetro.Text(before), LiveRetro.Text(await retro.Board()));

        var note = new NoteId(Guid.NewGuid());
        await retro.Grain.AddComment(retro.Cleo.Caller, note, card, "Yes", retro.Cleo.KeyTo(note));
        var after = await retro.Board();
        Assert.Equal((before.Version + 3, 1), (after.Version, after.Comments.Count));
        Assert.Null(after.Comments[note].Author);
    }

    /// <summary>Who wrote a card sees it before the others do; a reaction to it they see with everybody, or its moment would tell them whose it is.</summary>
    [Fact, Trait("Row", "R16")]
    public async Task A_reaction_reaches_the_author_of_the_card_with_its_batch()
    {
        var retro = await LiveRetro.Start(cluster, anonymous: true);
        var card = await retro.Add(retro.Ben, "One");
        await retro.Enter(Phase.Group);

        await retro.Grain.React(retro.Cleo.Caller, card, "👍", true, retro.Cleo.Token.KeyToReaction(card, "👍"));
        Assert.Equal(0, await Thumbs(retro, card));

        await using var watch = retro.Watch();
        cluster.Time.Advance(TimeSpan.FromSeconds(10));
        await watch.Until(watcher => watcher.Board.Cards.GetValueOrDefault(card)?.Reactions is not null);
        Assert.Equal(1, await Thumbs(retro, card));
    }

    /// <summary>Thumbs that the author of this card finds on it, as pages, documents and programs show them.</summary>
    static async Task<int> Thumbs(LiveRetro retro, CardId card)
    {
        var seen = await SeenRetro.By(retro.Grain, retro.Ben.Caller, retro.Ben.Token);
        Assert.Equal("One", seen.Own!.Cards[card].Text);
        var faces = new[] { seen.Own.Cards[card].Reactions, seen.CardsOf(LiveRetro.WentWell).Single().Reactions, BoardJson.Of(seen.Board, seen.Own).Cards.Single().Reactions };
        Assert.Null(faces[0]);
        return Assert.Single(faces[1..].Select(reactions => reactions?.GetValueOrDefault("👍") ?? 0).Distinct());
    }

    [Fact, Trait("Row", "R26")]
    public async Task Whoever_comes_back_after_another_activation_gets_the_board()
    {
        var retro = await LiveRetro.Start(cluster, anonymous: true);
        await retro.Add(retro.Ben, "One");
        var seen = await retro.Board();
        await retro.Reload();

        await using var watch = retro.Watch(seen);
        await watch.Update();

        Assert.Equal((1, 6, 1), (watch.Snapshots, watch.Board.Version, watch.Board.Cards.Count));
    }

    [Fact]
    public async Task The_log_ties_nobody_to_a_card_and_no_card_to_a_time()
    {
        var retro = await LiveRetro.Start(cluster, anonymous: true);
        foreach (var who in new[] { retro.Ana, retro.Ben, retro.Cleo })
            await retro.Add(who, "Words");
        var texts = (await retro.Events()).Where(@event => @event is not (SeatTaken or RetroStarted)).Select(Stored.Text).ToArray();

        Assert.Equal(4, texts.Length);
        Assert.All(new[] { retro.Ana, retro.Ben, retro.Cleo }, who => Assert.DoesNotContain(texts, text =>
            text.Contains($"{who.Caller.Person}", StringComparison.Ordinal) || text.Contains(who.Token.Hash(), StringComparison.Ordinal)));
        Assert.DoesNotContain(texts, text => text.Contains("\"at\"", StringComparison.Ordinal) || text.Contains("2030", StringComparison.Ordinal) || text.Contains("\"author\"", StringComparison.Ordinal));
    }
}
