using OrleansRetro.Commitments;
using OrleansRetro.EventSourcing;
using OrleansRetro.Retros;

namespace OrleansRetro.Tests.Cluster;

/// <summary>Two people act on one promise at the same instant, whatever they do: what happened is one history in which every step was allowed.</summary>
[Collection(nameof(RetroCluster)), Trait("Row", "S23"), Trait("Row", "T27")]
public sealed class BothAtOnce(RetroCluster cluster)
{
    const int Rounds = 200;

    [Fact]
    public async Task Two_hundred_times_there_is_one_outcome_and_both_know_it()
    {
        var team = await LiveTeam.Found(cluster);
        foreach (var seed in Enumerable.Range(1, Rounds))
        {
            var random = new Random(seed);
            var id = new CommitmentId(Guid.NewGuid());
            var due = DateOnly.FromDateTime(cluster.Time.GetUtcNow().UtcDateTime).AddDays(14);
            await Grain(id).Propose(team.Ana, new("Send the invoices", "All have one", due, "Europe/Berlin", team.Ben.Person, team.Ana.Person, team.Id));
            for (var turn = 0; turn < 6; turn++)
            {
                var seen = (await Grain(id).View(team.Ana))!;
                var answers = await Task.WhenAll(Try(Act(random, seen, team.Ana, due)), Try(Act(random, seen, team.Ben, due)));
                var after = (await Grain(id).View(team.Ana))!;
                // Nothing happens but what somebody was told has happened, and nobody is told otherwise.
                Assert.InRange(after.Version - seen.Version, 0, answers.Count(answer => answer is not null) * 2);
                Assert.All(answers, answer => Assert.True(answer is null || answer <= after.Version, $"seed {seed}"));
                Assert.Equal((after.Version, after.Status, after.TermsHash), (await Grain(id).View(team.Ben))! is var same ? (same.Version, same.Status, same.TermsHash) : default);
            }
            await HasOneHistory(id, seed);
        }
    }

    /// <summary>Folded one by one, each event is one that somebody might have decided on in the state before it.</summary>
    async Task HasOneHistory(CommitmentId id, int seed)
    {
        var (state, promised) = (Commitment.Empty, 0);
        await foreach (var stored in cluster.Log.Read($"commitment/{id}"))
        {
            var @event = System.Text.Json.JsonSerializer.Deserialize(stored.Data.Span, CommitmentJson.Default.CommitmentEvent)!;
            var isLegal = @event switch
            {
                PromiseMade e => state.Status.IsAsked() && ++promised == 1 && e.TermsHash == Secret.Hash($"{state.Terms!.What}\n{state.Terms.DoneWhen}\n{state.Terms.Due:O}\n{state.Terms.Zone}"),
                RenegotiationAccepted e => state.Asked is { } asked && asked.Terms == e.Terms,
                SatisfactionDeclared or DissatisfactionDeclared => state.Judged is null,
                DeliveryDeclared or RiskRaised or RenegotiationProposed => state.AgreedAt is not null && state.Judged is null,
                TermsCountered or CommitmentDeclined => state.Status.IsAsked(),
                _ => true,
            };
            Assert.True(isLegal, $"{@event} after {state.Status}, seed {seed}");
            state = state.Evolve(@event);
        }
        Assert.Equal(state.Status, (await Grain(id).View(Caller.Room))!.Status);
    }

    Func<Task<long>> Act(Random random, CommitmentView seen, Caller who, DateOnly due)
    {
        var promise = Grain(seen.Id);
        var other = due.AddDays(random.Next(1, 4));
        return random.Next(12) switch
        {
            0 or 1 => () => promise.Agree(who, seen.TermsHash),
            2 => () => promise.Counter(who, seen.What, seen.DoneWhen, other, seen.TermsHash),
            3 => () => promise.Decline(who),
            4 => () => promise.Deliver(who),
            5 => () => promise.ProposeDay(who, other),
            6 => () => promise.AcceptDay(who, seen.Asked?.Due ?? other),
            7 => () => promise.KeepDay(who, null),
            8 => () => promise.DeclareSatisfaction(who, asSpecified: true),
            9 => () => promise.DeclareNotMet(who, "The last one"),
            10 => () => promise.Release(who),
            _ => () => promise.RaiseRisk(who),
        };
    }

    /// <summary>Null for a no.</summary>
    static async Task<long?> Try(Func<Task<long>> act)
    {
        try
        {
            return await act();
        }
        catch (RejectedException)
        {
            return null;
        }
    }

    ICommitmentGrain Grain(CommitmentId id) => cluster.Grains.GetGrain<ICommitmentGrain>(id.Value);
}
