using System.Text;
using System.Text.Json;
using OrleansRetro.Auditing;
using OrleansRetro.Commitments;
using OrleansRetro.EventSourcing;
using OrleansRetro.Pms;
using OrleansRetro.Retros;

namespace OrleansRetro.Tests.Cluster;

/// <summary>What somebody promised and was promised: a fold of the log, that can be thrown away.</summary>
[Collection(nameof(RetroCluster)), Trait("Row", "S23")]
public sealed class LedgerOfAPerson(RetroCluster cluster) : PromisesOfARetro(cluster)
{
    [Fact]
    public async Task Thrown_away_it_is_made_again_to_the_same_bytes()
    {
        var retro = await LiveRetro.Start(Cluster, phase: Phase.Discuss);
        var ben = retro.Ben.Caller;
        var ledger = LedgerOf(ben);
        Func<CommitmentId, Task>[] endings =
        [
            id => Grain(id).Decline(ben),
            async id => { await Grain(id).Promise(ben); await Grain(id).Deliver(ben); await Grain(id).DeclareSatisfaction(retro.Ana.Caller, true); },
            async id => { await Grain(id).Promise(ben); await Grain(id).Revoke(ben, "Ask Cleo"); },
            async id => { await Grain(id).Promise(ben); await Grain(id).Deliver(ben); await Grain(id).DeclareNotMet(retro.Ana.Caller, "The last one"); await Grain(id).Dispute(ben, "It was there"); },
            id => Grain(id).AskBack(ben, "Which builds?"),
        ];
        foreach (var end in endings)
        {
            await end(await Propose(retro, retro.Ana, retro.Ben));
            // Each look is a fold of its own, from where the last one ended.
            await ledger.Open(ben);
        }
        var before = await Bytes(ben);

        var there = await Cluster.Log.LoadSnapshot(StreamOf(ben), PmLedgerGrain.SnapshotSchema);
        await Cluster.Log.SaveSnapshot(StreamOf(ben), there!.Value.Version, PmLedgerGrain.SnapshotSchema + 1, JsonSerializer.SerializeToUtf8Bytes("dropped"));
        Assert.Null(await Cluster.Log.LoadSnapshot(StreamOf(ben), PmLedgerGrain.SnapshotSchema));

        Assert.Equal(before, await Bytes(ben));
        Assert.Equal((1, 4), ((await ledger.Open(ben)).Promises.Length, (await ledger.Closed(ben)).Promises.Length));
    }

