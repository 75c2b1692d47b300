using OrleansRetro.EventSourcing;
using OrleansRetro.Retros;
using OrleansRetro.Tests.Contracts;

namespace OrleansRetro.Tests.Cluster;

/// <summary>What was asked has an unknown outcome; asked again, it has happened once.</summary>
[Collection(nameof(RetroCluster))]
public sealed class WhenTheLogFails(RetroCluster cluster)
{
    [Fact, Trait("Row", "Fault-R15")]
    public async Task What_was_not_written_has_not_happened_and_works_the_second_time()
    {
        var retro = await LiveRetro.Start(cluster);
        var before = LiveRetro.Text(await retro.Board());
        var card = LiveRetro.NewCard();
        cluster.Log.LoseNext(retro.Stream);

        await Unknown(() => retro.Add(retro.Ben, card, "Pairing"));
        await retro.Gone();

        Assert.Equal(before, LiveRetro.Text(await retro.Board()));
        await retro.Add(retro.Ben, card, "Pairing");
        Assert.Equal("Pairing", (await retro.Board()).Cards[card].Text);
    }

    [Fact, Trait("Row", "Fault-R6")]
    public async Task What_was_written_without_a_reply_has_happened_and_happens_once()
    {
        var retro = await LiveRetro.Start(cluster);
        var card = LiveRetro.NewCard();
        cluster.Log.LoseNextReply(retro.Stream);

        await Unknown(() => retro.Add(retro.Ben, card, "Pairing"));
        await retro.Gone();

        Assert.Equal("Pairing", (await retro.Board()).Cards[card].Text);
        Assert.Equal(6, await retro.Add(retro.Ben, card, "Pairing"));
        Assert.Single((await retro.Events()).OfType<CardAdded>());
    }

    [Fact, Trait("Row", "Fault-R6")]
    public async Task A_start_and_a_join_without_a_reply_can_be_sent_again()
    {
        var retro = await LiveRetro.Start(cluster);
        var (person, token) = LiveRetro.Anybody();
        var claim = new TakeSeat(person, true, "Dora", token.Hash(), retro.JoinCode, "");
        cluster.Log.LoseNextReply(retro.Stream);
        await Unknown(() => retro.Grain.Join(claim));
        await retro.Gone();

        Assert.Equal(4, (await retro.Grain.Join(claim)).Seat.Participant.Value);
        Assert.Equal("Dora", (await retro.Board()).Seats[new(4)].Name);

        var other = retro.Next(new($"other-{retro.Id.Value[..20]}"));
        var start = retro.Starting(new(Guid.NewGuid()), token) with { JoinCode = $"{retro.JoinCode}2" };
        cluster.Log.LoseNextReply(other.Stream);
        await Unknown(() => other.Grain.Start(start));
        await other.Gone();

        Assert.Equal(1, (await other.Grain.Start(start)).Seat.Participant.Value);
        Assert.Equal(3, (await other.Texts()).Length);
    }

    [Fact, Trait("Row", "Fault-R15")]
    public async Task Whatever_was_decided_on_it_fails_with_it()
    {
        var retro = await LiveRetro.Start(cluster);
        var held = retro.Hold();
        var card = LiveRetro.NewCard();
        var first = retro.Add(retro.Ben, card, "Pairing");
        await held.Waiting(1);
        Task[] later = [retro.Grain.RewordCard(retro.Ben.Caller, card, "Pairing helped", retro.Ben.KeyTo(card)), retro.Add(retro.Cleo, "Another card"), retro.Join("Dora")];
        await held.Waiting(4);

        held.Lose();

        await Unknown(() => first);
        foreach (var task in later)
            await Unknown(() => task);
        await retro.Gone();
        Assert.Empty((await retro.Board()).Cards);
        Assert.Equal(3, (await retro.Board()).Seats.Count);
        await retro.Add(retro.Cleo, card, "Mine after all");
    }

    [Fact, Trait("Row", "Fault-R8")]
    public async Task A_second_activation_elsewhere_wins_and_this_one_reads_what_it_wrote()
    {
        var retro = await LiveRetro.Start(cluster);
        var (theirs, ours) = (LiveRetro.NewCard(), LiveRetro.NewCard());
        await retro.AppendElsewhere(Stored.Text<RetroEvent>(new CardAdded(theirs, LiveRetro.Ideas, "Written elsewhere", retro.Cleo.Seat)));

        await Assert.ThrowsAsync<ConflictException>(() => retro.Add(retro.Ben, ours, "Written here"));
        await retro.Gone();

        Assert.Equal(7, await retro.Add(retro.Ben, ours, "Written here"));
        Assert.Equal(["Written elsewhere", "Written here"], (await retro.Board()).Cards.Values.Select(card => card.Text).Order());
    }

    [Fact, Trait("Row", "Fault-R8")]
    public async Task Of_two_that_write_at_the_same_time_one_has_written()
    {
        var retro = await LiveRetro.Start(cluster);
        var (theirs, ours) = (LiveRetro.NewCard(), LiveRetro.NewCard());
        var held = retro.Hold();
        var late = retro.Add(retro.Ben, ours, "Written here");
        await held.Waiting(1);
        await retro.AppendElsewhere(Stored.Text<RetroEvent>(new CardAdded(theirs, LiveRetro.Ideas, "Written elsewhere", retro.Cleo.Seat)));

        held.LetGo();

        await Assert.ThrowsAsync<ConflictException>(() => late);
        await retro.Gone();
        Assert.Equal(theirs, Assert.Single((await retro.Board()).Cards).Key);
        Assert.Equal(7, await retro.Add(retro.Ben, ours, "Written here"));
    }

    [Fact, Trait("Row", "R26")]
    public async Task Whoever_watches_goes_on_where_they_were()
    {
        var retro = await LiveRetro.Start(cluster);
        Board seen;
        await using (var before = retro.Watch())
        {
            await before.Until(5);
            cluster.Log.LoseNextReply(retro.Stream);
            await Unknown(() => retro.Add(retro.Ben, "Pairing"));
            await retro.Gone();
            seen = before.Board;
        }
        await using var after = retro.Watch(seen);
        await after.Until(6);

        Assert.Equal(0, after.Snapshots);
        Assert.Equal("Pairing", Assert.Single(after.Board.Cards).Value.Text);
    }

    [Fact, Trait("Row", "R02"), Trait("Row", "Fault-R6")]
    public async Task A_name_that_only_its_person_s_stream_has_is_told_to_whoever_watches_when_it_is_sent_again()
    {
        var retro = await LiveRetro.Start(cluster);
        Board seen;
        await using (var before = retro.Watch())
        {
            await before.Until(5);
            cluster.Log.LoseNext(retro.Stream);
            await Unknown(() => retro.Grain.RenameSeat(retro.Ben.Caller, "Benjamin"));
            await retro.Gone();
            seen = before.Board;
        }
        await using var after = retro.Watch(seen);

        var version = await retro.Grain.RenameSeat(retro.Ben.Caller, "Benjamin");

        await after.Until(watcher => watcher.Board.Seats[retro.Ben.Seat].Name == "Benjamin");
        Assert.Equal(0, after.Snapshots);
        Assert.Equal(version, await retro.Grain.RenameSeat(retro.Ben.Caller, "Benjamin"));
        Assert.Single(await retro.Events(), stored => stored is SeatRenamed);
    }

    static async Task Unknown(Func<Task> act) => await Assert.ThrowsAsync<UnknownOutcomeException>(act);
}
