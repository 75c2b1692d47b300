using System.Text.Json;
using OrleansRetro.Commitments;
using OrleansRetro.EventSourcing;
using OrleansRetro.Retros;

namespace OrleansRetro.Tests.Cluster;

/// <summary>Two people act on one promise at the same instant, whatever they do: what happened is what would have happened had one of them come first.</summary>
[Collection(nameof(RetroCluster)), Trait("Row", "S23"), Trait("Row", "T27")]
public sealed class BothAtOnce(RetroCluster cluster)
{
    const int Rounds = 200, Turns = 12;

    [Fact]
    public async Task Two_hundred_times_there_is_one_outcome_and_both_know_it()
    {
        var team = await LiveTeam.Found(cluster);
        var (done, contested) = (new HashSet<string>(), 0);
        foreach (var seed in Enumerable.Range(1, Rounds))
        {
            var random = new Random(seed);
            var (id, due) = (new CommitmentId(Guid.NewGuid()), DateOnly.FromDateTime(cluster.Time.GetUtcNow().UtcDateTime).AddDays(random.Next(3, 15)));
            await Grain(id).Propose(random.Next(3) == 0 ? team.Ben : team.Ana, new("Send the invoices", "All have one", due, "Europe/Berlin", team.Ben.Person, team.Ana.Person, team.Id));
            await Begin(Grain(id), random, team, due);
            for (var turn = 0; turn < Turns; turn++)
            {
                cluster.Time.Advance(TimeSpan.FromHours(random.Next(4) == 0 ? random.Next(24 * 9) : 1));
                var (before, events) = await Read(id);
                Deed[] both = [Deeds.Any(random, before, team.Ana, cluster.Time.GetUtcNow()), Deeds.Any(random, before, team.Ben, cluster.Time.GetUtcNow())];

                var answers = await Task.WhenAll(both.Select(deed => Answer(Grain(id), deed)));

                var (after, all) = await Read(id);
                var now = cluster.Time.GetUtcNow();
                var (first, second) = (InTurn(before, now, both), InTurn(before, now, [.. both.Reverse()]));
                var happened = (string.Join('\n', all.Skip(events.Length)), answers[0], answers[1]);
                Assert.True(happened == (first.Events, first.Answers[0], first.Answers[1]) || happened == (second.Events, second.Answers[1], second.Answers[0]),
                    $"seed {seed}, turn {turn}: {both[0].Name} and {both[1].Name} after {before.Status}\nwas {happened}\nbut {first.Events}\nor {second.Events}");
                var (one, other) = ((await Grain(id).View(team.Ana))!, (await Grain(id).View(team.Ben))!);
                Assert.Equal((after.Status, all.Length, one.TermsHash), (one.Status, other.Version, other.TermsHash));
                done.UnionWith(both.Where((_, n) => answers[n]).Select(deed => deed.Name));
                contested += first.Events != second.Events ? 1 : 0;
            }
        }
        Assert.Equal(Deeds.Names.Order(StringComparer.Ordinal), done.Order(StringComparer.Ordinal));
        Assert.True(contested > Rounds, $"{contested} times it mattered who came first");
    }

    /// <summary>Some begin with a request, some with a promise, and some with one that was handed over as both changed it.</summary>
    static async Task Begin(ICommitmentGrain promise, Random random, LiveTeam team, DateOnly due)
    {
        var asked = (await promise.View(team.Ana))!;
        if (random.Next(3) == 0)
            return;
        await promise.Agree(asked.Author == team.Ana.Person ? team.Ben : team.Ana, asked.TermsHash);
        if (random.Next(3) > 0)
            return;
        await promise.ProposeTerms(team.Ben, asked.What, "Half have one", due);
        await promise.AcceptTerms(team.Ana, (await promise.View(team.Ana))!.Asked!.TermsHash!);
        await promise.Deliver(team.Ben);
    }

    /// <summary>What it would have come to, had they come one after the other: the events, and who was told that it is done.</summary>
    static (string Events, bool[] Answers) InTurn(Commitment state, DateTimeOffset now, Deed[] deeds)
    {
        var (events, answers) = (new List<CommitmentEvent>(), new List<bool>());
        foreach (var deed in deeds)
        {
            CommitmentEvent[] passed = [.. state.Tick(now)];
            var told = passed.Aggregate(state, (known, @event) => known.Evolve(@event));
            try
            {
                CommitmentEvent[] decided = [.. passed, .. deed.Decide(told)];
                events.AddRange(decided);
                state = decided.Aggregate(state, (known, @event) => known.Evolve(@event));
                answers.Add(true);
            }
            catch (RejectedException)
            {
                answers.Add(false);
            }
        }
        return (string.Join('\n', events.Select(@event => JsonSerializer.Serialize(@event, CommitmentJson.Default.CommitmentEvent))), [.. answers]);
    }

    async Task<(Commitment State, string[] Events)> Read(CommitmentId id)
    {
        var stored = await cluster.Log.Read($"commitment/{id}").Select(one => JsonSerializer.Deserialize(one.Data.Span, CommitmentJson.Default.CommitmentEvent)!).ToArrayAsync();
        return (stored.Aggregate(Commitment.Empty, (state, @event) => state.Evolve(@event)), [.. stored.Select(@event => JsonSerializer.Serialize(@event, CommitmentJson.Default.CommitmentEvent))]);
    }

