using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OrleansRetro.Pms;
using OrleansRetro.Retros;

namespace OrleansRetro.Commitments;

sealed partial class CommitmentGrain(IEventLog log, [FromKeyedServices("domain")] TimeProvider time, ILogger<CommitmentGrain> logger)
    : EventSourcedGrain<Commitment, CommitmentEvent>(log, logger), ICommitmentGrain, IGuarded, IRemindable
{
    protected override string Stream => StreamOf(Id);
    protected override JsonTypeInfo<CommitmentEvent> EventFormat => CommitmentJson.Default.CommitmentEvent;

    CommitmentId Id => new(this.GetPrimaryKey());

    /// <summary>The write that founds a commitment in the append of whoever decided on it.</summary>
    public static StreamWrite Found(CommitmentId id, CommitmentRequested requested) =>
        new(StreamOf(id), 0, [JsonSerializer.SerializeToUtf8Bytes<CommitmentEvent>(requested, CommitmentJson.Default.CommitmentEvent)],
            TopicsOf(requested.Promisor, requested.Requester, requested.Team, isDue: true));

    public ValueTask<bool> Admits(Caller who, Audience audience)
    {
        MustExist();
        // Where not even its parties can be read, there is nothing to tell. For whoever has no part in it, it isn't there.
        return Durable.Terms is null || audience == Audience.Reader && Durable.IsPartyTo(who) ? ValueTask.FromResult(true) : throw new RejectedException("not-found");
    }

    public Task<CommitmentView?> View(Caller who)
    {
        if (DurableVersion == 0)
            DeactivateOnIdle();
        return Task.FromResult(Durable.Terms is null ? null : Durable.View(who, Id, DurableVersion));
    }

    public async Task<ImmutableArray<Moment>> History(Caller who)
    {
        MustExist();
        MustBeWhole();
        var (moments, known) = (ImmutableArray.CreateBuilder<Moment>(), Commitment.Empty);
        await foreach (var stored in Log.Read(Stream))
        {
            var @event = JsonSerializer.Deserialize(stored.Data.Span, CommitmentJson.Default.CommitmentEvent)!;
            if (known.MomentOf(@event) is { } moment)
                moments.Add(moment);
            known = known.Evolve(@event);
        }
        return moments.ToImmutable();
    }

    public async Task<long> Propose(Caller who, CommitmentDraft draft)
    {
        if (HeadVersion == 0)
        {
            // What can't be proposed by them at all asks nobody.
            Commitment.Propose(who, draft, time.GetUtcNow());
            await MustBeTeammates(draft);
            await MustBePart(draft);
            var daysOff = await DaysOff(draft.Team);
            await Decide(commitment => commitment.Terms is null ? Commitment.Propose(who, draft, time.GetUtcNow(), daysOff) : []);
        }
        if (!Durable.IsFoundedBy(who, draft))
            throw new RejectedException("not-found");
        await Arm();
        return DurableVersion;
    }

    public Task<long> Agree(Caller who, string terms) => Act((commitment, daysOff) => commitment.Agree(who, terms, time.GetUtcNow(), daysOff));
    public Task<long> Counter(Caller who, string what, string doneWhen, DateOnly due, string seen) =>
        Act((commitment, daysOff) => commitment.Counter(who, commitment.Terms! with { What = what, DoneWhen = doneWhen, Due = due }, seen, time.GetUtcNow(), daysOff));
    public Task<long> AskBack(Caller who, string question) => Act(commitment => commitment.AskBack(who, question, time.GetUtcNow()));
    public Task<long> Clarify(Caller who, string answer) => Act(commitment => commitment.Clarify(who, answer, time.GetUtcNow()));
    public Task<long> Promise(Caller who) => Act((commitment, daysOff) => commitment.Promise(who, time.GetUtcNow(), daysOff));
    public Task<long> PromiseAgain(Caller room, PersonId promisor, DateOnly due) => Act((commitment, daysOff) => commitment.PromiseAgain(room, promisor, due, time.GetUtcNow(), daysOff));
    public Task<long> Decline(Caller who) => Act(commitment => commitment.Decline(who, time.GetUtcNow()));
    public Task<long> Deliver(Caller who) => Act(commitment => commitment.Deliver(who, time.GetUtcNow()));
    public Task<long> DeclareSatisfaction(Caller who, bool asSpecified) => Act(commitment => commitment.DeclareSatisfaction(who, asSpecified, time.GetUtcNow()));
    public Task<long> DeclareNotMet(Caller who, string? unmet) => Act(commitment => commitment.DeclareNotMet(who, unmet, time.GetUtcNow()));
    public Task<long> Release(Caller who) => Act(commitment => commitment.Release(who, time.GetUtcNow()));

    public Task<long> RaiseRisk(Caller who) => Act(commitment => commitment.RaiseRisk(who, time.GetUtcNow()));
    public Task<long> SayOnTrack(Caller who) => Act(commitment => commitment.SayOnTrack(who, time.GetUtcNow()));
    public Task<long> ProposeDay(Caller who, DateOnly due) => Act((commitment, daysOff) => commitment.ProposeDay(who, due, time.GetUtcNow(), daysOff));
    public Task<long> AcceptDay(Caller who, DateOnly due) => Act((commitment, daysOff) => commitment.AcceptDay(who, due, time.GetUtcNow(), daysOff));
    public Task<long> ProposeTerms(Caller who, string what, string doneWhen, DateOnly due) =>
        Act((commitment, daysOff) => commitment.ProposeTerms(who, commitment.Terms! with { What = what, DoneWhen = doneWhen, Due = due }, time.GetUtcNow(), daysOff));
    public Task<long> AcceptTerms(Caller who, string terms) => Act((commitment, daysOff) => commitment.AcceptTerms(who, terms, time.GetUtcNow(), daysOff));
    public Task<long> SetStake(Caller who, Stake stake) => Act(commitment => commitment.SetStake(who, stake, time.GetUtcNow()));
    public Task<long> JudgeFirstTerms(Caller who, bool asSpecified) => Act(commitment => commitment.JudgeFirstTerms(who, asSpecified, time.GetUtcNow()));
    public Task<long> JudgeEffect(Caller who, bool helped) => Act(commitment => commitment.JudgeEffect(who, helped, time.GetUtcNow()));
    public Task<long> KeepDay(Caller who, DateOnly? seen) => Act(commitment => commitment.KeepDay(who, seen, time.GetUtcNow()));
    public Task<long> Revoke(Caller who, string cleanup) => Act(commitment => commitment.Revoke(who, cleanup, time.GetUtcNow()));

    public Task<long> GiveEvidence(Caller who, string evidence) => Act(commitment => commitment.GiveEvidence(who, evidence, time.GetUtcNow()));

    public Task<long> DeclareUnmet(Caller who, string unmet) => Act(commitment => commitment.DeclareUnmet(who, unmet, time.GetUtcNow()));
    public Task<long> Dispute(Caller who, string statement) => Act(commitment => commitment.Dispute(who, statement, time.GetUtcNow()));
    public Task<long> Settle(Caller who, Settlement settlement) => Act(commitment => commitment.Settle(who, settlement, time.GetUtcNow()));

    public Task<long> Share(Caller room, Teams.TeamId team) => Act(commitment => commitment.Share(room, team));
    public Task<long> TakeBackJudgement(Caller who) => Act(commitment => commitment.TakeBackJudgement(who, time.GetUtcNow()));

    /// <summary>Whoever asks somebody for something belongs to a team with them.</summary>
    async Task MustBeTeammates(CommitmentDraft draft)
    {
        foreach (var person in new[] { draft.Requester, draft.Promisor }.Distinct())
        {
            var role = draft.Team is { } team ? await GrainFactory.GetGrain<Teams.ITeamGrain>(team.Value).RoleOf(Caller.Room, person) : null;
            if (role is null or < Teams.TeamRole.Member && (draft.Team is not null || draft.Shared || draft.Requester != draft.Promisor))
                throw new RejectedException("unknown-person");
        }
    }

    /// <summary>What it is a part of is an open promise of the same promisor, not itself a part, and one that whoever proposes it knows.</summary>
    async Task MustBePart(CommitmentDraft draft)
    {
        if (draft.PartOf is not { } whole)
            return;
        var view = whole == Id ? null : await GrainFactory.GetGrain<ICommitmentGrain>(whole.Value).View(Caller.Room);
        if (view is not { PartOf: null } || view.Promisor != draft.Promisor || view.Requester != draft.Requester && view.Promisor != view.Requester || !view.Status.IsOpen())
            throw new RejectedException("unknown-whole");
    }

    /// <summary>Days on which nobody works in the team in which the two met.</summary>
    async Task<ImmutableArray<DateOnly>> DaysOff(Teams.TeamId? team) => team is { } known ? await GrainFactory.GetGrain<Teams.ITeamGrain>(known.Value).DaysOff(Caller.Room) : [];

    async Task<long> Act(Func<Commitment, ImmutableArray<DateOnly>, IEnumerable<CommitmentEvent>> decision)
    {
        MustExist();
        var daysOff = await DaysOff(Durable.Through ?? Durable.Team);
        return await Act(commitment => decision(commitment, daysOff));
    }

    async Task<long> Act(Func<Commitment, IEnumerable<CommitmentEvent>> decision)
    {
        MustExist();
        await Decide(commitment =>
        {
            // What the clock has to say comes first, however late its reminder is.
            CommitmentEvent[] passed = [.. commitment.Tick(time.GetUtcNow())];
            return [.. passed, .. decision(passed.Aggregate(commitment, (known, @event) => known.Evolve(@event)))];
        });
        await Arm();
        return DurableVersion;
    }

    protected override IReadOnlyList<string> TopicsOf(IReadOnlyList<CommitmentEvent> events)
    {
        var known = events.Aggregate(Head, (commitment, @event) => commitment.Evolve(@event));
        return TopicsOf(known.Promisor, known.Requester, known.Team, isDue: events.Any(e => e is CommitmentRequested or RenegotiationAccepted));
    }

    static ImmutableArray<string> TopicsOf(PersonId promisor, PersonId requester, Teams.TeamId? team, bool isDue) =>
        [PmGrain.TopicOf(promisor), PmGrain.TopicOf(requester), .. isDue ? ["due"] : Array.Empty<string>(), .. team is { } seeing ? [RetroGrain.TopicOf(seeing)] : Array.Empty<string>()];

    protected override void OnCommitted(IReadOnlyList<CommitmentEvent> events)
    {
        if (Durable.Retro is { } retro)
            GrainFactory.GetGrain<IRetroGrain>(retro.Value).PromiseMoved(Caller.Room, Id).Ignore();
        foreach (var party in new[] { Durable.Promisor, Durable.Requester }.Distinct())
            GrainFactory.GetGrain<IPmLedgerGrain>(party.Value).Nudge(Caller.Room).Ignore();
        if (Durable.Team is { } team)
            GrainFactory.GetGrain<Teams.ITeamLedgerGrain>(team.Value).Nudge(Caller.Room).Ignore();
    }

    static string StreamOf(CommitmentId id) => $"commitment/{id}";
}
