using OrleansRetro.Retros;
using static OrleansRetro.Tests.Domain.Cast;
using static OrleansRetro.Tests.Domain.Scenario;

namespace OrleansRetro.Tests.Domain;

[Trait("Row", "R13")]
public sealed class VotingOnTopics
{
    const string Bens = "tag of Ben", Cleos = "tag of Cleo";

    static Dictionary<Guid, int> Totals(Retro retro) => retro.Voting.Totals(retro).ToDictionary(total => total.Key.Value, total => total.Value);

    [Fact, Trait("Row", "T27")]
    public void Votes_are_set_not_added() =>
        Given(InVote())
            .When(retro => retro.SetVotes(Ben, First, 2, Bens)).Then(new VotesSet(First, Bens, 2))
            .When(retro => retro.SetVotes(Ben, First, 1, Bens)).Then(new VotesSet(First, Bens, 1))
            .When(retro => retro.SetVotes(Ben, First, 0, Bens)).Then(new VotesSet(First, Bens, 0))
            .So(retro => Assert.Empty(Totals(retro)));

    [Fact, Trait("Row", "Attack-A38")]
    public void Nobody_votes_more_than_their_budget() =>
        Given(InVote())
            .And(retro => retro.SetVotes(Ben, First, 2, Bens))
            .When(retro => retro.SetVotes(Ben, Second, 2, Bens)).Rejected("votes-spent", "3")
            .When(retro => retro.SetVotes(Ben, Second, 1, Bens)).Then(new VotesSet(Second, Bens, 1))
            .When(retro => retro.SetVotes(Ben, Third, 1, Bens)).Rejected("votes-spent", "3")
            .So(retro => Assert.Equal((0, 3), (retro.Voting.Left(Bens, retro), retro.Voting.Left(Cleos, retro))));

    [Fact, Trait("Row", "Attack-A38")]
    public void Nobody_votes_more_on_one_topic_than_its_cap() =>
        Given(WithCards(Phase.Group))
            .And(retro => retro.PlanVotes(Ana, 5, 2))
            .And(retro => retro.EnterPhase(Ana, Phase.Vote, Now))
            .When(retro => retro.SetVotes(Ben, First, 3, Bens)).Rejected("votes-cap", "2")
            .When(retro => retro.SetVotes(Ben, First, 2, Bens)).Then(new VotesSet(First, Bens, 2));

    [Fact]
    public void A_round_in_which_nobody_votes_leaves_the_votes_that_were_given() =>
        Given(InVote())
            .And(retro => retro.SetVotes(Ben, First, 2, Bens))
            .And(retro => retro.EnterPhase(Ana, Phase.Commit, Now))
            .And(retro => retro.EnterPhase(Ana, Phase.Vote, Now))
            .And(retro => retro.EnterPhase(Ana, Phase.Commit, Now))
            .And(retro => retro.EnterPhase(Ana, Phase.Vote, Now))
            .And(retro => retro.EnterPhase(Ana, Phase.Discuss, Now))
            .So(retro => Assert.Equal((3, 2), (retro.Voting.Round, Assert.Single(Totals(retro)).Value)))
            .And(retro => retro.EnterPhase(Ana, Phase.Vote, Now))
            .And(retro => retro.SetVotes(Cleo, Second, 1, Cleos))
            .And(retro => retro.EnterPhase(Ana, Phase.Discuss, Now))
            .So(retro => Assert.Equal((Second.Value, 1), (Assert.Single(Totals(retro)).Key, Assert.Single(Totals(retro)).Value)));

    [Theory, Trait("Row", "Attack-A38")]
    [InlineData(-1)]
    [InlineData(int.MinValue)]
    public void Nobody_votes_against(int count) =>
        Given(InVote()).When(retro => retro.SetVotes(Ben, First, count, Bens)).Rejected("votes-negative");

