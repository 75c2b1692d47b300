using CsCheck;
using OrleansRetro.Changes;
using OrleansRetro.Commitments;
using OrleansRetro.EventSourcing;
using OrleansRetro.Owning;
using OrleansRetro.Partnerships;
using OrleansRetro.Pms;
using OrleansRetro.Retros;
using OrleansRetro.Teams;
using static OrleansRetro.Tests.Domain.Cast;

namespace OrleansRetro.Tests.Domain;

/// <summary>Every state takes every event: a stream that makes no sense can still be looked at.</summary>
[Trait("Row", "Fault-R18")]
public sealed class EvolvingIsTotal
{
    [Fact]
    public void Any_retro_takes_any_event_and_can_be_seen() =>
        AnyEvent.Of<RetroEvent>().Array[0, 30].Sample(events =>
        {
            var retro = Fold<Retro, RetroEvent>(events);
            retro.ToBoard(new("retro"), events.Length, _ => "", Limits);
            Assert.All(events.SelectMany(@event => retro.Changes(@event, _ => "", Limits)), Assert.NotNull);
            Assert.All(retro.Participants, seat => retro.SeatOf(seat, TokenOf(Ana), "words", _ => "words"));
            Assert.All(retro.Voting.Ballots.Values.SelectMany(ballot => ballot.Values), votes => Assert.InRange(votes, 1, Voting.Most));
        });

    /// <summary>No decision gives a seat twice; a log that was mended by hand may.</summary>
    [Fact]
    public void A_seat_that_is_taken_twice_is_whose_it_was_last() =>
        Scenario.Given([.. Started(), new SeatTaken(BensSeat, Cleo.Person, "another token")]).So(retro =>
            Assert.Equal(Cleo.Person, Assert.Single(retro.Participants, seat => seat.Id == BensSeat).Person));

    [Fact]
    public void Any_commitment_takes_any_event_and_can_be_seen() =>
        AnyEvent.Of<CommitmentEvent>().Array[0, 8].Sample(events =>
        {
            var commitment = Fold<Commitment, CommitmentEvent>(events);
            if (commitment.Terms is not null)
                Assert.Equal(events.Length, commitment.View(Caller.Room, new(Number(0xE1)), events.Length).Version);
            Assert.NotNull(events.Index().Aggregate(PmLedger.Empty, (ledger, @event) => ledger.With(new(Number(0xE1)), @event.Item, @event.Index + 1)).Open(DateTimeOffset.UnixEpoch));
        });

    [Fact]
    public void Any_partnership_takes_any_event_and_can_be_seen() =>
        AnyEvent.Of<PartnershipEvent>().Array[0, 12].Sample(events =>
        {
            var partnership = Fold<Partnership, PartnershipEvent>(events);
            if (partnership.View(Ana, PartnershipId.Of(Ana.Person, Ben.Person), Now, events.Length) is { } view)
                Assert.Equal(events.Length, view.Version);
            Assert.All(events, @event => Assert.NotNull(partnership.Erase(@event, isClosed: true)));
        });

    [Fact]
    public void Any_change_takes_any_event_and_can_be_seen() =>
        AnyEvent.Of<ChangeEvent>().Array[0, 12].Sample(events =>
        {
            var change = Fold<Change, ChangeEvent>(events);
            Assert.All(change.Outcomes(1, DateTimeOffset.MaxValue), round => Assert.InRange(round.Median, 0, 4));
            _ = (change.Deadline, change.Asking(Now), change.Tick(Now).Count());
            Assert.All(change.Affected, affected => change.AnswerFor(affected.Promise, null));
            Assert.All(events, @event => Assert.NotNull(change.Erase(@event)));
        });

    [Fact]
    public void Any_commitment_says_what_became_of_it() =>
        AnyEvent.Of<CommitmentEvent>().Array[0, 8].Sample(events => { Fold<Commitment, CommitmentEvent>(events).AnswerIn(events); });

    [Fact]
    public void Any_amends_take_any_event_and_can_be_seen() =>
        AnyEvent.Of<AmendsEvent>().Array[0, 12].Sample(events =>
        {
            var amends = Fold<Amends, AmendsEvent>(events);
            Assert.Equal(events.Length, amends.View([OwningMistakes.Broken(7, "words", 1)], events.Length).Version);
            // Emptied in place, they mean the same.
            Assert.Equal(Seen(amends), Seen(Fold<Amends, AmendsEvent>([.. events.Select(amends.Erase)])));
        });

    [Fact]
    public void Any_person_takes_any_event() =>
        AnyEvent.Of<PmEvent>().Array[0, 8].Sample(events => { Fold<Pm, PmEvent>(events); });

    [Fact]
    public void Any_team_takes_any_event_and_can_be_seen() =>
        AnyEvent.Of<TeamEvent>().Array[0, 20].Sample(events =>
        {
            var team = Fold<Team, TeamEvent>(events);
            Assert.Equal(events.Length, team.View(new(Number(0xE1)), TeamRole.Facilitator, _ => "", Now, events.Length).Version);
            Assert.NotNull(events.Aggregate(TeamLedger.Empty, (ledger, @event) => ledger.Evolve(@event)));
            _ = team.Spent(Now).Count();
        });

    [Fact]
    public void An_event_from_the_future_changes_nothing() =>
        Scenario.Given(WithCards(Phase.Write)).So(retro => Assert.Same(retro, retro.Evolve(new FromTheFuture())));

    static TState Fold<TState, TEvent>(IEnumerable<TEvent> events) where TState : IState<TState, TEvent> =>
        events.Aggregate(TState.Empty, (state, @event) => state.Evolve(@event));

    static string Seen(Amends amends) => System.Text.Json.JsonSerializer.Serialize(amends, StateJson.Default.Amends);

    sealed record FromTheFuture : RetroEvent;
}
