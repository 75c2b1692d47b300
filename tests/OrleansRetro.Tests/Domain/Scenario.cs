using OrleansRetro.Changes;
using OrleansRetro.Commitments;
using OrleansRetro.EventSourcing;
using OrleansRetro.Owning;
using OrleansRetro.Partnerships;
using OrleansRetro.Pms;
using OrleansRetro.Retros;
using OrleansRetro.Teams;
using OrleansRetro.Tests.Contracts;

namespace OrleansRetro.Tests.Domain;

/// <summary>Given what has happened, when somebody decides, then these events follow, or a no.</summary>
static class Scenario
{
    public static Scenario<Retro, RetroEvent> Given(params IEnumerable<RetroEvent> events) => Scenario<Retro, RetroEvent>.After(events);

    public static Scenario<Commitment, CommitmentEvent> Given(params IEnumerable<CommitmentEvent> events) => Scenario<Commitment, CommitmentEvent>.After(events);

    public static Scenario<Team, TeamEvent> Given(params IEnumerable<TeamEvent> events) => Scenario<Team, TeamEvent>.After(events);

    public static Scenario<Partnership, PartnershipEvent> Given(params IEnumerable<PartnershipEvent> events) => Scenario<Partnership, PartnershipEvent>.After(events);

    public static Scenario<Change, ChangeEvent> Given(params IEnumerable<ChangeEvent> events) => Scenario<Change, ChangeEvent>.After(events);

    public static Scenario<Amends, AmendsEvent> Given(params IEnumerable<AmendsEvent> events) => Scenario<Amends, AmendsEvent>.After(events);

    public static Scenario<Pm, PmEvent> Given(params IEnumerable<PmEvent> events) => Scenario<Pm, PmEvent>.After(events);
}

sealed record Scenario<TState, TEvent>(TState State)
    where TState : IState<TState, TEvent>
    where TEvent : notnull
{
    static readonly Func<TState, IEnumerable<TEvent>> Nothing = _ => [];

    Func<TState, IEnumerable<TEvent>> Decision { get; init; } = Nothing;

    public static Scenario<TState, TEvent> After(IEnumerable<TEvent> events) => new(Fold(TState.Empty, events));

    /// <summary>Something more that was decided before.</summary>
    public Scenario<TState, TEvent> And(Func<TState, IEnumerable<TEvent>> decision) => this with { State = Fold(State, decision(State)) };

    public Scenario<TState, TEvent> When(Func<TState, IEnumerable<TEvent>> decision) => this with { Decision = decision };

    /// <summary>Exactly these events, and none when the same is asked again.</summary>
    public Scenario<TState, TEvent> Then(params IEnumerable<TEvent> expected)
    {
        var after = ThenEvenWhenRepeated(expected);
        Assert.Empty(Decision(after.State).Select(Stored.Text));
        return after;
    }

    public Scenario<TState, TEvent> ThenNothing() => Then();

    public Scenario<TState, TEvent> ThenEvenWhenRepeated(params IEnumerable<TEvent> expected)
    {
        var decided = Decision(State).ToArray();
        Assert.Equal(expected.Select(Stored.Text), decided.Select(Stored.Text));
        return this with { State = Fold(State, decided) };
    }

    /// <summary>A no with this code, and with these arguments for its words.</summary>
    public Scenario<TState, TEvent> Rejected(string code, params string[] arguments)
    {
        var no = Assert.Throws<RejectedException>(() => Decision(State).ToArray());
        Assert.Equal((code, string.Join(',', arguments)), (no.Code, string.Join(',', no.Args)));
        return this;
    }

    /// <summary>What is true now.</summary>
    public Scenario<TState, TEvent> So(Action<TState> check)
    {
        check(State);
        return this;
    }

    static TState Fold(TState state, IEnumerable<TEvent> events) => events.Aggregate(state, (state, @event) => state.Evolve(@event));
}
