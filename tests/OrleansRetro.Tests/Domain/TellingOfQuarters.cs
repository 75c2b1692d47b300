using OrleansRetro.Commitments;
using OrleansRetro.EventSourcing;
using OrleansRetro.Teams;
using static OrleansRetro.Tests.Domain.Cast;

namespace OrleansRetro.Tests.Domain;

/// <summary>A team's figures tell of nobody, or they aren't told.</summary>
[Trait("Row", "T15")]
public sealed class TellingOfQuarters
{
    static readonly DateTimeOffset Start = new(2030, 1, 7, 9, 0, 0, TimeSpan.Zero), After = new(2030, 4, 2, 0, 0, 0, TimeSpan.Zero);
    static readonly DateOnly Due = new(2030, 1, 18);

    /// <summary>So many promises of each of these people, all of them kept but one each.</summary>
    static TeamLedger Team(params int[] each) => Enumerable.Range(0, each.Length)
        .SelectMany(person => Enumerable.Range(0, each[person]).Select(number => (Person: person, Number: number)))
        .Aggregate(TeamLedger.Empty, (team, promise) => team.With(new CommitmentId(Number(promise.Person * 1_000 + promise.Number)), Promise(Person(100 + promise.Person).Person, promise.Number > 0)));

    static Commitment Promise(PersonId promisor, bool kept)
    {
        CommitmentEvent[] events =
        [
            new CommitmentRequested(new("Send it", "It is there", Due, "Etc/UTC"), Ana.Person, promisor, Start), new PromiseMade("", Start),
            new DeliveryDeclared(Start.AddDays(2)), new SatisfactionDeclared(kept, true, Start.AddDays(3), Ana.Person),
        ];
        return events.Aggregate(Commitment.Empty, (state, @event) => state.Evolve(@event));
    }

    [Fact]
    public void From_five_people_and_twenty_cases_on_a_quarter_is_told_once_it_has_ended()
    {
        var quarter = Assert.Single(Team(4, 4, 4, 4, 4).Quarters(After));
        Assert.Equal((new(2030, 1, 1), 15, 20), (quarter.First, quarter.Kept, quarter.Of));
        // Wilson's interval of 15 of 20, computed elsewhere.
        Assert.Equal((.531, .888), (Math.Round(quarter.Likely.Low, 3), Math.Round(quarter.Likely.High, 3)));
        Assert.Empty(Team(4, 4, 4, 4, 4).Quarters(new(2030, 3, 31, 23, 59, 59, TimeSpan.Zero)));
    }

    [Theory]
    [InlineData(4, 4, 4, 4, 3)]
    [InlineData(5, 5, 5, 5)]
    [InlineData(21, 5, 5, 5, 5)]
    [InlineData(100)]
    public void Fewer_people_or_cases_or_one_who_has_more_than_half_are_not_told(params int[] each) => Assert.Empty(Team(each).Quarters(After));

    [Fact]
    public void What_somebody_promised_themselves_is_in_no_figure()
    {
        var team = Team(4, 4, 4, 4, 4);
        var own = Promise(Ana.Person, kept: false);
        Assert.Equal(20, Assert.Single(team.With(new CommitmentId(Number(9_999)), own).Quarters(After)).Of);
    }

    [Fact]
    public void A_promise_is_in_the_figures_of_one_team_so_that_the_difference_of_two_is_nobody_s()
    {
        var (platform, payments) = (new TeamId(Number(0xE1)), new TeamId(Number(0xE2)));
        var shared = Scenario.Given(new CommitmentRequested(new("Send it", "It is there", Due, "Etc/UTC"), Ana.Person, Ben.Person, Start) { Team = platform }, new PromiseMade("", Start));
        shared.When(promise => promise.Share(EventSourcing.Caller.Room, payments)).ThenNothing().So(promise => Assert.Equal(platform, promise.Team));
    }
}
