using System.Diagnostics;
using System.Text;
using System.Text.Json;
using OrleansRetro.Commitments;
using OrleansRetro.EventSourcing;
using OrleansRetro.Retros;
using OrleansRetro.Teams;
using OrleansRetro.Tests.Contracts;
using static OrleansRetro.Tests.Cluster.Refusal;

namespace OrleansRetro.Tests.Cluster;

/// <summary>What a team's retros amount to over time: a fold of the log, that can be thrown away.</summary>
[Collection(nameof(RetroCluster)), Trait("Row", "R32")]
public sealed class LedgerOfATeam(RetroCluster cluster)
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_retro_is_a_line_with_what_became_of_it()
    {
        var team = await LiveTeam.Found(cluster);
        var retro = await team.Start(team.Ana);
        var (pairing, builds) = (await retro.Add("Pairing"), await retro.Add("Slow builds", "did-not"));
        Assert.Equal((Phase.Write, null), await Line(team) is { } running ? (running.Phase, running.TopTopic) : default);
        await retro.Enter(Phase.Vote);
        await retro.Grain.SetVotes(retro.Creator.Caller, builds, 2);
        await retro.Grain.SetVotes(retro.Creator.Caller, pairing, 1);
        await retro.Enter(Phase.Commit);
        var (kept, open) = (await Promise(retro, "Cache the build", 7), await Promise(retro, "Pair on Fridays", 3));
        await cluster.Grains.GetGrain<ICommitmentGrain>(kept.Value).DeclareSatisfaction(Caller.Room, true);
        await retro.Enter(Phase.Close);
        await retro.Grain.Rename(retro.Creator.Caller, "Sprint 12, at last");

        var line = await Line(team);

        Assert.Equal(("Sprint 12, at last", Phase.Close, "Slow builds", new KeptPromises(1, 2, 1)), (line.Title, line.Phase, line.TopTopic, line.Promises));
        Assert.Equal(cluster.Time.GetUtcNow(), line.EndedAt);
        var promise = Assert.Single(await team.Ledger.OpenPromises(team.Ben));
        Assert.Equal((open, "Pair on Fridays", "Ana", CommitmentStatus.Promised), (promise.Id, promise.What, promise.Promisor, promise.Status));
    }

    [Fact]
    public async Task Newest_first_by_pages_and_what_was_put_away_apart()
    {
        var team = await LiveTeam.Found(cluster);
        var retros = new List<RetroId>();
        foreach (var title in new[] { "One", "Two", "Three" })
        {
            retros.Add((await team.Start(team.Ana, title)).Id);
            cluster.Time.Advance(TimeSpan.FromMinutes(1));
        }
        await team.Grain.ArchiveRetro(team.Ana, retros[1], true);

        Assert.Equal(["Three", "One"], (await team.Ledger.Retros(team.Ana)).Select(line => line.Title));
        Assert.Equal(["One"], (await team.Ledger.Retros(team.Ana, before: retros[2], limit: 1)).Select(line => line.Title));
        Assert.Equal([(true, "Two")], (await team.Ledger.Retros(team.Ana, archived: true)).Select(line => (line.Archived, line.Title)));
        await team.Grain.DiscardRetro(team.Ana, retros[0], true);
        Assert.Equal(["Three"], (await team.Ledger.Retros(team.Ana)).Select(line => line.Title));
        Assert.Empty(await team.Ledger.Search(team.Ana, "one"));
        Assert.Equal("Two", Assert.Single(await team.Ledger.Search(team.Ana, "two")).Retro.Title);
    }

    [Fact, Trait("Row", "R03")]
    public async Task A_review_of_expectations_opens_with_what_became_of_them_as_cards_of_the_room()
    {
        var team = await LiveTeam.Found(cluster);
        var retro = await team.Start(team.Ana);
        await retro.Enter(Phase.Commit);
        var (kept, open) = (await Promise(retro, "Cache the build", 7), await Promise(retro, "Pair on Fridays", 3));
        await cluster.Grains.GetGrain<ICommitmentGrain>(kept.Value).DeclareSatisfaction(Caller.Room, true);

        var review = await team.Start(team.Ben, "What we said", "expectation-review", anonymous: true, hidden: true);

        var board = await review.Grain.GetBoard(review.Creator.Caller);
        Assert.Equal([("met", "Cache the build"), ("set", "Pair on Fridays")], board.Cards.Values.Select(card => (card.Column.Value, card.Text!)).OrderBy(card => card.Item1, StringComparer.Ordinal));
        Assert.All(board.Cards.Values, card => Assert.Null(card.Author));
        // What is raised to the room besides is another card.
        Assert.DoesNotContain(board.Cards.Keys, card => card == Retro.CardOf(open) || card == Retro.CardOf(kept));
        Assert.Empty((await (await team.Start(team.Ben, "As ever")).Grain.GetBoard(review.Creator.Caller)).Cards);
    }

    [Fact]
    public async Task Only_the_team_reads_it()
    {
        var team = await LiveTeam.Found(cluster);
        var eve = await LiveTeam.Account(cluster, "Eve");
        await Refused("not-found", () => team.Ledger.Retros(eve));
        await Refused("not-found", () => team.Ledger.Search(eve, "a"));
        await Refused("not-found", () => team.Ledger.OpenPromises(Caller.Seat(team.Ana.Person)));
        await Refused("not-found", () => team.Ledger.Retros(Caller.Room));
        Assert.Empty(await team.Ledger.Retros(team.Olga));
    }

    [Theory, Trait("Row", "R09"), Trait("Row", "R10")]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    [InlineData(false, true)]
    public async Task Nothing_is_found_before_everybody_has_seen_it_and_nothing_tells_when_it_was_written(bool anonymous, bool hidden)
    {
        var team = await LiveTeam.Found(cluster);
        var retro = await team.Start(team.Ana, anonymous: anonymous, hidden: hidden);
        await retro.Add("Überraschend gute Café-Pausen");
        Assert.Empty(await team.Ledger.Search(team.Ben, "pausen"));
        Assert.Empty(await cluster.Log.ReadTopic($"team:{team.Id}").Where(stored => Encoding.UTF8.GetString(stored.Data.Span).Contains("card-added", StringComparison.Ordinal)).ToArrayAsync(Stop));

        await retro.Enter(Phase.Group);

        Assert.Equal(["Überraschend gute Café-Pausen"], Assert.Single(await team.Ledger.Search(team.Ben, "CAFE uberraschend")).Texts);
        await retro.Enter(Phase.Write);
        await retro.Add("Too early");
        Assert.Empty(await team.Ledger.Search(team.Ben, "early"));
    }

    [Fact, Trait("Row", "Attack-A62")]
    public async Task All_words_must_be_there_and_no_word_is_a_pattern()
    {
        var team = await LiveTeam.Found(cluster);
        var retro = await team.Start(team.Ana, "Sprint 12");
        var (regex, builds) = (await retro.Add("We matched (a+)+$ against aaaaaaaaaaaaaaaaaaaaaaaaaaaa!"), await retro.Add("Slow builds"));
        await retro.Enter(Phase.Group);
        await retro.Grain.GroupCards(retro.Creator.Caller, new(Guid.NewGuid()), "Tooling", [builds]);
        await retro.Enter(Phase.Discuss);
        await retro.Grain.TakeNotes(retro.Creator.Caller, regex, "Ban backtracking", null);
        await retro.Enter(Phase.Commit);

        Assert.Equal(["We matched (a+)+$ against aaaaaaaaaaaaaaaaaaaaaaaaaaaa!"], Assert.Single(await team.Ledger.Search(team.Ana, "(a+)+$")).Texts);
        Assert.Empty(await team.Ledger.Search(team.Ana, "(b+)+$"));
        Assert.Single(await team.Ledger.Search(team.Ana, "sprint tooling BACKTRACKING builds"));
        Assert.Empty(await team.Ledger.Search(team.Ana, "sprint elephants"));
        var today = DateOnly.FromDateTime(cluster.Time.GetUtcNow().UtcDateTime);
        Assert.Single(await team.Ledger.Search(team.Ana, "", today, today));
        Assert.Empty(await team.Ledger.Search(team.Ana, "", today.AddDays(1)));
        Assert.Empty(await team.Ledger.Search(team.Ana, "", null, today.AddDays(-1)));
    }

    [Fact]
    public async Task Thrown_away_it_is_made_again_to_the_same_bytes()
    {
        var team = await LiveTeam.Found(cluster);
        var retros = new List<TeamsRetro>();
        for (var number = 0; number < 3; number++)
        {
            var retro = await team.Start(team.Ana, $"Sprint {number}", anonymous: number == 1, hidden: number == 2);
            retros.Add(retro);
            await retro.Enter(Phase.Write);
            await retro.Add($"Pairing {number}");
            await retro.Enter(Phase.Commit);
            await Promise(retro, $"Promise {number}", 7);
            // Each look is a fold of its own, from where the last one ended.
            await team.Ledger.Retros(team.Ana);
        }
        await retros[0].Enter(Phase.Close);
        await team.Grain.ArchiveRetro(team.Ana, retros[1].Id, true);
        await retros[2].Grain.Delete(retros[2].Creator.Caller);
        var before = await Bytes(team);

        await Drop(team);

        Assert.Equal(before, await Bytes(team));
        Assert.Contains("Pairing 0", before, StringComparison.Ordinal);
        Assert.DoesNotContain("Pairing 2", before, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_an_operator_deleted_is_not_found_either()
    {
        var team = await LiveTeam.Found(cluster);
        var retro = await team.Start(team.Ana);
        await retro.Add("Pairing");
        await retro.Enter(Phase.Group);
        Assert.Single(await team.Ledger.Search(team.Ana, "pairing"));
        await cluster.Reload(team.Ledger);

        await cluster.Elsewhere.Delete(retro.Stream);

        Assert.Empty(await team.Ledger.Search(team.Ana, "pairing"));
    }

    [Fact, Trait("Row", "R35")]
    public async Task Two_hundred_retros_are_searched_at_once()
    {
        var team = await LiveTeam.Found(cluster);
        var started = Retro.Empty.Start(LiveTeam.Starting(LiveRetro.Anybody().Token) with { Person = team.Ana.Person }, cluster.Time.GetUtcNow(), new(team.Id)).ToArray();
        foreach (var number in Enumerable.Range(0, 200))
        {
            var cards = Enumerable.Range(0, 60).Select(card => new CardAdded(LiveRetro.NewCard(), new("went-well"), $"Card {card} of retro {number}: the build was slow again and nobody knew why"));
            RetroEvent[] events = [.. started, .. cards, new PhaseEntered(Phase.Group, cluster.Time.GetUtcNow())];
            await cluster.Elsewhere.Append([new($"retro/{Guid.NewGuid():N}", 0, [.. events.Select(e => (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(Stored.Text(e)))], [$"team:{team.Id}"])]);
        }
        Assert.Equal(100, (await team.Ledger.Search(team.Ana, "slow build", limit: 500)).Length);
        var best = TimeSpan.MaxValue;
        for (var look = 0; look < 5; look++)
        {
            var since = Stopwatch.GetTimestamp();
            Assert.Single(await team.Ledger.Search(team.Ana, "retro 117: CARD 59 nobody"));
            best = TimeSpan.FromTicks(Math.Min(best.Ticks, Stopwatch.GetElapsedTime(since).Ticks));
        }
        Assert.True(best < TimeSpan.FromMilliseconds(50), $"It took {best.TotalMilliseconds} ms.");
    }

    async Task<RetroLine> Line(LiveTeam team) => Assert.Single(await team.Ledger.Retros(team.Ana));

    async Task<CommitmentId> Promise(TeamsRetro retro, string what, int days)
    {
        var id = new CommitmentId(Guid.NewGuid());
        var due = DateOnly.FromDateTime(cluster.Time.GetUtcNow().AddDays(days).UtcDateTime);
        await retro.Grain.ProposeAction(retro.Creator.Caller, new(id, retro.Creator.Seat, what, "Everybody can see it", due, "Etc/UTC"));
        await cluster.Grains.GetGrain<ICommitmentGrain>(id.Value).Promise(retro.Creator.Caller);
        return id;
    }

    /// <summary>What the ledger keeps, once it has read all there is and was put to rest.</summary>
    async Task<string> Bytes(LiveTeam team)
    {
        await team.Ledger.Retros(team.Ana);
        await cluster.Reload(team.Ledger);
        var snapshot = await cluster.Log.LoadSnapshot(team.Stream, TeamLedgerGrain.SnapshotSchema);
        return $"{snapshot!.Value.Version} {Encoding.UTF8.GetString(snapshot.Value.Data.Span)}";
    }

    /// <summary>A snapshot that means nothing takes the place of the one that is there.</summary>
    async Task Drop(LiveTeam team)
    {
        var there = await cluster.Log.LoadSnapshot(team.Stream, TeamLedgerGrain.SnapshotSchema);
        await cluster.Log.SaveSnapshot(team.Stream, there!.Value.Version, TeamLedgerGrain.SnapshotSchema + 1, JsonSerializer.SerializeToUtf8Bytes("dropped"));
        Assert.Null(await cluster.Log.LoadSnapshot(team.Stream, TeamLedgerGrain.SnapshotSchema));
    }
}
