using System.Text;
using System.Text.Json;
using OrleansRetro.Auditing;
using OrleansRetro.Commitments;
using OrleansRetro.EventSourcing;
using OrleansRetro.Owning;
using OrleansRetro.Pms;
using static OrleansRetro.Tests.Cluster.Refusal;

namespace OrleansRetro.Tests.Cluster;

/// <summary>Somebody's own mistakes: for their eyes alone, and without weight anywhere else.</summary>
[Collection(nameof(RetroCluster)), Trait("Row", "S24")]
public sealed class MakingRight(RetroCluster cluster)
{
    readonly MistakeId _first = new(Guid.NewGuid()), _second = new(Guid.NewGuid());

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact, Trait("Row", "T27")]
    public async Task It_is_there_for_its_owner_alone_and_once_however_often_it_is_sent()
    {
        var team = await LiveTeam.Found(cluster);
        var amends = Of(team.Ana);
        Assert.Equal((0, 0), ((await amends.View(team.Ana)).Mistakes.Length, (await amends.View(team.Ana)).Version));
        await using var watch = amends.Watch(team.Ana, 0, Stop).GetAsyncEnumerator(Stop);
        var next = watch.MoveNextAsync();

        var versions = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => amends.MakeRight(team.Ana, _first, new("I forgot to tell support"))));

        Assert.All(versions, version => Assert.Equal(1, version));
        Assert.True(await next.AsTask().WaitAsync(RetroCluster.Patience, Stop));
        await cluster.Reload(amends);
        Assert.Equal("I forgot to tell support", Assert.Single((await amends.View(team.Ana)).Mistakes).Said.What);
        foreach (var other in new[] { team.Ben, team.Olga, Caller.Operator(team.Ana.Person), Caller.Seat(team.Ana.Person), Caller.Room, Caller.Clock })
        {
            await Refused("not-yours", () => amends.View(other));
            await Refused("not-yours", () => amends.Export(other));
            await Refused("not-yours", () => amends.MakeRight(other, _second, new("Ana forgot me")));
        }
        var nobody = Caller.Account(new(Guid.NewGuid()));
        await Refused("not-found", () => Of(nobody).MakeRight(nobody, _first, new("Whose is this?")));
    }

    [Fact]
    public async Task No_rate_no_ledger_and_no_trail_knows_of_it()
    {
        var team = await LiveTeam.Found(cluster);
        var (ledger, promise) = (cluster.Grains.GetGrain<IPmLedgerGrain>(team.Ana.Person.Value), await Partly(team, team.Ana));
        var before = await Known();
        Assert.Equal((0, 1), (await ledger.Record(team.Ana)).OnTime is var rate ? (rate.Kept, rate.Of) : default);

        await Of(team.Ana).MakeRight(team.Ana, _first, new("Wombat invoices were incomplete"), promise);
        await Of(team.Ana).MakeRight(team.Ana, _second, new("Wombat invoices again"));
        await Of(team.Ana).Correct(team.Ana, _first, new("Wombat invoices lacked two pilots"));
        await Of(team.Ana).Link(team.Ana, _second, new(_first));
        await Refused("not-yours", () => Of(team.Ana).View(team.Ben));
        await Of(team.Ana).TakeBack(team.Ana, _second);

        Assert.Equal(before, await Known());
        Assert.DoesNotContain("Wombat", before, StringComparison.Ordinal);

        // Everything that others read of Ana, and what she is told about her promises.
        async Task<string> Known()
        {
            var topics = new StringBuilder();
            foreach (var topic in new[] { $"pm:{team.Ana.Person}", $"pm:{team.Ben.Person}", $"team:{team.Id}", "due" })
            {
                await foreach (var stored in cluster.Log.ReadTopic(topic).WithCancellation(Stop))
                    topics.Append(stored.Stream).Append(Encoding.UTF8.GetString(stored.Data.Span));
            }
            return JsonSerializer.Serialize(await ledger.Record(team.Ana)) + JsonSerializer.Serialize(await team.Ledger.OpenPromises(team.Ben)) + JsonSerializer.Serialize(await team.Ledger.Quarters(team.Ben))
                + JsonSerializer.Serialize((await cluster.Grains.GetGrain<ICommitmentGrain>(promise.Value).History(team.Ben)).Select(moment => moment.What)) + topics
                + await Text($"pm/{team.Ana.Person}") + await Text($"audit/{Trail.Of(team.Id)}") + await Text($"audit/{Trail.Installation}");
        }
    }

    [Fact]
    public async Task Only_a_promise_of_ones_own_that_was_not_kept_is_made_right_or_repeated()
    {
        var team = await LiveTeam.Found(cluster);
        var (mine, theirs, kept) = (await Partly(team, team.Ana), await Partly(team, team.Ben), await Partly(team, team.Ana, kept: true));
        var (amends, words) = (Of(team.Ana), new MistakeWords("Something else entirely"));
        await Refused("nothing-to-make-right", () => amends.MakeRight(team.Ana, _first, words, theirs));
        await Refused("nothing-to-make-right", () => amends.MakeRight(team.Ana, _first, words, kept));
        await Refused("nothing-to-make-right", () => amends.MakeRight(team.Ana, _first, words, new(Guid.NewGuid())));
        await amends.MakeRight(team.Ana, _first, words, mine);
        await amends.MakeRight(team.Ana, _second, words);
        await Refused("nothing-to-make-right", () => amends.Link(team.Ana, _second, new(Promise: theirs)));
        await amends.Link(team.Ana, _second, new(Promise: mine));
        Assert.Equal((_second, mine), (await amends.View(team.Ana)).Mistakes is [var newest, var first] ? (newest.Id, first.Promise) : default);
    }

    [Fact, Trait("Row", "T25")]
    public async Task An_earlier_one_is_found_in_the_owner_s_own_history_and_in_nobody_elses()
    {
        var team = await LiveTeam.Found(cluster);
        var promise = await Partly(team, team.Ana);
        await Of(team.Ben).MakeRight(team.Ben, _first, new("I sent the pilot invoices late"));
        Assert.Null((await Of(team.Ben).View(team.Ben)).Similar);

        await Of(team.Ana).MakeRight(team.Ana, _first, new("The pilot invoices that I sent were incomplete"));
        Assert.Equal(new SimilarEarlier(_first, new(Promise: promise)), (await Of(team.Ana).View(team.Ana)).Similar);
        await Of(team.Ana).TellApart(team.Ana, _first, new(Promise: promise));
        Assert.Null((await Of(team.Ana).View(team.Ana)).Similar);
        await Of(team.Ana).MakeRight(team.Ana, _second, new("Once more I sent incomplete invoices to the pilots"));
        Assert.Equal(new SimilarEarlier(_second, new(_first)), (await Of(team.Ana).View(team.Ana)).Similar);
    }

    [Fact]
    public async Task Taken_back_it_leaves_no_word_in_the_log_and_the_link_stays()
    {
        var (ana, amends) = await Somebody();
        await amends.MakeRight(ana, _first, new("Wombat release", "Wombat team", "Wombat lead", new(2030, 1, 1), "Wombat repair", "Wombat plan"));
        await amends.Correct(ana, _first, new("Wombat release, once"));
        await amends.MakeRight(ana, _second, new("Quokka release"));
        await amends.Link(ana, _second, new(_first));
        Assert.Contains("Wombat plan", await amends.Export(ana), StringComparison.Ordinal);

        var version = await amends.TakeBack(ana, _first);

        Assert.Equal(version, await amends.TakeBack(ana, _first));
        Assert.DoesNotContain("Wombat", await Text($"amends/{ana.Person}"), StringComparison.Ordinal);
        await cluster.Reload(amends);
        Assert.True(Assert.Single(Assert.Single((await amends.View(ana)).Mistakes).Before).IsTakenBack);
        using var export = JsonDocument.Parse(await amends.Export(ana));
        Assert.Equal(["mistake-owned", "mistake-corrected", "mistake-owned", "recurrence-linked", "mistake-taken-back"], export.RootElement.EnumerateArray().Select(@event => @event.GetProperty("$t").GetString()));
    }

    async Task<(Caller, IAmendsGrain)> Somebody() => await LiveTeam.Account(cluster, "Ana") is var ana ? (ana, Of(ana)) : default;

    /// <summary>A promise to send the pilot invoices whose day has passed, and that was kept in part.</summary>
    async Task<CommitmentId> Partly(LiveTeam team, Caller promisor, bool kept = false)
    {
        var (id, requester) = (new CommitmentId(Guid.NewGuid()), promisor == team.Ana ? team.Ben : team.Ana);
        var promise = cluster.Grains.GetGrain<ICommitmentGrain>(id.Value);
        await promise.Propose(requester, new("Send the pilot invoices", "All 12 pilots have one", DateOnly.FromDateTime(cluster.Time.GetUtcNow().AddDays(14).UtcDateTime), "Europe/Berlin", promisor.Person, requester.Person, team.Id));
        await promise.Agree(promisor, (await promise.View(promisor))!.TermsHash);
        await promise.Deliver(promisor);
        await promise.DeclareSatisfaction(requester, asSpecified: kept);
        cluster.Time.Advance(TimeSpan.FromDays(20));
        return id;
    }

    IAmendsGrain Of(Caller who) => cluster.Grains.GetGrain<IAmendsGrain>(who.Person.Value);

    async Task<string> Text(string stream) => string.Concat((await cluster.Log.Read(stream).ToArrayAsync(Stop)).Select(stored => Encoding.UTF8.GetString(stored.Data.Span)));
}