    [Fact, Trait("Row", "Attack-A38")]
    public void A_huge_number_is_refused_like_any_other() =>
        Given(InVote()).When(retro => retro.SetVotes(Ben, First, int.MaxValue, Bens)).Rejected("votes-cap", "3");

    [Fact, Trait("Row", "Attack-A38")]
    public void Nobody_votes_on_what_is_gone_elsewhere_or_no_topic() =>
        Given(WithCards(Phase.Group))
            .And(retro => retro.GroupCards(Ben, Pairing, "", [First, Second]))
            .And(retro => retro.DeleteCard(Cleo, Third, KeyOf(Cleo, Third)))
            .And(retro => retro.EnterPhase(Ana, Phase.Vote, Now))
            .When(retro => retro.SetVotes(Ben, Third, 1, Bens)).Rejected("deleted")
            .When(retro => retro.SetVotes(Ben, NoCard, 1, Bens)).Rejected("unknown-topic")
            .When(retro => retro.SetVotes(Ben, First, 1, Bens)).Rejected("unknown-topic")
            .When(retro => retro.SetVotes(Stranger, Pairing, 1, Bens)).Rejected("not-yours");

    [Fact, Trait("Row", "Attack-A38")]
    public void Nobody_votes_after_it_is_closed() =>
        Given(InVote())
            .And(retro => retro.EnterPhase(Ana, Phase.Discuss, Now))
            .When(retro => retro.SetVotes(Ben, First, 1, Bens)).Rejected("voting-closed");

    [Fact]
    public void Votes_are_blind_until_they_are_closed() =>
        Given(InVote())
            .And(retro => retro.SetVotes(Ben, First, 2, Bens))
            .So(retro => Assert.Null(retro.ToBoard(new("retro"), 1, _ => "", Limits).Votes.Totals))
            .And(retro => retro.EnterPhase(Ana, Phase.Discuss, Now))
            .So(retro => Assert.Equal(2, retro.ToBoard(new("retro"), 1, _ => "", Limits).Votes.Totals![First]));

    [Fact]
    public void Everybody_sees_their_own() =>
        Given(InVote())
            .And(retro => retro.SetVotes(Ben, First, 2, Bens))
            .So(retro =>
            {
                var (ben, cleo) = (retro.SeatOf(retro.Seated(Ben), TokenOf(Ben), Bens, _ => null), retro.SeatOf(retro.Seated(Cleo), TokenOf(Cleo), Cleos, _ => null));
                Assert.Equal((2, 1), (ben.Votes[First], ben.VotesLeft));
                Assert.Equal((0, 3), (cleo.Votes.Count, cleo.VotesLeft));
            });

    [Fact]
    public void A_group_sums_the_ballots_of_its_cards_and_a_split_gives_them_back() =>
        Given(InVote())
            .And(retro => retro.SetVotes(Ben, First, 2, Bens))
            .And(retro => retro.SetVotes(Cleo, Second, 1, Cleos))
            .And(retro => retro.EnterPhase(Ana, Phase.Group, Now))
            .And(retro => retro.GroupCards(Ana, Pairing, "", [First, Second]))
            .So(retro => Assert.Equal(new() { [Pairing.Value] = 3 }, Totals(retro)))
            .And(retro => retro.GroupCard(Ana, Second, null))
            .So(retro => Assert.Equal(new() { [Pairing.Value] = 2, [Second.Value] = 1 }, Totals(retro)));

    [Fact]
    public void Ballots_of_a_group_stay_with_it_and_the_last_card_inherits_them() =>
        Given(WithCards(Phase.Group))
            .And(retro => retro.GroupCards(Ana, Pairing, "", [First, Second]))
            .And(retro => retro.EnterPhase(Ana, Phase.Vote, Now))
            .And(retro => retro.SetVotes(Ben, Pairing, 2, Bens))
            .And(retro => retro.EnterPhase(Ana, Phase.Group, Now))
            .And(retro => retro.GroupCard(Ana, First, null))
            .So(retro => Assert.Equal(new() { [Pairing.Value] = 2 }, Totals(retro)))
            .And(retro => retro.GroupCards(Ana, Other, "", [Second]))
            .So(retro => Assert.Equal(new() { [Other.Value] = 2 }, Totals(retro)));

