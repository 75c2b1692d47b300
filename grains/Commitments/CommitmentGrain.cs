using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OrleansRetro.Retros;

namespace OrleansRetro.Commitments;

sealed class CommitmentGrain(IEventLog log, [FromKeyedServices("domain")] TimeProvider time, ILogger<CommitmentGrain> logger)
    : EventSourcedGrain<Commitment, CommitmentEvent>(log, logger), ICommitmentGrain
{
    protected override string Stream => StreamOf(Id);
    protected override JsonTypeInfo<CommitmentEvent> EventFormat => CommitmentJson.Default.CommitmentEvent;

    CommitmentId Id => new(this.GetPrimaryKey());

    /// <summary>The write that founds a commitment in the append of whoever decided on it.</summary>
    public static StreamWrite Found(CommitmentId id, CommitmentRequested requested) =>
        new(StreamOf(id), 0, [JsonSerializer.SerializeToUtf8Bytes<CommitmentEvent>(requested, CommitmentJson.Default.CommitmentEvent)],
            [$"pm:{requested.Promisor}", $"pm:{requested.Requester}", "due", .. requested.Team is { } team ? [RetroGrain.TopicOf(team)] : Array.Empty<string>()]);

    public Task<CommitmentView?> View(Caller who)
    {
        if (DurableVersion == 0)
            DeactivateOnIdle();
        return Task.FromResult(Durable.Terms is null ? null : Durable.View(who, Id, DurableVersion));
    }

    public Task<long> Promise(Caller who) => Act(commitment => commitment.Promise(who, time.GetUtcNow()));
    public Task<long> PromiseAgain(Caller room, PersonId promisor, DateOnly due) => Act(commitment => commitment.PromiseAgain(room, promisor, due, time.GetUtcNow()));
    public Task<long> Decline(Caller who) => Act(commitment => commitment.Decline(who, time.GetUtcNow()));
    public Task<long> Deliver(Caller who) => Act(commitment => commitment.Deliver(who, time.GetUtcNow()));
    public Task<long> DeclareSatisfaction(Caller who, bool asSpecified, bool? onTime) => Act(commitment => commitment.DeclareSatisfaction(who, asSpecified, onTime, time.GetUtcNow()));
    public Task<long> DeclareNotMet(Caller who) => Act(commitment => commitment.DeclareNotMet(who, time.GetUtcNow()));
    public Task<long> Release(Caller who) => Act(commitment => commitment.Release(who, time.GetUtcNow()));

    public Task<long> Share(Caller room, Teams.TeamId team) => Act(commitment => commitment.Share(room, team));
    public Task<long> TakeBackJudgement(Caller who) => Act(commitment => commitment.TakeBackJudgement(who, time.GetUtcNow()));

    async Task<long> Act(Func<Commitment, IEnumerable<CommitmentEvent>> decision)
    {
        MustExist();
        await Decide(decision);
        return DurableVersion;
    }

    protected override IReadOnlyList<string> TopicsOf(IReadOnlyList<CommitmentEvent> events) =>
        [$"pm:{Durable.Promisor}", $"pm:{Durable.Requester}", .. events.Any(e => e is RenegotiationAccepted) ? ["due"] : Array.Empty<string>(),
            .. (Head.Team ?? events.OfType<CommitmentShared>().FirstOrDefault()?.Team) is { } team ? [RetroGrain.TopicOf(team)] : Array.Empty<string>()];

    protected override void OnCommitted(IReadOnlyList<CommitmentEvent> events)
    {
        if (Durable.Retro is { } retro)
            GrainFactory.GetGrain<IRetroGrain>(retro.Value).PromiseMoved(Id).Ignore();
        if (Durable.Team is { } team)
            GrainFactory.GetGrain<Teams.ITeamLedgerGrain>(team.Value).Nudge(Caller.Room).Ignore();
    }

    static string StreamOf(CommitmentId id) => $"commitment/{id}";
}
