using OrleansRetro.EventSourcing;
using OrleansRetro.Retros;
using OrleansRetro.Teams;
using static OrleansRetro.Tests.Cluster.Refusal;

namespace OrleansRetro.Tests.Cluster;

/// <summary>What goes when its time has come, and how a team goes itself.</summary>
[Collection(nameof(RetroCluster))]
public sealed class EndOfATeam(RetroCluster cluster)
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact, Trait("Row", "R01")]
    public async Task A_discarded_retro_can_be_restored_for_thirty_days_and_is_then_gone_by_the_clock()
    {
        var team = await LiveTeam.Found(cluster);
        var (kept, spent) = (await team.Start(team.Ana), await team.Start(team.Ana));
        await team.Grain.DiscardRetro(team.Ana, kept.Id, true);
        await team.Grain.DiscardRetro(team.Ana, spent.Id, true);
        await Refused("not-found", () => kept.Grain.FindSeat(kept.Creator.Token.Hash()));
        await Refused("not-found", () => kept.Board());
        await Refused("not-found", () => kept.Add("Too late"));
        await team.Grain.DiscardRetro(team.Ana, kept.Id, false);
        await kept.Add("In time");
        Assert.NotNull(await cluster.Reminder(team.Grain));
        cluster.Time.Advance(TimeSpan.FromDays(29.9));
        await team.Remind();
        Assert.Equal(2, (await team.Grain.View(team.Ana)).Retros.Length);

        cluster.Time.Advance(TimeSpan.FromDays(0.1));
        await team.Remind();

        Assert.Equal([kept.Id], (await team.Grain.View(team.Ana)).Retros.Select(retro => retro.Id));
        Assert.Equal([kept.Id], (await team.Ledger.Retros(team.Ana)).Select(line => line.Id));
        Assert.Empty(await Stored(spent.Stream));
        await Refused("not-found", () => spent.Board());
        await team.Remind();
        Assert.Null(await cluster.Reminder(team.Grain));
    }

    [Fact, Trait("Row", "Fault-R21")]
    public async Task A_reminder_that_was_lost_is_found_in_the_log_again()
    {
        var team = await LiveTeam.Found(cluster);
        Assert.DoesNotContain(team.Stream, await Due());

        await team.Grain.SetRetention(team.Ana, 12);

        Assert.Contains(team.Stream, await Due());
        Assert.Equal((team.Grain.GetGrainId(), "deadlines"), Streams.ReminderOf(team.Stream, cluster.Grains));
        var fold = Streams.Open(team.Stream)!;
        foreach (var stored in await Stored(team.Stream))
            fold.Add(stored.Data);
        Assert.Equal((6, null), (fold.Version, fold.DamagedAt));

        async Task<string[]> Due() => await cluster.Log.ReadTopic("due").Select(stored => stored.Stream).ToArrayAsync(Stop);
    }

    [Fact, Trait("Row", "Fault-R1")]
    public async Task What_was_discarded_is_there_for_nobody_also_where_the_retro_did_not_hear_it_at_first()
    {
        var team = await LiveTeam.Found(cluster);
        var retro = await team.Start(team.Ana);
        cluster.Log.LoseNext(retro.Stream);
        await Assert.ThrowsAsync<UnknownOutcomeException>(() => team.Grain.DiscardRetro(team.Ana, retro.Id, true));
        await cluster.Gone(retro.Grain);
        await using var watch = new Watcher(retro.Grain, new() { Id = retro.Id });
        await watch.Until(watcher => watcher.Board.Version > 0);

        await team.Reload();
        await team.Grain.View(team.Ana);

        Assert.Equal("not-found", Assert.IsType<RejectedException>(await Record.ExceptionAsync(() => watch.Until(_ => false))).Code);
    }

    /// <summary>The team has added it and it has not heard whose it is; or it has, and is asked once more after it was put away.</summary>
    [Fact, Trait("Row", "Fault-R1")]
    public async Task What_is_discarded_while_it_is_taken_over_can_be_restored()
    {
        var team = await LiveTeam.Found(cluster);
        var retro = await HalfTaken(team);
        await team.Grain.DiscardRetro(team.Ana, retro.Id, true);
        await Refused("not-found", () => retro.Board());
        await team.Grain.TakeRetro(team.Ana, retro.Id);
        await Refused("not-found", () => retro.Board());
        await team.Reload();
        Assert.NotNull(Assert.Single((await team.Grain.View(team.Ana)).Retros).DiscardedAt);

        await team.Grain.DiscardRetro(team.Ana, retro.Id, false);

        Assert.Equal(team.Id, (await retro.Board()).Settings.Team);
    }

    [Fact, Trait("Row", "Fault-R1")]
    public async Task A_retro_that_was_taken_over_by_half_stays_with_whoever_had_it_when_the_team_goes()
    {
        var team = await LiveTeam.Found(cluster);
        var retro = await HalfTaken(team);

        await team.Grain.Delete(team.Ana);

        Assert.Empty(await Stored(team.Stream));
        Assert.Null((await retro.Board()).Settings.Team);
    }

    [Fact, Trait("Row", "R01")]
    public async Task A_teams_retro_does_not_expire_but_goes_with_the_teams_retention()
    {
        var team = await LiveTeam.Found(cluster);
        var (old, young) = (await team.Start(team.Ana), await team.Start(team.Ana));
        cluster.Time.Advance(TimeSpan.FromDays(150));
        await Remind(old);
        await young.Enter(Phase.Group);
        await team.Grain.SetRetention(team.Ana, 6);
        cluster.Time.Advance(TimeSpan.FromDays(30));
        await team.Remind();
        Assert.Equal(2, (await team.Grain.View(team.Ana)).Retros.Length);

        cluster.Time.Advance(TimeSpan.FromDays(10));
        await team.Remind();

        Assert.Equal([young.Id], (await team.Grain.View(team.Ana)).Retros.Select(retro => retro.Id));
        Assert.Empty(await Stored(old.Stream));
        await team.Grain.SetRetention(team.Ana, null);
        await team.Remind();
        Assert.Null(await cluster.Reminder(team.Grain));
    }

    [Fact]
    public async Task With_a_team_go_its_retros_its_ledger_and_its_place_with_its_people()
    {
        var team = await LiveTeam.Found(cluster);
        var retro = await team.Start(team.Ben);
        await team.Ledger.Retros(team.Ana);
        await cluster.Reload(team.Ledger);
        Assert.NotNull(await cluster.Log.LoadSnapshot(team.Stream, TeamLedgerGrain.SnapshotSchema));
        await Refused("not-facilitator", () => team.Grain.Delete(team.Ben));

        await team.Grain.Delete(team.Ana);

        Assert.Empty(await Stored(team.Stream));
        Assert.Empty(await Stored(retro.Stream));
        Assert.Null(await cluster.Log.LoadSnapshot(team.Stream, TeamLedgerGrain.SnapshotSchema));
        Assert.Empty((await team.Person(team.Ben).Profile(team.Ben)).Teams);
        Assert.Null(await cluster.Reminder(team.Grain));
        await Refused("not-found", () => team.Grain.View(team.Ana));
        await Refused("not-found", () => team.Ledger.Retros(team.Ana));
        await Assert.ThrowsAnyAsync<Exception>(() => team.Grain.Found(team.Ana, "Platform again"));
    }

    [Fact, Trait("Row", "Fault-R1")]
    public async Task A_deletion_that_broke_off_half_way_is_nobodys_team_and_is_finished_by_the_clock()
    {
        var team = await LiveTeam.Found(cluster);
        var (first, second) = (await team.Start(team.Ana), await team.Start(team.Ana));
        cluster.Log.LoseNextDeletion(second.Stream);
        await Assert.ThrowsAsync<UnknownOutcomeException>(() => team.Grain.Delete(team.Ana));
        Assert.Empty(await Stored(first.Stream));
        Assert.NotEmpty(await Stored(second.Stream));
        await Refused("not-found", () => team.Grain.View(team.Ben));
        await Refused("not-found", () => team.Grain.Rename(team.Ana, "Still here"));
        Assert.NotNull(await cluster.Reminder(team.Grain));

        await team.Remind();
        Assert.Empty(await Stored(team.Stream));
        Assert.Null(await cluster.Reminder(team.Grain));

        // The team had let go of it already; it has a reminder of its own.
        Assert.NotNull(await cluster.Reminder(second.Grain));
        await Remind(second);
        Assert.Empty(await Stored(second.Stream));
    }

    [Fact, Trait("Row", "Fault-R1")]
    public async Task It_is_also_finished_when_the_last_step_is_lost_and_the_silo_with_it()
    {
        var team = await LiveTeam.Found(cluster);
        cluster.Log.LoseNextDeletion(team.Stream);
        await Assert.ThrowsAsync<UnknownOutcomeException>(() => team.Grain.Delete(team.Ana));
        await team.Reload();

        await team.Remind();

        Assert.Empty(await Stored(team.Stream));
    }

    [Fact, Trait("Row", "Fault-R1")]
    public async Task A_retro_whose_deletion_broke_off_after_the_team_forgot_it_goes_by_its_own_reminder()
    {
        var team = await LiveTeam.Found(cluster);
        var retro = await team.Start(team.Ana);
        cluster.Log.LoseNextDeletion(retro.Stream);
        await Assert.ThrowsAsync<UnknownOutcomeException>(() => retro.Grain.Delete(retro.Creator.Caller));
        Assert.Empty((await team.Grain.View(team.Ana)).Retros);
        Assert.NotEmpty(await Stored(retro.Stream));

        await Remind(retro);

        Assert.Empty(await Stored(retro.Stream));
    }

    [Fact]
    public async Task A_teams_retro_is_deleted_by_who_facilitates_the_team()
    {
        var team = await LiveTeam.Found(cluster);
        var (bens, anas) = (await team.Start(team.Ben), await team.Start(team.Ana));

        await Refused("not-facilitator", () => bens.Grain.Delete(bens.Creator.Caller));
        await Refused("not-yours", () => bens.Grain.DeleteFor(team.Ana, team.Id));
        await Refused("not-yours", () => bens.Grain.DeleteFor(Caller.Room, new(Guid.NewGuid())));
        await anas.Grain.Delete(anas.Creator.Caller);

        Assert.Equal([bens.Id], (await team.Grain.View(team.Ana)).Retros.Select(retro => retro.Id));
    }

    /// <summary>Ana's own board, which her team has taken and which has not heard of it.</summary>
    async Task<LiveRetro> HalfTaken(LiveTeam team)
    {
        var retro = await LiveRetro.Start(cluster);
        await team.Person(team.Ana).KeepRetro(team.Ana, retro.Id, retro.Ana.Caller.Person);
        cluster.Log.LoseNext(retro.Stream);
        await Assert.ThrowsAsync<UnknownOutcomeException>(() => team.Grain.TakeRetro(team.Ana, retro.Id));
        await cluster.Gone(retro.Grain);
        return retro;
    }

    async Task<StoredEvent[]> Stored(string stream) => await cluster.Log.Read(stream).ToArrayAsync(Stop);

    static Task Remind(TeamsRetro retro) => retro.Grain.AsReference<IRemindable>().ReceiveReminder("expiry", default);
}