    [Fact, Trait("Row", "R01")]
    public async Task What_a_sample_invented_goes_with_it()
    {
        var sample = await LiveRetro.Start(Cluster, phase: Phase.Discuss, sample: true);
        var id = await Propose(sample, sample.Ana, sample.Ben);
        await Grain(id).Promise(sample.Ben.Caller);
        Assert.Single((await LedgerOf(sample.Ana.Caller).Open(sample.Ana.Caller)).Promises);

        await sample.Grain.Delete(sample.Ana.Caller);

        Assert.Empty((await LedgerOf(sample.Ana.Caller).Open(sample.Ana.Caller)).Promises);
        Assert.Null(await Cluster.Reminder(Grain(id)));
        await Cluster.Gone(Grain(id));
        Assert.Null(await Grain(id).View(Caller.Room));
        Assert.DoesNotContain($"{id}", await Bytes(sample.Ana.Caller), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_no_team_sees_is_kept_for_two_years_after_it_has_ended()
    {
        var team = await LiveTeam.Found(Cluster);
        var (own, shared, open) = (await Promised(shared: false), await Promised(shared: true), await Promised(shared: false));
        foreach (var id in new[] { own, shared })
        {
            await Grain(id).Deliver(team.Ben);
            await Grain(id).DeclareSatisfaction(team.Ana, true);
        }
        Cluster.Time.Advance(TimeSpan.FromDays(729));
        await RemindAll();
        Assert.Equal((1, 2), await Counts(team.Ana));

        Cluster.Time.Advance(TimeSpan.FromDays(2));
        await RemindAll();

        Assert.Equal((1, 1), await Counts(team.Ana));
        Assert.Equal((1, 1), await Counts(team.Ben));
        Assert.Null(await Cluster.Reminder(Grain(own)));
        await Cluster.Gone(Grain(own));
        Assert.Null(await Grain(own).View(Caller.Room));
        Assert.Equal((CommitmentStatus.Met, CommitmentStatus.Missed), ((await Grain(shared).View(team.Ana))!.Status, (await Grain(open).View(team.Ana))!.Status));
        Assert.DoesNotContain($"{own}", await Bytes(team.Ben), StringComparison.Ordinal);
        await RemindAll();

        async Task<CommitmentId> Promised(bool shared)
        {
            var id = new CommitmentId(Guid.NewGuid());
            await Grain(id).Propose(team.Ana, new("send the invoices", "all are there", DateOnly.FromDateTime(Cluster.Time.GetUtcNow().UtcDateTime).AddDays(7), "Etc/UTC", team.Ben.Person, team.Ana.Person, team.Id, shared));
            await Grain(id).Agree(team.Ben, (await Grain(id).View(team.Ben))!.TermsHash);
            return id;
        }

        async Task RemindAll()
        {
            foreach (var id in new[] { own, shared, open })
                await Remind(id);
        }

        async Task<(int Open, int Closed)> Counts(Caller who) => ((await LedgerOf(who).Open(who)).Promises.Length, (await LedgerOf(who).Closed(who)).Promises.Length);
    }

    [Fact, Trait("Row", "A10")]
    public async Task What_a_guest_promised_counts_for_whose_guest_they_were_and_to_oneself_for_nobody()
    {
        var retro = await LiveRetro.Start(Cluster, phase: Phase.Commit);
        var id = await Propose(retro, retro.Ana, retro.Ben);
        await Grain(id).Promise(retro.Ben.Caller);
        Cluster.Time.Advance(TimeSpan.FromDays(9));
        await Remind(id);
        var account = await LiveTeam.Account(Cluster, "Ben");
        Assert.Equal(0, (await LedgerOf(account).Record(account)).OnTime.Of);

        await Person(account).KeepRetro(account, retro.Id, retro.Ben.Caller.Person);

        Assert.Equal((0, 1), (await LedgerOf(account).Record(account)).OnTime is var own ? (own.Kept, own.Of) : default);
        await Person(account).KeepRetro(account, retro.Id, retro.Ana.Caller.Person);
        Assert.Equal(0, (await LedgerOf(account).Record(account)).OnTime.Of);

        IPmGrain Person(Caller who) => Cluster.Grains.GetGrain<IPmGrain>(who.Person.Value);
    }

    [Fact, Trait("Row", "T15")]
    public async Task Whoever_tries_to_see_another_one_s_record_is_refused_and_seen_trying()
    {
        var team = await LiveTeam.Found(Cluster);
        var person = team.Person(team.Ben);
        var before = (await person.Profile(team.Ben)).Version;
        await Refusal.Refused("not-yours", () => LedgerOf(team.Ben).Record(team.Ana));
        await Refusal.Refused("not-yours", () => LedgerOf(team.Ben).Closed(team.Ana));
        await person.Watch(team.Ben, before, TestContext.Current.CancellationToken).FirstAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(RetroCluster.Patience, TestContext.Current.CancellationToken);
        var look = Assert.Single(await person.Looks(team.Ben));
        Assert.Equal((TurnedAway.Record, "Ana"), (look.What, look.By));
    }

    Task Remind(CommitmentId id) => Grain(id).AsReference<IRemindable>().ReceiveReminder(CommitmentGrain.Deadline, default);

    IPmLedgerGrain LedgerOf(Caller who) => Cluster.Grains.GetGrain<IPmLedgerGrain>(who.Person.Value);

    static string StreamOf(Caller who) => $"pm/{who.Person}";

    /// <summary>What the ledger keeps, once it has read all there is and was put to rest.</summary>
    async Task<string> Bytes(Caller who)
    {
        await LedgerOf(who).Open(who);
        await Cluster.Reload(LedgerOf(who));
        var snapshot = await Cluster.Log.LoadSnapshot(StreamOf(who), PmLedgerGrain.SnapshotSchema);
        return $"{snapshot!.Value.Version} {Encoding.UTF8.GetString(snapshot.Value.Data.Span)}";
    }
}
