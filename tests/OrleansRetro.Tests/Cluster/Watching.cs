using OrleansRetro.Retros;

namespace OrleansRetro.Tests.Cluster;

[Collection(nameof(RetroCluster)), Trait("Row", "R26")]
public sealed class Watching(RetroCluster cluster)
{
    [Fact]
    public async Task First_the_board_then_each_change()
    {
        var retro = await LiveRetro.Start(cluster);
        await using var watch = retro.Watch();
        var first = await watch.Update();
        Assert.Equal(LiveRetro.Text(await retro.Board()), LiveRetro.Text(first.Snapshot!));

        var card = await retro.Add(retro.Ben, "Pairing");
        await retro.Grain.RewordCard(retro.Ben.Caller, card, "Pairing helped", retro.Ben.KeyTo(card));
        await watch.Until(7);

        Assert.Equal(1, watch.Snapshots);
        Assert.Equal([6, 7], watch.Steps.Keys.Order());
        Assert.Equal(LiveRetro.Text(await retro.Board()), LiveRetro.Text(watch.Board));
    }

    [Fact]
    public async Task Whoever_comes_back_gets_what_they_missed_and_nothing_twice()
    {
        var retro = await LiveRetro.Start(cluster);
        var seen = await retro.Board();
        for (var number = 0; number < 10; number++)
            await retro.Add(retro.Ben, $"Card {number}");

        await using var watch = retro.Watch(seen);
        await watch.Until(15);

        Assert.Equal(0, watch.Snapshots);
        Assert.Equal(Enumerable.Range(6, 10).Select(version => (long)version), watch.Steps.Keys.Order());
        Assert.Equal(LiveRetro.Text(await retro.Board()), LiveRetro.Text(watch.Board));
    }

    [Fact]
    public async Task On_a_named_board_that_works_with_another_activation_too()
    {
        var retro = await LiveRetro.Start(cluster);
        var seen = await retro.Board();
        var card = await retro.Add(retro.Ben, "Pairing");
        await retro.Grain.RewordCard(retro.Ben.Caller, card, "Pairing helped", retro.Ben.KeyTo(card));
        await retro.Reload();

        await using var watch = retro.Watch(seen);
        await watch.Until(7);

        Assert.Equal((0, 2), (watch.Snapshots, watch.Steps.Count));
        Assert.Equal(LiveRetro.Text(await retro.Board()), LiveRetro.Text(watch.Board));
    }

    [Fact]
    public async Task Whoever_was_away_for_more_than_a_thousand_changes_gets_the_board()
    {
        var retro = await LiveRetro.Start(cluster);
        var seen = await retro.Board();
        await Task.WhenAll(Enumerable.Range(1, 1_024).Select(number => retro.Grain.Rename(retro.Ana.Caller, $"Title {number}")));
        await using (var inTime = retro.Watch(seen))
        {
            await inTime.Until(1_029);
            Assert.Equal((0, 1_024), (inTime.Snapshots, inTime.Steps.Count));
        }
        await retro.Grain.Rename(retro.Ana.Caller, "One more");

        await using var watch = retro.Watch(seen);
        await watch.Until(1_030);

        Assert.Equal((1, 0), (watch.Snapshots, watch.Steps.Count));
        Assert.Equal("One more", watch.Board.Settings.Title);
    }

    [Fact]
    public async Task Whoever_claims_to_come_from_the_future_gets_the_board()
    {
        var retro = await LiveRetro.Start(cluster);
        await using var watch = retro.Watch(new() { Id = retro.Id, Version = 1_000 });

        Assert.NotNull((await watch.Update()).Snapshot);
        Assert.Equal(5, watch.Board.Version);
    }

    [Fact]
    public async Task Everybody_who_watches_sees_the_same()
    {
        var retro = await LiveRetro.Start(cluster);
        await using var one = retro.Watch();
        await one.Until(5);
        await using var two = retro.Watch();

        await Task.WhenAll(Enumerable.Range(0, 20).Select(number => retro.Add(number % 2 == 0 ? retro.Ben : retro.Cleo, $"Card {number}")));
        await Task.WhenAll(one.Until(25), two.Until(25));

        Assert.Equal(LiveRetro.Text(one.Board), LiveRetro.Text(two.Board));
        Assert.Equal(Enumerable.Range(6, 20).Select(version => (long)version), one.Steps.Keys.Order());
    }

    [Fact]
    public async Task A_watch_that_ends_leaves_the_others_alone()
    {
        var retro = await LiveRetro.Start(cluster);
        await using var stays = retro.Watch();
        await using (var leaves = retro.Watch())
            await leaves.Until(5);

        await retro.Add(retro.Ben, "Pairing");
        await stays.Until(6);

        Assert.Single(stays.Board.Cards);
    }

    [Fact, Trait("Row", "R09")]
    public async Task What_lies_face_down_is_never_on_the_wire()
    {
        var retro = await LiveRetro.Start(cluster, hidden: true);
        await using var watch = retro.Watch();
        await watch.Until(5);
        var card = await retro.Add(retro.Ben, "Bens secret");
        await watch.Until(6);
        Assert.Equal((null, null), (watch.Board.Cards[card].Text, watch.Board.Cards[card].Author));
        Assert.Equal("Bens secret", (await retro.Seat(retro.Ben)).Cards[card].Text);
        Assert.Empty((await retro.Seat(retro.Ana)).Cards);

        await retro.Enter(Phase.Group);
        await watch.Until(watcher => watcher.Board.Phase == Phase.Group);

        Assert.Equal(("Bens secret", retro.Ben.Seat), (watch.Board.Cards[card].Text, watch.Board.Cards[card].Author));
        Assert.DoesNotContain(watch.Steps[6], change => change is CardPut { Text: not null });
    }

    [Fact, Trait("Row", "R12")]
    public async Task Nobody_learns_from_a_suggestion_what_lies_face_down()
    {
        var retro = await LiveRetro.Start(cluster, hidden: true);
        var (first, second) = (await retro.Add(retro.Ben, "slow builds"), await retro.Add(retro.Cleo, "builds are slow"));
        await Refusal.Refused("wrong-phase", () => retro.Grain.SuggestGroups(retro.Ana.Caller));

        await retro.Enter(Phase.Group);

        var found = Assert.Single(await retro.Grain.SuggestGroups(retro.Ana.Caller));
        Assert.Equal(new[] { first.Value, second.Value }.Order(), new[] { found.Card.Value, found.With.Value }.Order());
    }

    [Fact, Trait("Row", "R35")]
    public async Task A_change_names_only_what_it_touched()
    {
        var retro = await LiveRetro.Start(cluster);
        for (var number = 0; number < 30; number++)
            await retro.Add(retro.Ben, $"Card {number}");
        await using var watch = retro.Watch();
        await watch.Until(35);
        var card = await retro.Add(retro.Cleo, "One more");
        await watch.Until(36);

        Assert.Equal(card, Assert.IsType<CardPut>(Assert.Single(watch.Steps[36])).Id);
    }
}
