using OrleansRetro.EventSourcing;
using OrleansRetro.Retros;
using static OrleansRetro.Tests.Cluster.Refusal;

namespace OrleansRetro.Tests.Cluster;

/// <summary>A deletion that breaks off: a retro that lives has its keys, one that is gone leaves none for ever, and a repeat finishes it.</summary>
[Collection(nameof(RetroCluster)), Trait("Row", "R10"), Trait("Row", "R01")]
public sealed class BeingDeleted(RetroCluster cluster)
{
    public static TheoryData<string> Kinds => ["invite", "round", "poll"];

    [Fact]
    public async Task What_was_not_deleted_lives_on_with_its_keys()
    {
        var retro = await Voted();
        var (before, keys, invite) = (LiveRetro.Text(await retro.Board()), await Keys(retro), await retro.Grain.GetInvite(retro.Ana.Caller));
        cluster.Log.LoseNextDeletion(retro.Stream);

        await Unknown(() => retro.Grain.Delete(retro.Ana.Caller));

        Assert.Equal(before, LiveRetro.Text(await retro.Board()));
        Assert.Equal(keys, await Keys(retro));
        Assert.Equal(invite, await retro.Grain.GetInvite(retro.Ana.Caller));
        Assert.Single((await retro.Seat(retro.Ben)).Votes);
        await Remind(retro);
        Assert.Equal(keys, await Keys(retro));
        await retro.Join("Dora");
        await retro.Grain.Delete(retro.Ana.Caller);
        await IsForgotten(retro);
    }

    [Fact]
    public async Task While_nobody_knows_whether_it_will_be_nobody_is_told_that_it_is_gone()
    {
        var retro = await Voted();
        var late = cluster.Log.LoseNextDeletionLate(retro.Stream);
        var deletion = retro.Grain.Delete(retro.Ana.Caller);
        await late.Asked;

        Func<Task>[] asked =
        [
            () => retro.Board(), () => retro.Seat(retro.Ben), () => retro.Grain.FindSeat(retro.Ben.Token.Hash()), () => retro.Grain.Attend(Caller.Room, "one", [retro.Ben.Seat]),
            async () => await retro.Grain.Watch(Caller.Room, 0, TestContext.Current.CancellationToken).FirstAsync(TestContext.Current.CancellationToken),
            () => retro.Join("Dora"), () => retro.Grain.Delete(retro.Ana.Caller),
        ];
        foreach (var one in asked)
            await Unknown(one);
        late.Arrive();

        await Unknown(() => deletion);
        Assert.Equal(3, (await retro.Board()).Seats.Count);
        await retro.Join("Dora");
    }

    [Fact]
    public async Task Where_the_log_can_not_be_asked_either_the_next_activation_reads_it()
    {
        var retro = await Voted();
        var before = LiveRetro.Text(await retro.Board());
        await using var watch = retro.Watch();
        await watch.Until(1);
        var ended = Record.ExceptionAsync(() => watch.Until(_ => false));
        cluster.Log.LoseNextDeletion(retro.Stream);
        cluster.Log.RefuseNextRead(retro.Stream);

        var unknown = await Assert.ThrowsAsync<UnknownOutcomeException>(() => retro.Grain.Delete(retro.Ana.Caller));

        Assert.Contains("before it deleted", unknown.Message, StringComparison.Ordinal);
        Assert.IsNotType<RejectedException>(await ended);
        Assert.Equal(before, LiveRetro.Text(await Asking.Again(retro.Board)));
        await retro.Grain.Delete(retro.Ana.Caller);
        await IsForgotten(retro);
    }

    [Fact]
    public async Task A_reminder_that_could_not_be_disarmed_is_by_the_next_one_and_never_armed_again()
    {
        var retro = await Voted();
        cluster.Reminders.RefuseNext(retro.Grain.GetGrainId(), nameof(IReminderTable.RemoveRow));
        await using var watch = retro.Watch();
        await watch.Until(1);

        await Unknown(() => retro.Grain.Delete(retro.Ana.Caller));
        Assert.NotNull(await cluster.Reminder(retro.Grain));

        await Remind(retro);
        await IsForgotten(retro);
        await Remind(retro);
        Assert.Null(await cluster.Reminder(retro.Grain));
    }

    [Theory]
    [InlineData(nameof(IReminderTable.ReadRow))]
    [InlineData(nameof(IReminderTable.RemoveRow))]
    [InlineData(nameof(IReminderTable.UpsertRow))]
    public async Task Whichever_way_the_store_of_reminders_refuses_it_may_be_asked_again(string call)
    {
        var retro = await Voted();
        cluster.Reminders.RefuseNext(retro.Grain.GetGrainId(), call);

        await Unknown(() => retro.Grain.Delete(retro.Ana.Caller));

        await retro.Grain.Delete(retro.Ana.Caller);
        await IsForgotten(retro);
    }

    [Fact]
    public async Task What_was_deleted_without_a_reply_is_gone_and_a_repeat_destroys_its_keys()
    {
        var retro = await Voted();
        cluster.Log.LoseNextDeletionsReply(retro.Stream);

        await Unknown(() => retro.Grain.Delete(retro.Ana.Caller));

        await Refused("not-found", () => retro.Board());
        Assert.DoesNotContain(await Keys(retro), key => key is null);
        await retro.Grain.Delete(retro.Ana.Caller);
        await IsForgotten(retro);
    }

