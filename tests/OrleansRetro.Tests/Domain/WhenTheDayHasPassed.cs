using OrleansRetro.Commitments;
using OrleansRetro.EventSourcing;
using static OrleansRetro.Tests.Domain.Cast;
using static OrleansRetro.Tests.Domain.Scenario;

namespace OrleansRetro.Tests.Domain;

/// <summary>Ana asked Ben, Ben promised, and nobody says anything: the clock does.</summary>
[Trait("Row", "S23")]
public sealed class WhenTheDayHasPassed
{
    static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    // Monday; due on Friday of the week after.
    static readonly DateTimeOffset Monday = At("2026-11-02T09:00"), Due = At("2026-11-14T00:00");
    static readonly Terms Terms = new("Send the pilot invoices", "All 12 pilots have one", new(2026, 11, 13), "Europe/Berlin");

    static Scenario<Commitment, CommitmentEvent> Promised => Given(new CommitmentRequested(Terms, Ana.Person, Ben.Person, Monday)).And(commitment => commitment.Promise(Ben, Monday));
    static Scenario<Commitment, CommitmentEvent> Missed => Promised.And(commitment => commitment.Tick(Due));

    static DateTimeOffset At(string local)
    {
        var there = DateTime.Parse(local, null);
        return new(there, Berlin.GetUtcOffset(there));
    }

    [Fact]
    public void A_promise_is_missed_at_the_end_of_its_day_where_it_was_made_and_not_before() =>
        Promised
            .So(commitment => Assert.Equal(Due, commitment.Deadline))
            .When(commitment => commitment.Tick(Due.AddTicks(-1))).ThenNothing()
            .When(commitment => commitment.Tick(Due)).Then(new CommitmentMissed(Due))
            .So(commitment => Assert.Equal((CommitmentStatus.Missed, null), (commitment.Status, commitment.Deadline)))
            .When(commitment => commitment.Tick(Due.AddDays(400))).ThenNothing();

    [Fact]
    public void What_nobody_promised_fades_and_is_missed_by_nobody() =>
        Given(new CommitmentRequested(Terms, Ana.Person, Ben.Person, Monday))
            .When(commitment => commitment.Tick(Due.AddDays(1))).ThenNothing();

    [Fact]
    public void Handed_over_after_its_day_it_is_met_and_late() =>
        Missed
            .When(commitment => commitment.Deliver(Ben, Due.AddDays(1))).Then(new DeliveryDeclared(Due.AddDays(1)))
            .When(commitment => commitment.DeclareSatisfaction(Ana, true, Due.AddDays(2))).Then(new SatisfactionDeclared(true, false, Due.AddDays(2), Ana.Person))
            .So(commitment => Assert.Equal((CommitmentStatus.Met, false), (commitment.Status, commitment.OnTime)));

    [Fact]
    public void Handed_over_in_time_it_is_missed_by_nobody() =>
        Promised
            .And(commitment => commitment.Deliver(Ben, Due.AddMinutes(-1)))
            .When(commitment => commitment.Tick(Due)).ThenNothing()
            .So(commitment => Assert.True(commitment.OnTime));

    [Fact]
    public void Another_day_may_still_be_agreed_on_and_was_asked_late() =>
        Missed
            .When(commitment => commitment.ProposeDay(Ben, new(2026, 11, 20), Due.AddHours(9))).Then(new RenegotiationProposed(Terms with { Due = new(2026, 11, 20) }, Ben.Person, Due.AddHours(9)))
            .When(commitment => commitment.KeepDay(Ana, null, Due.AddHours(9))).Then(new RenegotiationRefused(Ana.Person, Due.AddHours(9)))
            .So(commitment => Assert.Equal(CommitmentStatus.Missed, commitment.Status))
            .And(commitment => commitment.ProposeDay(Ben, new(2026, 11, 20), Due.AddHours(9)))
            .And(commitment => commitment.AcceptDay(Ana, new(2026, 11, 20), Due.AddHours(10)))
            .So(commitment => Assert.Equal((CommitmentStatus.Promised, new Commitment.EarlierDay(Terms.Due, false, true, Monday, Ben.Person), At("2026-11-21T00:00")), (commitment.Status, Assert.Single(commitment.Earlier), commitment.Deadline)))
            .When(commitment => commitment.Tick(At("2026-11-21T00:00"))).Then(new CommitmentMissed(At("2026-11-21T00:00")));

