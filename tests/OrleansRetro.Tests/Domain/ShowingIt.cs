using OrleansRetro.Commitments;
using static OrleansRetro.Tests.Domain.Cast;
using static OrleansRetro.Tests.Domain.Scenario;

namespace OrleansRetro.Tests.Domain;

/// <summary>Ben promised Ana something, and says where it can be seen.</summary>
[Trait("Row", "R08"), Trait("Row", "S23")]
public sealed class ShowingIt
{
    const string There = "https://example.org/invoices";

    static readonly Terms Terms = new("Send the pilot invoices", "All 12 pilots have one", new(2030, 1, 18), "Etc/UTC");

    static Scenario<Commitment, CommitmentEvent> Promised => Given(new CommitmentRequested(Terms, Ana.Person, Ben.Person, Now)).And(commitment => commitment.Promise(Ben, Now));

    [Fact]
    public void Whoever_promised_it_says_so_before_and_after_it_is_handed_over_and_once_it_is_confirmed() =>
        Promised
            .When(commitment => commitment.GiveEvidence(Ana, There, Now)).Rejected("not-owner")
            .When(commitment => commitment.GiveEvidence(Ben, " ", Now)).Rejected("text-empty")
            .When(commitment => commitment.GiveEvidence(Ben, There, Now)).Then(new EvidenceGiven(There, Now))
            .So(commitment => Assert.Equal((There, There), (commitment.Evidence, commitment.View(Ana, default, 3).Evidence)))
            .And(commitment => commitment.Deliver(Ben, Now))
            .When(commitment => commitment.GiveEvidence(Ben, "In the shared folder", Now)).Then(new EvidenceGiven("In the shared folder", Now))
            .And(commitment => commitment.DeclareSatisfaction(Ana, true, Now))
            .When(commitment => commitment.GiveEvidence(Ben, There, Now)).Then(new EvidenceGiven(There, Now));

    [Fact]
    public void There_is_nothing_to_show_of_what_was_never_promised_or_is_not_needed() =>
        Given(new CommitmentRequested(Terms, Ana.Person, Ben.Person, Now))
            .When(commitment => commitment.GiveEvidence(Ben, There, Now)).Rejected("promise-closed")
            .And(commitment => commitment.Release(Ana, Now))
            .When(commitment => commitment.GiveEvidence(Ben, There, Now)).Rejected("promise-closed");

    [Fact, Trait("Row", "T09")]
    public void Keeping_the_day_is_said_of_the_day_that_was_shown() =>
        Promised
            .And(commitment => commitment.ProposeDay(Ben, new(2030, 1, 25), Now))
            .And(commitment => commitment.ProposeDay(Ben, new(2030, 1, 28), Now))
            .When(commitment => commitment.KeepDay(Ana, new(2030, 1, 25), Now)).Rejected("day-changed")
            .When(commitment => commitment.KeepDay(Ana, new(2030, 1, 28), Now)).Then(new RenegotiationRefused(Ana.Person, Now));
}
