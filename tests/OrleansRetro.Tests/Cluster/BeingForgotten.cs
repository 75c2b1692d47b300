using System.Text;
using System.Text.Json;
using OrleansRetro.Commitments;
using OrleansRetro.EventSourcing;
using OrleansRetro.Owning;
using OrleansRetro.Pms;
using OrleansRetro.Teams;
using static OrleansRetro.Tests.Cluster.Refusal;

namespace OrleansRetro.Tests.Cluster;

/// <summary>What a person takes along, and what is left of them.</summary>
[Collection(nameof(RetroCluster))]
public sealed class BeingForgotten(RetroCluster cluster)
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Everything_in_the_stream_can_be_taken_along()
    {
        var (retro, ana) = await Adopted();
        var me = Person(ana);
        await me.SetZone(ana, "Europe/Berlin");
        var olga = await LiveTeam.Account(cluster, "Olga");
        await me.Looked(Caller.Room, olga.Person, "open-promises", cluster.Time.GetUtcNow());
        await Person(retro.Ben.Caller).WriteTakeaway(retro.Ben.Caller, retro.Id, "Rest more");

        using var export = JsonDocument.Parse(await me.Export(ana));

        Assert.Equal(["person-named", "turned-out", "person-adopted", "retro-listed", "zone-set", "look-noted"], Kinds(export.RootElement));
        Assert.Equal(["person-named", "turned-out", "takeaway-written"], Kinds(export.RootElement.GetProperty("guests")[0]));
        Assert.Equal("Olga", Assert.Single(await me.Looks(ana)).By);
        await Person(olga).Erase(olga);
        Assert.Null(Assert.Single(await me.Looks(ana)).By);
        await Refused("not-yours", () => me.Export(retro.Ben.Caller));
    }

    [Fact, Trait("Row", "T26")]
    public async Task What_somebody_promised_to_themselves_goes_with_them_and_what_others_wait_for_stays()
    {
        var team = await LiveTeam.Found(cluster);
        var (own, shared, seen) = (new CommitmentId(Guid.NewGuid()), new CommitmentId(Guid.NewGuid()), new CommitmentId(Guid.NewGuid()));
        var due = DateOnly.FromDateTime(cluster.Time.GetUtcNow().AddDays(9).UtcDateTime);
        await Promise(own).Propose(team.Ben, new("Sleep more", "Eight hours", due, "Etc/UTC", team.Ben.Person, team.Ben.Person, null));
        await Promise(shared).Propose(team.Ben, new("Send the invoices", "All have one", due, "Etc/UTC", team.Ben.Person, team.Ana.Person, team.Id));

        await Promise(seen).Propose(team.Ben, new("Answer faster", "Within a day", due, "Etc/UTC", team.Ben.Person, team.Ben.Person, team.Id, Shared: true, Why: "Wombats wait for me"));

        await Person(team.Ben).Erase(team.Ben);

        Assert.False(await cluster.Log.Read($"commitment/{own}").AnyAsync(Stop));
        // What a team was to see is the team's as well, and nobody waits for it any more.
        Assert.All(await cluster.Log.Read($"commitment/{seen}").Select(stored => Encoding.UTF8.GetString(stored.Data.Span)).ToArrayAsync(Stop), text => Assert.DoesNotContain("Wombat", text, StringComparison.Ordinal));
        Assert.Equal(CommitmentStatus.Released, (await Promise(seen).View(Caller.Room))!.Status);
        Assert.Equal("Send the invoices", (await Promise(shared).View(team.Ana))!.What);

        ICommitmentGrain Promise(CommitmentId id) => cluster.Grains.GetGrain<ICommitmentGrain>(id.Value);
    }

    /// <summary>Nowhere in the log, in no snapshot of the other one's ledger or the team's, and in nothing that anybody is shown.</summary>
    [Fact, Trait("Row", "T26"), Trait("Row", "S23")]
    public async Task What_somebody_said_about_a_promise_of_two_goes_with_them_and_what_both_agreed_on_stays()
    {
        var team = await LiveTeam.Found(cluster);
        var id = new CommitmentId(Guid.NewGuid());
        var promise = cluster.Grains.GetGrain<ICommitmentGrain>(id.Value);
        var due = DateOnly.FromDateTime(cluster.Time.GetUtcNow().AddDays(9).UtcDateTime);
        await promise.Propose(team.Ana, new("Send the invoices", "All have one", due, "Etc/UTC", team.Ben.Person, team.Ana.Person, team.Id, Shared: true, "Anas Grund"));
        await promise.AskBack(team.Ben, "Bens Frage");
        await promise.Clarify(team.Ana, "Anas Antwort");
        await promise.Agree(team.Ben, (await promise.View(team.Ana))!.TermsHash);
        await promise.Deliver(team.Ben);
        await promise.DeclareUnmet(team.Ana, "Anas Mangel");
        await promise.DeclareNotMet(team.Ana, "The last one");
        await promise.Dispute(team.Ben, "Bens Sicht");
        var mine = cluster.Grains.GetGrain<IPmLedgerGrain>(team.Ana.Person.Value);
        await mine.Closed(team.Ana);
        await team.Ledger.OpenPromises(team.Ana);
        await cluster.Reload(mine);
        await cluster.Reload(team.Ledger);
        Assert.Contains("Bens Sicht", await Kept($"pm/{team.Ana.Person}", PmLedgerGrain.SnapshotSchema));
        Assert.Contains("Bens Sicht", await Kept(team.Stream, TeamLedgerGrain.SnapshotSchema));

        await Person(team.Ben).Erase(team.Ben);

        foreach (var kept in new[] { await Stored(), await Kept($"pm/{team.Ana.Person}", PmLedgerGrain.SnapshotSchema), await Kept(team.Stream, TeamLedgerGrain.SnapshotSchema) })
        {
            Assert.DoesNotContain("Bens", kept);
            Assert.Contains("Send the invoices", kept);
        }
        Assert.Contains("Anas Mangel", await Stored());
        await cluster.Reload(promise);
        var view = (await promise.View(team.Ana))!;
        Assert.Equal((CommitmentStatus.Disputed, "Send the invoices", "Anas Grund"), (view.Status, view.What, view.Why));
        Assert.Equal(["", "Anas Antwort"], view.Talk.Select(remark => remark.Text));
        Assert.Equal([""], view.Statements.Select(remark => remark.Text));
        Assert.Equal(["Anas Grund", "Anas Antwort", "Anas Mangel"], (await promise.History(team.Ana)).Select(moment => moment.Text).Where(text => text is { Length: > 0 }));
        Assert.Equal(view, (await mine.Closed(team.Ana)).Promises.Single(), Same);

        async Task<string> Stored() => string.Join('\n', await cluster.Log.Read($"commitment/{id}").Select(one => System.Text.Encoding.UTF8.GetString(one.Data.Span)).ToArrayAsync(Stop));
        async Task<string> Kept(string of, int schema) => System.Text.Encoding.UTF8.GetString((await cluster.Log.LoadSnapshot(of, schema))!.Value.Data.Span);
        static bool Same(CommitmentView one, CommitmentView other) => JsonSerializer.Serialize(one) == JsonSerializer.Serialize(other);
    }

    [Fact]
    public async Task Whoever_is_forgotten_has_no_name_anywhere_and_the_facts_stay()
    {
        var (retro, ana) = await Adopted();
        await retro.Add(retro.Ben, "Pairing");
        await using var watch = retro.Watch();
        await watch.Until(watcher => watcher.Board.Seats.GetValueOrDefault(retro.Ben.Seat)?.Name == "Ben");

        await Person(ana).Erase(ana);

        await watch.Until(watcher => watcher.Board.Seats[retro.Ben.Seat].Name == "");
        Assert.Empty(await cluster.Log.Read($"pm/{ana.Person}").ToArrayAsync(Stop));
        Assert.Empty(await cluster.Log.Read($"pm/{retro.Ben.Caller.Person}").ToArrayAsync(Stop));
        Assert.Null(await Person(ana).Name());
        await retro.Reload();
        Assert.Equal("", (await retro.Board()).Seats[retro.Ben.Seat].Name);
        Assert.Equal("Pairing", Assert.Single((await retro.Board()).Cards.Values).Text);
        await Person(ana).Erase(ana);
        await Refused("not-found", () => Person(ana).Profile(ana));
        await Assert.ThrowsAnyAsync<ConflictException>(() => Person(ana).Introduce(ana, "Ana again"));
    }

    [Fact]
    public async Task Whoever_is_forgotten_leaves_their_teams_or_is_told_to_hand_over_first()
    {
        var team = await LiveTeam.Found(cluster);
        await Refused("last-facilitator", () => team.Person(team.Ana).Erase(team.Ana));
        Assert.Equal("Ana", await team.Person(team.Ana).Name());

        await team.Person(team.Ben).Erase(team.Ben);

        Assert.Equal(["Ana", "Olga"], (await team.Grain.View(team.Ana)).Members.Select(member => member.Name));
        await team.Grain.GiveRole(team.Ana, team.Olga.Person, TeamRole.Facilitator);
        await team.Person(team.Ana).Erase(team.Ana);
        Assert.Equal(["Olga"], (await team.Grain.View(team.Olga)).Members.Select(member => member.Name));
        await team.Reload();
        Assert.Equal(["Olga"], (await team.Grain.View(team.Olga)).Members.Select(member => member.Name));
    }

    /// <summary>Whoever can't go yet has gone from nowhere.</summary>
    [Fact]
    public async Task Whoever_is_needed_in_one_team_has_left_none_of_the_others()
    {
        var (team, other) = (await LiveTeam.Found(cluster), await LiveTeam.Found(cluster));
        await other.Grain.Join(team.Ben, await other.Invite());
        await team.Grain.GiveRole(team.Ana, team.Ben.Person, TeamRole.Facilitator);
        await team.Grain.Leave(team.Ana);
        var own = cluster.Grains.GetGrain<ITeamGrain>(Guid.NewGuid());
        await own.Found(team.Ben, "Only Ben");

        await Refused("last-facilitator", () => Person(team.Ben).Erase(team.Ben));
        await own.Delete(team.Ben);
        await Refused("last-facilitator", () => Person(team.Ben).Erase(team.Ben));

        Assert.Contains((await other.Grain.View(other.Ana)).Members, member => member.Person == team.Ben.Person);
        Assert.Contains((await team.Grain.View(team.Ben)).Members, member => member.Person == team.Ben.Person);
    }

    [Fact, Trait("Row", "Fault-R5")]
    public async Task A_deletion_that_broke_off_is_asked_for_again()
    {
        var ana = await LiveTeam.Account(cluster, "Ana");
        cluster.Log.LoseNextDeletion($"pm/{ana.Person}");
        await Assert.ThrowsAsync<UnknownOutcomeException>(() => Person(ana).Erase(ana));
        Assert.Equal("Ana", await Person(ana).Name());

        await Person(ana).Erase(ana);

        Assert.Null(await Person(ana).Name());
    }

    [Fact]
    public async Task A_page_of_ones_own_ends_with_oneself()
    {
        var ana = await LiveTeam.Account(cluster, "Ana");
        await using var watch = Person(ana).Watch(ana, 0, Stop).GetAsyncEnumerator(Stop);
        Assert.True(await watch.MoveNextAsync());
        var next = watch.MoveNextAsync();

        await Person(ana).Erase(ana);

        await Refused("not-found", () => next.AsTask().WaitAsync(RetroCluster.Patience, Stop));
    }

    [Fact, Trait("Row", "S24"), Trait("Row", "T26")]
    public async Task What_somebody_owned_up_to_goes_with_them_and_comes_back_by_no_late_repeat()
    {
        var ana = await LiveTeam.Account(cluster, "Ana");
        var (amends, mistake) = (cluster.Grains.GetGrain<IAmendsGrain>(ana.Person.Value), new MistakeId(Guid.NewGuid()));
        await amends.MakeRight(ana, mistake, new("Numbats got no release notes"));
        await using var watch = amends.Watch(ana, 1, Stop).GetAsyncEnumerator(Stop);
        var next = watch.MoveNextAsync();
        cluster.Log.LoseNextDeletion($"pm/{ana.Person}");
        await Assert.ThrowsAsync<UnknownOutcomeException>(() => Person(ana).Erase(ana));
        await Person(ana).Erase(ana);

        await Refused("not-found", () => next.AsTask().WaitAsync(RetroCluster.Patience, Stop));
        Assert.Empty(await cluster.Log.Read($"amends/{ana.Person}").ToArrayAsync(Stop));
        await cluster.Gone(amends);
        await Refused("not-found", () => amends.MakeRight(ana, mistake, new("Numbats got no release notes")));
        Assert.Empty((await amends.View(ana)).Mistakes);
        Assert.Equal("[]", await amends.Export(ana));
    }

    /// <summary>Ana's account turns out to be who Ben was in a retro.</summary>
    async Task<(LiveRetro Retro, Caller Ana)> Adopted()
    {
        var (retro, ana) = (await LiveRetro.Start(cluster), await LiveTeam.Account(cluster, "Ana"));
        await Person(ana).KeepRetro(ana, retro.Id, retro.Ben.Caller.Person);
        return (retro, ana);
    }

    IPmGrain Person(Caller who) => cluster.Grains.GetGrain<IPmGrain>(who.Person.Value);

    static IEnumerable<string?> Kinds(JsonElement export) => export.GetProperty("events").EnumerateArray().Select(@event => @event.GetProperty("$t").GetString());
}
