using System.Text.Json;
using OrleansRetro.EventSourcing;
using OrleansRetro.Retros;
using OrleansRetro.Tests.Contracts;

namespace OrleansRetro.Tests.Cluster;

/// <summary>An activation ends at any time; the next one knows the same.</summary>
[Collection(nameof(RetroCluster)), Trait("Row", "T27")]
public sealed class ComingBack(RetroCluster cluster)
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_same_board_and_the_same_seats(bool anonymous)
    {
        var retro = await Busy(anonymous);
        var (board, seats) = (await retro.Board(), await Seats(retro));

        await retro.Reload();

        Assert.Equal(LiveRetro.Text(board), LiveRetro.Text(await retro.Board()));
        Assert.Equal(seats, await Seats(retro));
    }

    [Fact, Trait("Row", "R05")]
    public async Task Phase_timer_and_deadline_survive()
    {
        var retro = await LiveRetro.Start(cluster);
        var deadline = cluster.Time.GetUtcNow().AddMinutes(5);
        await retro.Grain.StartTimer(retro.Ana.Caller, deadline);

        await retro.Reload();

        Assert.Equal(new BoardTimer(deadline, null), (await retro.Board()).Timer);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_long_retro_comes_back_from_its_snapshot(bool anonymous)
    {
        var retro = await Busy(anonymous);
        await Rename(retro, 1_200);
        // Written after the snapshot, so that it is there.
        await Rename(retro, 1);
        var board = await retro.Board();
        await retro.Reload();

        Assert.Equal(LiveRetro.Text(board), LiveRetro.Text(await retro.Board()));
        Assert.InRange((await Snapshot(retro))!.Value.Version, 1_000, 1_300);
        await retro.Grain.Rename(retro.Ana.Caller, "And it goes on");
        Assert.Equal("And it goes on", (await retro.Board()).Settings.Title);
    }

    [Fact]
    public async Task Who_watched_a_long_retro_goes_on_where_they_were()
    {
        var retro = await LiveRetro.Start(cluster, anonymous: false);
        await Rename(retro, 800);
        var before = await retro.Board();
        await Rename(retro, 400);
        await retro.Reload();

        await using var watch = new Watcher(retro.Grain, before);
        await watch.Until(before.Version + 400);

        Assert.Equal((0, 400), (watch.Snapshots, watch.Steps.Count));
        Assert.InRange((await Snapshot(retro))!.Value.Version, 1_000, 1_205);
        Assert.Equal(LiveRetro.Text(await retro.Board()), LiveRetro.Text(watch.Board));
    }

    [Fact]
    public async Task Snapshots_are_kept_one_after_the_other_and_an_activation_ends_after_the_last()
    {
        var retro = await LiveRetro.Start(cluster);
        var late = cluster.Log.KeepNextSnapshotLate(retro.Stream);
        await Rename(retro, 1_000);
        await late.Asked;
        await Rename(retro, 1_000);
        var reload = retro.Reload();
        Assert.Null(await Snapshot(retro));

        late.Arrive();
        await reload;

        Assert.InRange((await Snapshot(retro))!.Value.Version, 1_900, 2_005);
    }

    [Fact, Trait("Row", "Fault-R16")]
    public async Task A_snapshot_that_can_not_be_read_is_not_needed()
    {
        var retro = await Busy(anonymous: false);
        var board = await retro.Board();
        await cluster.Log.SaveSnapshot(retro.Stream, 3, schema: RetroGrain.SnapshotSchema, "{\"title\":"u8.ToArray());

        await retro.Reload();

        Assert.Equal(LiveRetro.Text(board), LiveRetro.Text(await retro.Board()));
    }

    [Fact, Trait("Row", "Fault-R14"), Trait("Row", "R10")]
    public async Task Stores_that_refuse_keep_nobody_from_reading_and_are_asked_again_with_the_next_act()
    {
        var retro = await Busy(anonymous: false);
        var key = $"round/{retro.Id}/1";
        cluster.Keys.KeepOnce(key);
        await Assert.ThrowsAsync<UnknownOutcomeException>(() => retro.Enter(Phase.Commit));
        var board = await retro.Board();
        cluster.Keys.KeepOnce(key);
        await retro.Reload();

        Assert.Equal(LiveRetro.Text(board), LiveRetro.Text(await retro.Board()));
        Assert.NotNull(await cluster.Keys.Get(key));
        await retro.Grain.Rename(retro.Ana.Caller, "It goes on");
        Assert.Null(await cluster.Keys.Get(key));

        await cluster.Reminders.RemoveAll(retro.Grain.GetGrainId());
        cluster.Reminders.RefuseNext(retro.Grain.GetGrainId(), nameof(IReminderTable.UpsertRow));
        await retro.Reload();
        Assert.Equal("It goes on", (await retro.Board()).Settings.Title);
        Assert.Null(await cluster.Reminder(retro.Grain));
        await retro.Grain.Rename(retro.Ana.Caller, "And on");
        Assert.NotNull(await cluster.Reminder(retro.Grain));
    }

    [Fact, Trait("Row", "Fault-R17")]
    public async Task A_log_of_version_1_opens()
    {
        var retro = await LiveRetro.Start(cluster);
        var old = retro.Next(new($"old-{retro.Id.Value[..20]}"));
        await old.AppendElsewhere([.. Golden.Log("v1/logs/retro.jsonl")]);

        var board = await old.Board();

        Assert.Equal(("Sprint 12", Phase.Close, 58), (board.Settings.Title, board.Phase, board.Version));
        Assert.Null(board.DamagedAt);
        await Refusal.Refused("wrong-phase", () => old.Grain.AddCard(Domain.Cast.Ben, LiveRetro.NewCard(), LiveRetro.Ideas, "Too late", new("key")));
    }

    static readonly JsonSerializerOptions Fields = new() { IncludeFields = true };

    /// <summary>A retro in which everything has happened once.</summary>
    async Task<LiveRetro> Busy(bool anonymous)
    {
        var retro = await LiveRetro.Start(cluster, anonymous, hidden: true);
        var (first, second) = (await retro.Add(retro.Ana, "Pairing"), await retro.Add(retro.Ben, "Slow builds", LiveRetro.DidNot));
        await retro.Add(retro.Cleo, "Builds take long", LiveRetro.DidNot);
        await retro.Enter(Phase.Group);
        await retro.Grain.GroupCards(retro.Ben.Caller, new(Guid.NewGuid()), "Together", [first, second]);
        await retro.Grain.React(retro.Ben.Caller, first, "👍", true, retro.Ben.Token.KeyToReaction(first, "👍"));
        var note = new NoteId(Guid.NewGuid());
        await retro.Grain.AddComment(retro.Ben.Caller, note, first, "Yes", retro.Ben.KeyTo(note));
        await retro.Enter(Phase.Vote);
        foreach (var topic in (await retro.Board()).Topics().ToArray())
            await retro.Grain.SetVotes(retro.Ben.Caller, topic, 1);
        await retro.Enter(Phase.Discuss);
        await retro.Grain.OpenPoll(retro.Ana.Caller, new("lunch"), PollKind.Quick, "Lunch?", ["yes", "no"]);
        await retro.Grain.AnswerPoll(retro.Ben.Caller, new("lunch"), "yes");
        await retro.Grain.TakeNotes(retro.Ben.Caller, (await retro.Board()).Topics().First(), "Notes");
        await retro.Grain.GiveKudos(retro.Ben.Caller, note, retro.Cleo.Seat, "Thank you");
        await retro.Enter(Phase.Group);
        return retro;
    }

    static async Task Rename(LiveRetro retro, int times) => await Task.WhenAll(Enumerable.Range(1, times).Select(time => retro.Grain.Rename(retro.Ana.Caller, $"Title {time} of {times}")));

    Task<StoredSnapshot?> Snapshot(LiveRetro retro) => cluster.Log.LoadSnapshot(retro.Stream, schema: RetroGrain.SnapshotSchema);

    static async Task<string> Seats(LiveRetro retro)
    {
        var seats = await Task.WhenAll(new[] { retro.Ana, retro.Ben, retro.Cleo }.Select(retro.Seat));
        Assert.All(seats, seat => Assert.NotEmpty(seat.Cards));
        return JsonSerializer.Serialize(seats, Fields);
    }
}