    [Fact, Trait("Row", "Attack-A38")]
    public void Votes_on_a_deleted_card_come_back_and_are_not_spent_twice_when_it_is_restored() =>
        Given(InVote())
            .And(retro => retro.SetVotes(Ben, Second, 3, Bens))
            .And(retro => retro.SetVotes(Cleo, Second, 1, Cleos))
            .And(retro => retro.EnterPhase(Ana, Phase.Group, Now))
            .And(retro => retro.DeleteCard(Ben, Second, KeyOf(Ben, Second)))
            .And(retro => retro.EnterPhase(Ana, Phase.Vote, Now))
            .So(retro => Assert.Equal(3, retro.Voting.Left(Bens, retro)))
            .And(retro => retro.SetVotes(Ben, First, 3, Bens))
            .And(retro => retro.EnterPhase(Ana, Phase.Group, Now))
            .And(retro => retro.RestoreCard(Ben, Second, KeyOf(Ben, Second), Limits))
            .So(retro =>
            {
                Assert.Equal((0, 2), (retro.Voting.Left(Bens, retro), retro.Voting.Left(Cleos, retro)));
                Assert.Equal(new() { [First.Value] = 3, [Second.Value] = 1 }, Totals(retro));
            });

    [Fact]
    public void Votes_on_a_card_that_joined_a_group_can_be_taken_back_but_not_raised() =>
        Given(InVote())
            .And(retro => retro.SetVotes(Ben, First, 2, Bens))
            .And(retro => retro.EnterPhase(Ana, Phase.Group, Now))
            .And(retro => retro.GroupCards(Ana, Pairing, "", [First, Second]))
            .And(retro => retro.EnterPhase(Ana, Phase.Vote, Now))
            .When(retro => retro.SetVotes(Ben, First, 3, Bens)).Rejected("unknown-topic")
            .When(retro => retro.SetVotes(Ben, First, 2, Bens)).ThenNothing()
            .When(retro => retro.SetVotes(Ben, First, 0, Bens)).Then(new VotesSet(First, Bens, 0))
            .So(retro => Assert.Equal(3, retro.Voting.Left(Bens, retro)));

    [Fact, Trait("Row", "Attack-A38")]
    public void The_cap_counts_what_a_topic_brought_along() =>
        Given(WithCards(Phase.Group))
            .And(retro => retro.PlanVotes(Ana, 5, 2))
            .And(retro => retro.EnterPhase(Ana, Phase.Vote, Now))
            .And(retro => retro.SetVotes(Ben, First, 1, Bens))
            .And(retro => retro.EnterPhase(Ana, Phase.Group, Now))
            .And(retro => retro.GroupCards(Ana, Pairing, "", [First, Second]))
            .And(retro => retro.EnterPhase(Ana, Phase.Vote, Now))
            .When(retro => retro.SetVotes(Ben, Pairing, 2, Bens)).Rejected("votes-cap", "2")
            .When(retro => retro.SetVotes(Ben, Pairing, 1, Bens)).Then(new VotesSet(Pairing, Bens, 1));

    [Fact]
    public void Ties_stand_in_an_order_that_tells_nothing() =>
        Given(InVote())
            .And(retro => retro.SetVotes(Ben, First, 1, Bens))
            .And(retro => retro.SetVotes(Cleo, Second, 1, Cleos))
            .So(retro => Assert.Equal(
                new[] { First.Value, Second.Value }.OrderBy(Chance.Of).Append(Third.Value),
                retro.TopicsByVotes().Select(topic => topic.Value)));
}
