using OrleansRetro.Commitments;
using OrleansRetro.EventSourcing;
using OrleansRetro.Retros;
using static OrleansRetro.Tests.Cluster.Refusal;

namespace OrleansRetro.Tests.Cluster;

[Collection(nameof(RetroCluster)), Trait("Row", "R01")]
public sealed class Expiring(RetroCluster cluster)
{
    [Fact]
    public async Task A_board_is_kept_for_fourteen_days_and_then_gone_without_a_trace()
    {
        var retro = await LiveRetro.Start(cluster);
        var invite = await retro.Grain.GetInvite(retro.Ana.Caller);
        cluster.Time.Advance(TimeSpan.FromDays(13.9));
        await Remind(retro);
        Assert.Equal(5, (await retro.Board()).Version);

        cluster.Time.Advance(TimeSpan.FromDays(0.1));
        await Remind(retro);
        await retro.Gone();

        Assert.Empty(await retro.Texts());
        await Refused("not-found", () => retro.Board());
        Assert.Null(await cluster.Grains.GetGrain<IInviteGrain>(Secret.Hash(invite.Token)).Retro());
        Assert.Null(await cluster.Keys.Get($"invite/{retro.Id}/{retro.JoinCode}"));
        await Assert.ThrowsAsync<StreamDeletedException>(() => retro.Grain.Start(retro.Starting(new(Guid.NewGuid()), retro.Ana.Token)));
    }

    [Fact]
    public async Task A_reminder_is_armed_for_it_and_goes_with_it()
    {
        var retro = await LiveRetro.Start(cluster, phase: Phase.Close);
        Assert.NotNull(await cluster.Reminder(retro.Grain));
        var next = retro.Next(await retro.Grain.StartNext(retro.Ben.Caller, new(Guid.NewGuid().ToString("N")), retro.Starting(retro.Ben.Caller.Person, retro.Ben.Token) with { JoinCode = $"{Guid.NewGuid():N}" }));

        Assert.NotNull(await cluster.Reminder(next.Grain));
        await retro.Grain.Delete(retro.Ana.Caller);

        Assert.Null(await cluster.Reminder(retro.Grain));
    }

    [Fact]
    public async Task The_days_count_from_its_last_phase()
    {
        var retro = await LiveRetro.Start(cluster);
        cluster.Time.Advance(TimeSpan.FromDays(13));
        await retro.Enter(Phase.Group);
        cluster.Time.Advance(TimeSpan.FromDays(13));

        await Remind(retro);

        Assert.Equal(cluster.Time.GetUtcNow().AddDays(1), (await retro.Board()).Settings.KeptUntil);
    }

    [Fact, Trait("Row", "R19")]
    public async Task A_board_with_an_open_promise_stays_until_it_is_settled()
    {
        var retro = await LiveRetro.Start(cluster, phase: Phase.Discuss);
        var id = new CommitmentId(Guid.NewGuid());
        await retro.Grain.ProposeAction(retro.Ana.Caller, new(id, retro.Ben.Seat, "Rest", "Rested", DateOnly.FromDateTime(cluster.Time.GetUtcNow().AddDays(30).UtcDateTime), "UTC"));
        cluster.Time.Advance(TimeSpan.FromDays(15));
        await Remind(retro);
        Assert.Single((await retro.Board()).Settings.Actions);

        await cluster.Grains.GetGrain<ICommitmentGrain>(id.Value).Decline(retro.Ben.Caller);
        await Remind(retro);
        await retro.Gone();

        await Refused("not-found", () => retro.Board());
        Assert.Equal(CommitmentStatus.Declined, (await cluster.Grains.GetGrain<ICommitmentGrain>(id.Value).View(retro.Ben.Caller))!.Status);
    }

    [Fact, Trait("Row", "R01")]
    public async Task A_sample_waits_for_nothing_that_it_invented()
    {
        var sample = await LiveRetro.Start(cluster, phase: Phase.Discuss, sample: true);
        var id = new CommitmentId(Guid.NewGuid());
        await sample.Grain.ProposeAction(sample.Ana.Caller, new(id, sample.Ben.Seat, "Rest", "Rested", DateOnly.FromDateTime(cluster.Time.GetUtcNow().AddDays(30).UtcDateTime), "UTC"));
        cluster.Time.Advance(TimeSpan.FromDays(15));

        await Remind(sample);
        await sample.Gone();

        await Refused("not-found", () => sample.Board());
        await cluster.Gone(cluster.Grains.GetGrain<ICommitmentGrain>(id.Value));
        Assert.Null(await cluster.Grains.GetGrain<ICommitmentGrain>(id.Value).View(Caller.Room));
    }