    /// <summary>Whether it was done.</summary>
    static async Task<bool> Answer(ICommitmentGrain promise, Deed deed)
    {
        try
        {
            await deed.Ask(promise);
            return true;
        }
        catch (RejectedException)
        {
            return false;
        }
    }

    ICommitmentGrain Grain(CommitmentId id) => cluster.Grains.GetGrain<ICommitmentGrain>(id.Value);
}

/// <summary>One act on a promise: as it is asked of the grain, and as it is decided.</summary>
sealed record Deed(string Name, Func<ICommitmentGrain, Task<long>> Ask, Func<Commitment, IEnumerable<CommitmentEvent>> Decide);

/// <summary>Everything that a party can do about a promise that wasn't made in a retro.</summary>
static class Deeds
{
    /// <summary>Each of them by name.</summary>
    public static IEnumerable<string> Names => All(new(0), Commitment.Empty, Caller.Room, default).Select(deed => deed.Name);

    /// <summary>One of them; three times of four one that would be done if nothing came before it.</summary>
    public static Deed Any(Random random, Commitment seen, Caller who, DateTimeOffset now)
    {
        var all = All(random, seen, who, now);
        var sensible = random.Next(4) == 0 ? all : [.. all.Where(deed => IsDone(deed, seen))];
        return sensible is [] ? all[random.Next(all.Length)] : sensible[random.Next(sensible.Length)];
    }

    static bool IsDone(Deed deed, Commitment seen)
    {
        try
        {
            return deed.Decide(seen).Any();
        }
        catch (RejectedException)
        {
            return false;
        }
    }

    static Deed[] All(Random random, Commitment seen, Caller who, DateTimeOffset now)
    {
        var terms = seen.Terms ?? new("Send it", "It is there", new(2030, 1, 1), "Etc/UTC");
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        var other = (terms.Due > today ? terms.Due : today).AddDays(random.Next(1, 6));
        var (said, how, stake) = ($"Words {random.Next(9)}", (Settlement)random.Next(5), (Stake)random.Next(3));
        var (asSpecified, helped, asked) = (random.Next(3) > 0, random.Next(2) == 0, seen.Asked?.Terms ?? terms);
        var (hash, wanted) = (HashOf(terms), HashOf(asked));
        return
        [
            new("Agree", promise => promise.Agree(who, hash), state => state.Agree(who, hash, now)),
            new("Counter", promise => promise.Counter(who, terms.What, said, other, hash), state => state.Counter(who, state.Terms! with { What = terms.What, DoneWhen = said, Due = other }, hash, now)),
            new("AskBack", promise => promise.AskBack(who, said), state => state.AskBack(who, said, now)),
            new("Clarify", promise => promise.Clarify(who, said), state => state.Clarify(who, said, now)),
            new("Promise", promise => promise.Promise(who), state => state.Promise(who, now)),
            new("Decline", promise => promise.Decline(who), state => state.Decline(who, now)),
            new("Deliver", promise => promise.Deliver(who), state => state.Deliver(who, now)),
            new("GiveEvidence", promise => promise.GiveEvidence(who, said), state => state.GiveEvidence(who, said, now)),
            new("RaiseRisk", promise => promise.RaiseRisk(who), state => state.RaiseRisk(who, now)),
            new("SayOnTrack", promise => promise.SayOnTrack(who), state => state.SayOnTrack(who, now)),
            new("ProposeDay", promise => promise.ProposeDay(who, other), state => state.ProposeDay(who, other, now)),
            new("AcceptDay", promise => promise.AcceptDay(who, asked.Due), state => state.AcceptDay(who, asked.Due, now)),
            new("ProposeTerms", promise => promise.ProposeTerms(who, terms.What, said, other), state => state.ProposeTerms(who, state.Terms! with { What = terms.What, DoneWhen = said, Due = other }, now)),
            new("AcceptTerms", promise => promise.AcceptTerms(who, wanted), state => state.AcceptTerms(who, wanted, now)),
            new("SetStake", promise => promise.SetStake(who, stake), state => state.SetStake(who, stake, now)),
            new("JudgeFirstTerms", promise => promise.JudgeFirstTerms(who, asSpecified), state => state.JudgeFirstTerms(who, asSpecified, now)),
            new("KeepDay", promise => promise.KeepDay(who, seen.Asked?.Terms.Due), state => state.KeepDay(who, seen.Asked?.Terms.Due, now)),
            new("Revoke", promise => promise.Revoke(who, said), state => state.Revoke(who, said, now)),
            new("DeclareSatisfaction", promise => promise.DeclareSatisfaction(who, asSpecified), state => state.DeclareSatisfaction(who, asSpecified, now)),
            new("DeclareNotMet", promise => promise.DeclareNotMet(who, said), state => state.DeclareNotMet(who, said, now)),
            new("DeclareUnmet", promise => promise.DeclareUnmet(who, said), state => state.DeclareUnmet(who, said, now)),
            new("Dispute", promise => promise.Dispute(who, said), state => state.Dispute(who, said, now)),
            new("Settle", promise => promise.Settle(who, how), state => state.Settle(who, how, now)),
            new("Release", promise => promise.Release(who), state => state.Release(who, now)),
            new("TakeBackJudgement", promise => promise.TakeBackJudgement(who), state => state.TakeBackJudgement(who, now)),
        ];
    }

    static string HashOf(Terms terms) => Secret.Hash($"{terms.What}\n{terms.DoneWhen}\n{terms.Due:O}\n{terms.Zone}");
}
