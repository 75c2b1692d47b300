using OrleansRetro.Commitments;
using OrleansRetro.EventSourcing;
using static OrleansRetro.Tests.Domain.Cast;
using static OrleansRetro.Tests.Domain.Scenario;

namespace OrleansRetro.Tests.Domain;

/// <summary>Ana asked Ben, Ben handed it over: something is missing, or the two see differently how it ended.</summary>
[Trait("Row", "S23")]
public sealed class SeeingItDifferently
{
    static readonly Terms Terms = new("Send the pilot invoices", "All 12 pilots have one", new(2030, 1, 18), "Etc/UTC");
    static readonly DateTimeOffset InTime = new(2030, 1, 17, 12, 0, 0, TimeSpan.Zero), Due = new(2030, 1, 19, 0, 0, 0, TimeSpan.Zero), After = Due.AddDays(30);

    static Scenario<Commitment, CommitmentEvent> Delivered =>
        Given(new CommitmentRequested(Terms, Ana.Person, Ben.Person, Now)).And(commitment => commitment.Promise(Ben, Now)).And(commitment => commitment.Deliver(Ben, InTime));

    static Scenario<Commitment, CommitmentEvent> NotKept => Delivered.And(commitment => commitment.DeclareNotMet(Ana, "The last one", InTime));

    [Fact]
    public void What_is_missing_is_said_by_whoever_asked_and_it_is_promised_as_before() =>
        Delivered
            .When(commitment => commitment.DeclareUnmet(Ben, "Two have none", InTime)).Rejected("not-yours")
            .When(commitment => commitment.DeclareUnmet(Ana, " ", InTime)).Rejected("text-empty")
            .When(commitment => commitment.DeclareUnmet(Ana, "Two have none", InTime)).Then(new ConditionsUnmet("Two have none", InTime, Ana.Person))
            .So(commitment => Assert.Equal((CommitmentStatus.Promised, "Two have none", (bool?)null, Due), (commitment.Status, commitment.Unmet, commitment.OnTime, commitment.Deadline)))
            .When(commitment => commitment.Deliver(Ben, InTime.AddHours(1))).Then(new DeliveryDeclared(InTime.AddHours(1)))
            .So(commitment => Assert.Null(commitment.Unmet))
            .When(commitment => commitment.DeclareSatisfaction(Ana, true, InTime)).Then(new SatisfactionDeclared(true, true, InTime, Ana.Person));

    [Fact]
    public void What_is_still_missing_on_the_day_is_missed() =>
        Delivered
            .And(commitment => commitment.DeclareUnmet(Ana, "Two have none", Due.AddDays(1)))
            .When(commitment => commitment.Tick(Due.AddDays(1))).Then(new CommitmentMissed(Due.AddDays(1)))
            .When(commitment => commitment.Deliver(Ben, Due.AddDays(2))).Then(new DeliveryDeclared(Due.AddDays(2)))
            .So(commitment => Assert.Equal(false, commitment.OnTime));

    [Fact]
    public void Neither_of_the_two_ends_it_alone() =>
        NotKept
            .And(commitment => commitment.Dispute(Ben, "It was there", After))
            .When(commitment => commitment.TakeBackJudgement(Ana, After)).Rejected("promise-closed")
            .When(commitment => commitment.TakeBackJudgement(Caller.Room, After)).Rejected("promise-closed")
            .And(commitment => commitment.Settle(Ana, Settlement.NotKept, After))
            .And(commitment => commitment.Settle(Ben, Settlement.NotKept, After))
            // What both have settled neither of them opens again.
            .When(commitment => commitment.Dispute(Ben, "It was there", After)).Rejected("promise-closed")
            .When(commitment => commitment.Dispute(Ana, "It was not", After)).Rejected("promise-closed");

    [Fact]
    public void A_day_that_both_agree_on_afterwards_leaves_nothing_missing() =>
        Delivered
            .And(commitment => commitment.DeclareUnmet(Ana, "Two have none", InTime))
            .And(commitment => commitment.ProposeDay(Ben, new(2030, 4, 10), InTime))
            .And(commitment => commitment.AcceptDay(Ana, new(2030, 4, 10), InTime))
            .So(commitment => Assert.Null(commitment.Unmet))
            .When(commitment => commitment.DeclareNotMet(Ana, "The last one", InTime.AddDays(1))).Rejected("promise-closed");