    [Fact, Trait("Row", "R10")]
    public async Task With_the_board_go_its_keys()
    {
        var retro = await LiveRetro.Start(cluster);
        var card = await retro.Add(retro.Ben, "Pairing");
        await retro.Enter(Phase.Vote);
        await retro.Grain.SetVotes(retro.Ben.Caller, card, 1);
        await retro.Grain.OpenPoll(retro.Ana.Caller, new("lunch"), PollKind.Quick, "Lunch?", ["yes", "no"]);
        await retro.Grain.AnswerPoll(retro.Ben.Caller, new("lunch"), "yes");

        await retro.Grain.Delete(retro.Ana.Caller);

        Assert.Null(await cluster.Keys.Get($"round/{retro.Id}/1"));
        Assert.Null(await cluster.Keys.Get($"poll/{retro.Id}/lunch"));
    }

    [Fact, Trait("Row", "Fault-R31")]
    public async Task A_reminder_that_comes_while_the_retro_moves_ends_it_once()
    {
        var retro = await LiveRetro.Start(cluster, phase: Phase.Vote);
        await retro.Grain.OpenPoll(retro.Ana.Caller, new("lunch"), PollKind.Quick, "Lunch?", ["yes", "no"]);
        await retro.Grain.AnswerPoll(retro.Ben.Caller, new("lunch"), "yes");
        cluster.Time.Advance(TimeSpan.FromDays(15));
        var late = cluster.Log.DeleteNextLate(retro.Stream);

        // The first finds it here, the second on its way elsewhere, the third where it went; and another silo that took it for its own was quicker.
        var first = Remind(retro);
        await late.Asked;
        var moving = cluster.Reload(retro.Grain);
        var second = Remind(retro);
        await cluster.Elsewhere.Delete(retro.Stream);
        late.Arrive();
        await Task.WhenAll(first, moving, second);
        await Remind(retro);

        Assert.Empty(await retro.Texts());
        Assert.Null(await cluster.Reminder(retro.Grain));
        Assert.Null(await cluster.Keys.Get($"poll/{retro.Id}/lunch"));
        await Refused("not-found", () => retro.Board());
    }

    [Fact, Trait("Row", "Fault-R31")]
    public async Task A_reminder_that_comes_too_early_while_the_retro_moves_is_armed_once_and_changes_nothing()
    {
        var retro = await LiveRetro.Start(cluster);
        var before = await retro.Texts();
        cluster.Time.Advance(TimeSpan.FromDays(13));

        await Task.WhenAll(Remind(retro), cluster.Reload(retro.Grain), Remind(retro), Remind(retro));

        Assert.Equal(before, await retro.Texts());
        var armed = Assert.NotNull(await cluster.Reminder(retro.Grain));
        Assert.InRange(armed - TimeProvider.System.GetUtcNow().UtcDateTime, TimeSpan.FromHours(23), TimeSpan.FromHours(25));
    }

    [Fact]
    public async Task Only_who_facilitates_deletes_a_board()
    {
        var retro = await LiveRetro.Start(cluster);
        await Refused("not-facilitator", () => retro.Grain.Delete(retro.Ben.Caller));
        await Refused("not-yours", () => retro.Grain.Delete(Caller.Room));

        await retro.Grain.Delete(retro.Ana.Caller);
        await retro.Gone();

        await Refused("not-found", () => retro.Board());
        await Refused("not-found", () => retro.Grain.FindSeat(retro.Ana.Token.Hash()));
    }

    [Fact]
    public async Task A_deleted_board_is_gone_at_once_for_whoever_reads_and_for_whoever_watches()
    {
        var retro = await LiveRetro.Start(cluster);
        await retro.Grain.IssueLink(retro.Ben.Caller, "hash of Bens link");
        await using var watch = retro.Watch();
        await watch.Until(6);
        var ended = Record.ExceptionAsync(() => watch.Until(_ => false));

        await retro.Grain.Delete(retro.Ana.Caller);

        Func<Task>[] reads =
        [
            () => retro.Board(), () => retro.Seat(retro.Ben), () => retro.Grain.GetRoom(retro.Ben.Caller), () => retro.Grain.GetInvite(retro.Ana.Caller),
            () => retro.Grain.FindSeat(retro.Ben.Token.Hash()), () => retro.Grain.SuggestGroups(retro.Ben.Caller),
            async () => Assert.Fail($"There is still version {(await retro.Grain.Watch(Caller.Room, 0, TestContext.Current.CancellationToken).FirstAsync(TestContext.Current.CancellationToken)).Version}."),
            () => retro.Add(retro.Ben, "Too late"), () => retro.Join("Dora"), () => retro.Grain.Delete(retro.Ana.Caller),
        ];
        foreach (var read in reads)
            await Refused("not-found", read);
        Assert.Equal("not-found", Assert.IsType<RejectedException>(await ended).Code);
    }

    /// <summary>What the reminder does when it comes, early or late.</summary>
    static Task Remind(LiveRetro retro) => retro.Grain.AsReference<IRemindable>().ReceiveReminder("expiry", default);
}