    [Fact]
    public async Task When_the_process_ends_in_between_the_reminder_destroys_them()
    {
        var retro = await Voted();
        cluster.Log.LoseNextDeletionsReply(retro.Stream);
        await Unknown(() => retro.Grain.Delete(retro.Ana.Caller));
        await retro.Reload();

        await Refused("not-found", () => retro.Grain.Delete(retro.Ana.Caller));
        Assert.InRange((await cluster.Reminder(retro.Grain))!.Value, DateTime.MinValue, TimeProvider.System.GetUtcNow().UtcDateTime.AddMinutes(2));
        await Remind(retro);
        await IsForgotten(retro);
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task Keys_that_could_not_be_destroyed_are_by_a_repeat(string kind)
    {
        var retro = await Voted();
        await using var watch = retro.Watch();
        await watch.Until(1);
        cluster.Keys.KeepOnce($"{kind}/{retro.Id}/");

        await Unknown(() => retro.Grain.Delete(retro.Ana.Caller));

        Assert.Empty(await retro.Texts());
        await Refused("not-found", () => retro.Board());
        await Refused("not-found", () => retro.Seat(retro.Ben));
        await Refused("not-facilitator", () => retro.Grain.Delete(retro.Ben.Caller));
        await retro.Grain.Delete(retro.Ana.Caller);
        await IsForgotten(retro);
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task Or_by_the_reminder_as_often_as_it_takes(string kind)
    {
        var retro = await Voted();
        cluster.Keys.KeepOnce($"{kind}/{retro.Id}/");
        await Unknown(() => retro.Grain.Delete(retro.Ana.Caller));
        await retro.Reload();
        cluster.Keys.KeepOnce($"{kind}/{retro.Id}/");

        await Unknown(() => Remind(retro));
        Assert.NotNull(await cluster.Reminder(retro.Grain));
        await Remind(retro);
        await IsForgotten(retro);
    }

    [Fact]
    public async Task A_key_that_comes_too_late_is_destroyed_again()
    {
        var retro = await LiveRetro.Start(cluster);
        var card = await retro.Add(retro.Ben, "Pairing");
        await retro.Enter(Phase.Vote);
        var late = cluster.Keys.MakeLate($"round/{retro.Id}/1");
        var vote = retro.Grain.SetVotes(retro.Ben.Caller, card, 1);
        await late.Asked;

        await retro.Grain.Delete(retro.Ana.Caller);
        late.Arrive();

        await Refused("not-found", () => vote);
        Assert.Null(await cluster.Keys.Get($"round/{retro.Id}/1"));
    }

    [Fact]
    public async Task A_code_that_was_renewed_halfway_leaves_no_key_either()
    {
        var retro = await Voted();
        var code = $"{Guid.NewGuid():N}";
        cluster.Log.LoseNext(retro.Stream);
        await Unknown(() => retro.Grain.RenewInvite(retro.Ana.Caller, code));
        await retro.Gone();
        Assert.NotNull(await cluster.Keys.Get($"invite/{retro.Id}/{code}"));

        await retro.Grain.Delete(retro.Ana.Caller);

        Assert.Null(await cluster.Keys.Get($"invite/{retro.Id}/{code}"));
        await IsForgotten(retro);
    }

    [Fact]
    public async Task Codes_and_links_that_were_renewed_go_with_it()
    {
        var retro = await LiveRetro.Start(cluster);
        var ways = new List<string>();
        foreach (var code in new[] { retro.JoinCode, $"{Guid.NewGuid():N}", $"{Guid.NewGuid():N}" })
            ways.AddRange([code, (await retro.Grain.RenewInvite(retro.Ana.Caller, code)).Token]);
        foreach (var way in ways)
            Assert.True(await IsThere(way));

        await retro.Grain.Delete(retro.Ana.Caller);

        foreach (var way in ways)
            Assert.False(await IsThere(way));
    }

    async Task<bool> IsThere(string way) => await cluster.Log.Read($"invite/{Secret.Hash(way)}").AnyAsync();

    /// <summary>A retro with a key of every kind.</summary>
    async Task<LiveRetro> Voted()
    {
        var retro = await LiveRetro.Start(cluster);
        var card = await retro.Add(retro.Ben, "Pairing");
        await retro.Enter(Phase.Vote);
        await retro.Grain.SetVotes(retro.Ben.Caller, card, 1);
        await retro.Grain.OpenPoll(retro.Ana.Caller, new("lunch"), PollKind.Quick, "Lunch?", ["yes", "no"]);
        await retro.Grain.AnswerPoll(retro.Ben.Caller, new("lunch"), "yes");
        Assert.DoesNotContain(await Keys(retro), key => key is null);
        return retro;
    }

    async Task<string?[]> Keys(LiveRetro retro)
    {
        string[] names = [$"invite/{retro.Id}/{retro.JoinCode}", $"round/{retro.Id}/1", $"poll/{retro.Id}/lunch"];
        return [.. (await Task.WhenAll(names.Select(cluster.Keys.Get))).Select(key => key is null ? null : Convert.ToHexString(key))];
    }

    async Task IsForgotten(LiveRetro retro)
    {
        Assert.All(await Keys(retro), Assert.Null);
        Assert.Empty(await retro.Texts());
        Assert.Null(await cluster.Reminder(retro.Grain));
        await Refused("not-found", () => retro.Grain.Delete(retro.Ana.Caller));
    }

    static Task Remind(LiveRetro retro) => retro.Grain.AsReference<IRemindable>().ReceiveReminder("expiry", default);

    static async Task Unknown(Func<Task> act) => await Assert.ThrowsAsync<UnknownOutcomeException>(act);
}
