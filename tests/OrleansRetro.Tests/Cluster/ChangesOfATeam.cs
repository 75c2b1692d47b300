using System.Text;
using OrleansRetro.Changes;
using OrleansRetro.Commitments;
using OrleansRetro.EventSourcing;
using OrleansRetro.Teams;
using static OrleansRetro.Tests.Cluster.Refusal;

namespace OrleansRetro.Tests.Cluster;

/// <summary>Something changed around a team, from its telling to its end.</summary>
[Collection(nameof(RetroCluster)), Trait("Row", "A13")]
public sealed class ChangesOfATeam(RetroCluster cluster)
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    DateOnly Today => DateOnly.FromDateTime(cluster.Time.GetUtcNow().UtcDateTime);

    [Fact]
    public async Task Each_promise_is_kept_agreed_anew_or_let_go_and_only_then_it_is_settled()
    {
        var team = await LiveTeam.Found(cluster);
        var (kept, moved, dropped) = (await Promised(team, "Kept", 10), await Promised(team, "Moved", 20), await Promised(team, "Dropped", 30));
        var change = await Tell(team, team.Ben, dropped, kept, moved);

        var seen = await change.View(team.Olga);
        Assert.Equal(["Kept", "Moved", "Dropped"], seen.Affected.Select(promise => promise.What));
        Assert.Equal((3, false, "Ben", TeamRole.Observer, null), (seen.Unanswered, seen.IsSettled, seen.By, seen.Mine, seen.Asked));
        Assert.All(seen.Affected, promise => Assert.Equal((null, false, false, "Ben", "Ana"), (promise.Answer, promise.IsMine, promise.MayUphold, promise.Promisor, promise.Requester)));
        Assert.All((await change.View(team.Ana)).Affected, promise => Assert.True(promise is { IsMine: true, MayUphold: true }));
        await Refused("change-open", () => change.Settle(team.Ana));

        await change.Uphold(team.Ana, kept);
        var day = Today.AddDays(40);
        await Grain(moved).ProposeDay(team.Ben, day);
        Assert.Null((await change.View(team.Ana)).Affected[1].Answer);
        await Refused("day-asked", () => change.Uphold(team.Ben, moved));
        await Grain(moved).AcceptDay(team.Ana, day);
        await Refused("change-open", () => change.Settle(team.Ana));
        await Grain(dropped).Release(team.Ana);

        Assert.Equal([ChangeAnswer.Kept, ChangeAnswer.Dropped, ChangeAnswer.Renegotiated], (await change.View(team.Olga)).Affected.Select(promise => promise.Answer!.Value));
        await Refused("not-yours", () => change.Settle(team.Olga));
        var version = await change.Settle(team.Ben);
        Assert.Equal(version, await change.Settle(team.Ana));

        // What became of them then stays, whatever becomes of them now.
        await Grain(kept).Release(team.Ana);
        await cluster.Reload(change);
        seen = await change.View(team.Ana);
        Assert.Equal((true, ChangeAnswer.Kept), (seen.IsSettled, seen.Affected[0].Answer));
        Assert.All(seen.Affected, promise => Assert.False(promise.MayUphold));
        await Refused("change-settled", () => change.Uphold(team.Ana, moved));
    }

    [Fact]
    public async Task What_was_said_before_the_change_answers_nothing_and_what_is_said_after_it_does()
    {
        var team = await LiveTeam.Found(cluster);
        var promise = await Promised(team, "Send the invoices", 30);
        await Grain(promise).SayOnTrack(team.Ben);
        var (first, second) = (await Tell(team, team.Ana, promise), default(IChangeGrain));
        Assert.Null((await first.View(team.Ana)).Affected[0].Answer);

        await Grain(promise).RaiseRisk(team.Ben);
        await Grain(promise).SayOnTrack(team.Ben);

        second = await Tell(team, team.Ana, promise);
        Assert.Equal(ChangeAnswer.Kept, (await first.View(team.Ana)).Affected[0].Answer);
        Assert.Null((await second.View(team.Ana)).Affected[0].Answer);
    }

    [Fact]
    public async Task Nobody_answers_for_two_others()
    {
        var team = await LiveTeam.Found(cluster);
        var dora = await team.Welcome("Dora");
        var promise = await Promised(team, "Send the invoices", 30);
        var change = await Tell(team, dora, promise);
        await Refused("not-yours", () => change.Uphold(dora, promise));
        await Refused("not-yours", () => change.Uphold(team.Olga, promise));
        await Refused("not-found", () => change.Uphold(team.Ana, new(Guid.NewGuid())));
        Assert.True((await change.View(dora)).Affected[0] is { IsMine: false, MayUphold: false });
        foreach (var stranger in new[] { await LiveTeam.Account(cluster, "Eve"), Caller.Seat(team.Ana.Person), Caller.Operator(team.Ana.Person) })
        {
            await Refused("not-found", () => change.View(stranger));
            await Refused("not-found", () => change.AnswerMood(stranger, 1, TeamMood.Good));
        }
        await team.Grain.Remove(team.Ana, dora.Person);
        await Refused("not-found", () => change.View(dora));
        Assert.Equal("The client moved the launch", (await change.Told(dora)).What);
        await Refused("not-found", () => change.Told(team.Ana));
    }

    /// <summary>A guest's promise is whose account the guest turned out to be.</summary>
    [Fact]
    public async Task Whoever_was_a_guest_answers_as_themselves()
    {
        var team = await LiveTeam.Found(cluster);
        var retro = await LiveRetro.Start(cluster);
        await retro.Enter(Retros.Phase.Commit);
        var promise = new CommitmentId(Guid.NewGuid());
        await retro.Grain.ProposeAction(retro.Ana.Caller, new(promise, retro.Cleo.Seat, "Halve the build time", "Under five minutes", Today.AddDays(7), "Europe/Berlin"));
        await Grain(promise).Promise(retro.Cleo.Caller);
        await team.Person(team.Ana).KeepRetro(team.Ana, retro.Id, retro.Ana.Caller.Person);
        await team.Grain.TakeRetro(team.Ana, retro.Id);
        var change = await Tell(team, team.Ben, promise);
        await Refused("not-yours", () => change.Uphold(team.Ben, promise));
        await change.Uphold(team.Ana, promise);
        Assert.Equal(0, (await change.View(team.Ben)).Unanswered);
    }

    [Fact, Trait("Row", "T27")]
    public async Task Only_what_the_team_sees_can_be_named_and_a_repeat_is_the_same_change()
    {
        var team = await LiveTeam.Found(cluster);
        var (seen, hidden) = (await Promised(team, "Seen", 10), await Promised(team, "Hidden", 10, shared: false));
        var id = new ChangeId(Guid.NewGuid());
        var draft = new ChangeDraft("Dev leaves the team", Today, [seen]);
        await Refused("unknown-promise", () => team.Grain.DeclareChange(team.Ben, id, draft with { Affected = [seen, hidden] }));
        await Refused("unknown-promise", () => team.Grain.DeclareChange(team.Ben, id, draft with { Affected = [new(Guid.NewGuid())] }));
        await Refused("text-empty", () => team.Grain.DeclareChange(team.Ben, id, draft with { What = "" }));
        await Refused("not-yours", () => team.Grain.DeclareChange(team.Olga, id, draft));
        Assert.Empty(await team.Grain.Changes(team.Ana));
        Assert.Empty((await team.Person(team.Ben).Profile(team.Ben)).ToldChanges);
        await Refused("not-found", () => Change(id).View(team.Ana));

        await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => team.Grain.DeclareChange(team.Ben, id, draft)));
        await team.Grain.DeclareChange(team.Ben, id, draft);

        await Refused("not-yours", () => team.Grain.DeclareChange(team.Ana, id, draft));
        Assert.Equal(id, Assert.Single(await team.Grain.Changes(team.Olga)));
        Assert.Equal(1, (await Change(id).View(team.Ana)).Version);
        Assert.Equal(id, Assert.Single((await team.Person(team.Ben).Profile(team.Ben)).ToldChanges));
        var other = await LiveTeam.Found(cluster);
        await Refused("not-yours", () => other.Grain.DeclareChange(other.Ana, id, draft with { Affected = [] }));
        await team.Reload();
        Assert.Equal(id, Assert.Single(await team.Grain.Changes(team.Ana)));
    }

    [Fact, Trait("Row", "T26")]
    public async Task Whoever_told_it_and_is_erased_leaves_no_word_and_the_others_go_on()
    {
        var team = await LiveTeam.Found(cluster);
        var promise = await Promised(team, "Send the invoices", 30);
        var change = await Tell(team, team.Ben, "Wombat left the team", promise);
        Assert.Contains("Wombat", await Stored(change), StringComparison.Ordinal);

        await team.Person(team.Ben).Erase(team.Ben);

        Assert.DoesNotContain("Wombat", await Stored(change), StringComparison.Ordinal);
        await cluster.Reload(change);
        var seen = await change.View(team.Ana);
        // What was open between the two goes with them.
        Assert.Equal(("", null, 0), (seen.What, seen.By, seen.Unanswered));
        await change.Settle(team.Ana);
        await Refused("not-found", () => change.Told(team.Ben));
    }

    [Fact]
    public async Task It_goes_with_its_team()
    {
        var team = await LiveTeam.Found(cluster);
        var change = await Tell(team, team.Ana);
        await change.AnswerMood(team.Ben, 1, TeamMood.Low);
        Assert.NotNull(await cluster.Keys.Get($"mood/{change.GetPrimaryKey()}/1"));

        await team.Grain.Delete(team.Ana);

        Assert.Empty(await cluster.Log.Read($"change/{change.GetPrimaryKey()}").ToArrayAsync(Stop));
        Assert.Null(await cluster.Keys.Get($"mood/{change.GetPrimaryKey()}/1"));
        Assert.Null(await cluster.Reminder(change));
        await Refused("not-found", () => change.View(team.Ana));
        // Whoever told it can still be forgotten.
        await team.Person(team.Ana).Erase(team.Ana);
    }

    async Task<CommitmentId> Promised(LiveTeam team, string what, int days, bool shared = true)
    {
        var id = new CommitmentId(Guid.NewGuid());
        await Grain(id).Propose(team.Ben, new(what, "All can see it", Today.AddDays(days), "Europe/Berlin", team.Ben.Person, team.Ana.Person, team.Id, shared));
        await Grain(id).Agree(team.Ana, (await Grain(id).View(team.Ana))!.TermsHash);
        return id;
    }

    Task<IChangeGrain> Tell(LiveTeam team, Caller who, params CommitmentId[] affected) => Tell(team, who, "The client moved the launch", affected);

    async Task<IChangeGrain> Tell(LiveTeam team, Caller who, string what, params CommitmentId[] affected)
    {
        var id = new ChangeId(Guid.NewGuid());
        await team.Grain.DeclareChange(who, id, new(what, Today, [.. affected]));
        return Change(id);
    }

    async Task<string> Stored(IChangeGrain change) =>
        string.Concat(await cluster.Log.Read($"change/{change.GetPrimaryKey()}").Select(stored => Encoding.UTF8.GetString(stored.Data.Span)).ToArrayAsync(Stop));

    ICommitmentGrain Grain(CommitmentId id) => cluster.Grains.GetGrain<ICommitmentGrain>(id.Value);

    IChangeGrain Change(ChangeId id) => cluster.Grains.GetGrain<IChangeGrain>(id.Value);
}