    [Fact]
    public void A_day_that_was_asked_for_and_not_answered_saves_nobody() =>
        Promised
            .And(commitment => commitment.ProposeDay(Ben, new(2026, 11, 20), Monday.AddDays(1)))
            .When(commitment => commitment.Tick(Due)).Then(new CommitmentMissed(Due))
            .When(commitment => commitment.Tick(Due.AddDays(1))).ThenNothing()
            .When(commitment => commitment.AcceptDay(Ana, new(2026, 11, 20), Due.AddHours(8))).Then(new RenegotiationAccepted(Terms with { Due = new(2026, 11, 20) }, Retros.Secret.Hash("Send the pilot invoices\nAll 12 pilots have one\n2026-11-20\nEurope/Berlin"), Due.AddHours(8), true));

    [Fact]
    public void A_question_hides_no_miss_and_can_still_be_answered() =>
        Promised
            .And(commitment => commitment.ProposeDay(Ben, new(2026, 11, 20), Due.AddMinutes(-1)))
            .And(commitment => commitment.Tick(Due))
            .So(commitment => Assert.Equal((CommitmentStatus.Missed, true), (commitment.Status, commitment.Asked is not null)))
            .When(commitment => commitment.DeclareNotMet(Ana, "The last one", Due)).Then(new DissatisfactionDeclared(Due, Ana.Person))
            .So(commitment => Assert.Null(commitment.View(Ana, default, 5).Asked));

    [Fact, Trait("Row", "T08")]
    public void A_requester_who_says_nothing_for_five_working_days_counts_neither_way() =>
        Promised
            .And(commitment => commitment.Deliver(Ben, At("2026-11-12T15:00")))
            // Thursday and five working days: the end of Thursday after.
            .So(commitment => Assert.Equal(At("2026-11-20T00:00"), commitment.Deadline))
            .When(commitment => commitment.Tick(At("2026-11-19T23:59"))).ThenNothing()
            .When(commitment => commitment.Tick(At("2026-11-20T00:00"))).Then(new ConfirmationLapsed(At("2026-11-20T00:00")))
            .So(commitment => Assert.Equal((CommitmentStatus.Unconfirmed, At("2028-11-14T00:00")), (commitment.Status, commitment.KeptUntil)))
            .When(commitment => commitment.DeclareSatisfaction(Ana, true, At("2026-12-01T09:00"))).Then(new SatisfactionDeclared(true, true, At("2026-12-01T09:00"), Ana.Person));

    /// <summary>The night in which clocks go back is an hour longer, and the day ends when it ends there.</summary>
    [Fact]
    public void A_day_on_which_clocks_change_ends_when_it_ends()
    {
        var sunday = Terms with { Due = new(2026, 10, 25) };
        Given(new CommitmentRequested(sunday, Ana.Person, Ben.Person, At("2026-10-20T09:00"))).And(commitment => commitment.Promise(Ben, At("2026-10-20T09:00")))
            .So(commitment => Assert.Equal(new DateTimeOffset(2026, 10, 25, 23, 0, 0, TimeSpan.Zero), commitment.Deadline));
    }

    [Fact]
    public void Whatever_the_room_says_about_a_missed_one_holds() =>
        Missed
            .When(commitment => commitment.DeclareNotMet(Caller.Room, null, Due.AddDays(3))).Then(new DissatisfactionDeclared(Due.AddDays(3)))
            .When(commitment => commitment.TakeBackJudgement(Caller.Room, Due.AddDays(3))).Then(new JudgementTakenBack(Due.AddDays(3)))
            .So(commitment => Assert.Equal(CommitmentStatus.Missed, commitment.Status))
            .When(commitment => commitment.PromiseAgain(Caller.Room, Ben.Person, new(2026, 11, 27), Due.AddDays(3))).Then(new RenegotiationAccepted(Terms with { Due = new(2026, 11, 27) }, Retros.Secret.Hash("Send the pilot invoices\nAll 12 pilots have one\n2026-11-27\nEurope/Berlin"), Due.AddDays(3)));
}
