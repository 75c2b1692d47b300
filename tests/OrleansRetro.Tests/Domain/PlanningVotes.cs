using OrleansRetro.Retros;
using static OrleansRetro.Tests.Domain.Cast;
using static OrleansRetro.Tests.Domain.Scenario;

namespace OrleansRetro.Tests.Domain;

[Trait("Row", "R13")]
public sealed class PlanningVotes
{
    [Fact]
    public void A_budget_and_a_cap_that_is_not_above_it() =>
        Given(Started())
            .When(retro => retro.PlanVotes(Ana, 5, 2)).Then(new VotesPlanned(5, 2))
            .When(retro => retro.PlanVotes(Ana, 4, 9)).Then(new VotesPlanned(4, 4));

    [Theory]
    [InlineData(0, 1)]
    [InlineData(21, 1)]
    [InlineData(-3, 1)]
    [InlineData(5, 0)]
    [InlineData(5, -1)]
    public void Within_reason(int budget, int cap) =>
        Given(Started()).When(retro => retro.PlanVotes(Ana, budget, cap)).Rejected("votes-budget", "20");

    [Fact]
    public void Not_once_somebody_has_voted() =>
        Given(InVote())
            .When(retro => retro.PlanVotes(Ana, 5, 2)).Then(new VotesPlanned(5, 2))
            .And(retro => retro.SetVotes(Ben, First, 1, "tag"))
            .When(retro => retro.PlanVotes(Ana, 3, 3)).Rejected("votes-given")
            .When(retro => retro.PlanVotes(Ana, 5, 2)).ThenNothing()
            .And(retro => retro.SetVotes(Ben, First, 0, "tag"))
            .When(retro => retro.PlanVotes(Ana, 3, 3)).Then(new VotesPlanned(3, 3));

    [Fact]
    public void Again_once_the_round_is_sealed() =>
        Given(InVote())
            .And(retro => retro.SetVotes(Ben, First, 1, "tag"))
            .And(retro => retro.EnterPhase(Ana, Phase.Commit, Now))
            .When(retro => retro.PlanVotes(Ana, 5, 2)).Then(new VotesPlanned(5, 2));

    [Fact]
    public void A_lost_key_begins_another_round_that_shows_the_totals_so_far() =>
        Given(InVote())
            .When(retro => retro.VoteAnew(1)).ThenNothing()
            .And(retro => retro.SetVotes(Ben, First, 2, "tag"))
            .When(retro => retro.VoteAnew(1)).Then(new VotingOpened(2))
            .So(retro =>
            {
                var votes = retro.ToBoard(new("retro"), 1, _ => "", Limits).Votes;
                Assert.Equal((2, true, 2), (votes.Round, votes.Open, votes.Earlier![First]));
                Assert.Null(votes.Totals);
            });

    [Fact]
    public void Only_the_round_whose_key_is_lost() =>
        Given(InVote())
            .And(retro => retro.SetVotes(Ben, First, 2, "tag"))
            .And(retro => retro.VoteAnew(1))
            .And(retro => retro.SetVotes(Ben, First, 2, "another tag"))
            .When(retro => retro.VoteAnew(1)).ThenNothing();

    [Fact]
    public void Not_when_voting_is_closed() =>
        Given(InVote())
            .And(retro => retro.SetVotes(Ben, First, 2, "tag"))
            .And(retro => retro.EnterPhase(Ana, Phase.Discuss, Now))
            .When(retro => retro.VoteAnew(1)).ThenNothing();
}