    [Fact]
    public void It_counts_neither_way_until_both_settle_it()
    {
        NotKept
            .So(commitment => Assert.Equal((0, 1), OnTime(commitment)))
            .When(commitment => commitment.Dispute(Cleo, "Mine", InTime)).Rejected("not-yours")
            .When(commitment => commitment.Dispute(Caller.Room, "Ours", InTime)).Rejected("not-yours")
            .When(commitment => commitment.Dispute(Ben, "All had one on Friday", InTime)).Then(new StatementMade("All had one on Friday", Ben.Person, InTime))
            .So(commitment => Assert.Equal((CommitmentStatus.Disputed, (0, 0)), (commitment.Status, OnTime(commitment))))
            .When(commitment => commitment.Dispute(Ana, "Two came on Monday", InTime)).Then(new StatementMade("Two came on Monday", Ana.Person, InTime))
            .So(commitment => Assert.Equal(["All had one on Friday", "Two came on Monday"], commitment.Statements.Select(said => said.Text)))
            .When(commitment => commitment.DeclareNotMet(Ana, "The last one", InTime)).Rejected("promise-closed")
            .When(commitment => commitment.Settle(Cleo, Settlement.Kept, InTime)).Rejected("not-yours")
            .When(commitment => commitment.Settle(Ben, Settlement.Kept, InTime)).Then(new SettlementProposed(Settlement.Kept, Ben.Person, InTime))
            .So(commitment => Assert.Equal(CommitmentStatus.Disputed, commitment.Status))
            .When(commitment => commitment.Settle(Ana, Settlement.KeptLate, InTime)).Then(new SettlementProposed(Settlement.KeptLate, Ana.Person, InTime))
            .When(commitment => commitment.Settle(Ben, Settlement.Kept, InTime)).Then(new SettlementProposed(Settlement.Kept, Ben.Person, InTime))
            .When(commitment => commitment.Settle(Ana, Settlement.Kept, InTime)).Then(new DisputeSettled(Settlement.Kept, InTime))
            .So(commitment => Assert.Equal((CommitmentStatus.Met, true, true, (1, 1)), (commitment.Status, commitment.OnTime, commitment.AsSpecified, OnTime(commitment))));
    }

    [Theory]
    [InlineData(Settlement.Kept, 1, 1), InlineData(Settlement.KeptLate, 0, 1), InlineData(Settlement.Partly, 0, 1), InlineData(Settlement.NotKept, 0, 1), InlineData(Settlement.LetGo, 0, 0)]
    public void What_both_agree_on_is_what_counts_also_against_the_clock(Settlement settlement, int kept, int of) =>
        Given(new CommitmentRequested(Terms, Ana.Person, Ben.Person, Now))
            .And(commitment => commitment.Promise(Ben, Now)).And(commitment => commitment.Tick(Due))
            .And(commitment => commitment.Dispute(Ben, "It lay on her desk", Due)).And(commitment => commitment.Settle(Ana, settlement, Due)).And(commitment => commitment.Settle(Ben, settlement, Due))
            .So(commitment => Assert.Equal((kept, of), OnTime(commitment)));

    [Fact]
    public void Only_what_has_ended_is_seen_differently_and_never_by_one_with_themselves()
    {
        Delivered.When(commitment => commitment.Dispute(Ben, "No", InTime)).Rejected("promise-closed");
        Given(new CommitmentRequested(Terms, Ana.Person, Ana.Person, Now)).And(commitment => commitment.Promise(Ana, Now)).And(commitment => commitment.Tick(Due))
            .When(commitment => commitment.Dispute(Ana, "No", Due)).Rejected("not-yours");
    }

    static (int, int) OnTime(Commitment commitment) => KeepRecords.Of(Numbered(commitment), Ben.Person, After).OnTime is var rate ? (rate.Kept, rate.Of) : default;
}
