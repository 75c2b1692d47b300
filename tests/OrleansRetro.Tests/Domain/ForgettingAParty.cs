using OrleansRetro.Commitments;
using OrleansRetro.EventSourcing;
using static OrleansRetro.Tests.Domain.Cast;
using static OrleansRetro.Tests.Domain.Scenario;

namespace OrleansRetro.Tests.Domain;

/// <summary>Ana asked Ben; one of the two is erased.</summary>
[Trait("Row", "T26"), Trait("Row", "S23")]
public sealed class ForgettingAParty
{
    static readonly Terms Terms = new("Send the pilot invoices", "All 12 pilots have one", new(2030, 1, 18), "Etc/UTC");
    static readonly DateTimeOffset Later = Now.AddHours(1);

    static readonly CommitmentEvent[] Said =
    [
        new CommitmentRequested(Terms, Ana.Person, Ben.Person, Now, Why: "Ana's reason"),
        new ClarificationAsked("Ben's question", Ben.Person, Now),
        new ClarificationGiven("Ana's answer", Ana.Person, Now),
        new PromiseMade("hash", Now),
        new EvidenceGiven("Ben's link", Later),
        new DeliveryDeclared(Later),
        new ConditionsUnmet("Ana's complaint", Later, Ana.Person),
        new DissatisfactionDeclared(Later, Ana.Person),
        new StatementMade("Ben's view", Ben.Person, Later),
        new StatementMade("Ana's view", Ana.Person, Later),
    ];

    static Commitment Fold(IEnumerable<CommitmentEvent> events) => events.Aggregate(Commitment.Empty, (commitment, @event) => commitment.Evolve(@event));

    static string[] Words(Commitment commitment) =>
        [.. new[] { commitment.Why, commitment.Unmet, commitment.Cleanup, commitment.Evidence }.OfType<string>(), .. commitment.Talk.Concat(commitment.Statements).Select(remark => remark.Text)];

    [Fact]
    public void Each_ones_words_go_and_the_other_ones_stay()
    {
        Assert.Equal(["Ana's reason", "Ana's complaint", "", "", "Ana's answer", "", "Ana's view"], Words(Fold([.. Said, new PartyForgotten(Ben.Person)])));
        Assert.Equal(["", "Ben's link", "Ben's question", "", "Ben's view", ""], Words(Fold([.. Said, new PartyForgotten(Ana.Person)])));
        Assert.All(Words(Fold([.. Said, new PartyForgotten(Ana.Person), new PartyForgotten(Ben.Person)])), text => Assert.Equal("", text));
    }

    /// <summary>Whether the words were emptied in the log yet or not.</summary>
    [Fact]
    public void What_is_read_from_emptied_events_is_the_same()
    {
        foreach (var person in new[] { Ana.Person, Ben.Person })
        {
            var live = Fold([.. Said, new PartyForgotten(person)]);
            var again = Fold([.. Said.Select(live.Erase), new PartyForgotten(person)]);
            Assert.Equal(Words(live), Words(again));
            Assert.Equal((live.Status, live.Terms, live.Promisor, live.Requester, live.OnTime, live.ClosedAt), (again.Status, again.Terms, again.Promisor, again.Requester, again.OnTime, again.ClosedAt));
            Assert.All(Said.Select(live.Erase), @event => Assert.Equal(live.Erase(@event), @event));
        }
    }

    [Fact]
    public void What_somebody_did_about_a_promise_they_took_back_goes_too()
    {
        var revoked = new CommitmentRevoked("Ben's cleanup", true, Now);
        var left = Fold([new CommitmentRequested(Terms, Ana.Person, Ben.Person, Now), new PromiseMade("hash", Now), revoked, new PartyForgotten(Ben.Person)]);

        Assert.Equal(("", CommitmentStatus.Revoked), (left.Cleanup, left.Status));
        Assert.Equal(revoked with { Cleanup = "" }, left.Erase(revoked));
    }

    [Theory]
    [InlineData(3), InlineData(4), InlineData(5), InlineData(6), InlineData(7)]
    public void What_was_still_open_waits_for_nobody(int events) =>
        Given(Said[..events]).When(commitment => commitment.Forget(Caller.Room, Ana.Person, Later)).Then(new PartyForgotten(Ana.Person), new CommitmentReleased(Later));

    [Fact]
    public void Only_a_room_knows_and_only_of_its_two_people_and_once() =>
        Given(Said)
            .When(commitment => commitment.Forget(Caller.Room, Cleo.Person, Now)).ThenNothing()
            .When(commitment => commitment.Forget(Ben, Ben.Person, Now)).ThenNothing()
            .When(commitment => commitment.Forget(Caller.Room, Ben.Person, Now)).Then(new PartyForgotten(Ben.Person))
            .So(commitment => Assert.Equal(CommitmentStatus.Disputed, commitment.Status))
            .When(commitment => commitment.Forget(Caller.Room, Ben.Person, Now)).ThenNothing();
}
