using OrleansRetro.Commitments;
using OrleansRetro.Retros;
using OrleansRetro.Teams;
using static OrleansRetro.Tests.Domain.Cast;

namespace OrleansRetro.Tests.Domain;

/// <summary>What a team tells others, and what a review of expectations opens with: how each promise ended that the team sees.</summary>
public sealed class TellingHowPromisesEnded
{
    static readonly DateTimeOffset Start = new(2030, 1, 7, 9, 0, 0, TimeSpan.Zero), Day = new(2030, 1, 16, 9, 0, 0, TimeSpan.Zero), Late = new(2030, 1, 20, 9, 0, 0, TimeSpan.Zero);
    static readonly DateOnly Due = new(2030, 1, 18);
    static readonly CommitmentEvent Handed = new DeliveryDeclared(Day), Missed = new CommitmentMissed(new(2030, 1, 19, 0, 0, 0, TimeSpan.Zero));

    static readonly (string What, CommitmentEvent[] Then)[] Each =
    [
        ("kept", [Handed, new SatisfactionDeclared(true, true, Day, Ana.Person)]),
        ("kept late", [Missed, new DeliveryDeclared(Late), new SatisfactionDeclared(true, false, Late, Ana.Person)]),
        ("partly", [Handed, new SatisfactionDeclared(false, true, Day, Ana.Person)]),
        ("not kept", [Handed, new DissatisfactionDeclared(Day, Ana.Person)]),
        ("missed", [Missed]),
        ("withdrawn", [new CommitmentRevoked("Dev does it", true, Day)]),
        ("let go", [new CommitmentReleased(Day, Ana.Person)]),
        ("handed over", [Handed]),
        ("unconfirmed", [Handed, new ConfirmationLapsed(Late)]),
        ("seen differently", [Handed, new DissatisfactionDeclared(Day, Ana.Person), new StatementMade("It was there", Ben.Person, Day)]),
        ("open", []),
    ];

    static TeamLedger Team => Each.Index().Aggregate(TeamLedger.Empty, (team, one) => team.With(new CommitmentId(Number(one.Index + 1)), Promise(one.Item.What, one.Item.Then)));

    static Commitment Promise(string what, CommitmentEvent[] then) =>
        then.Prepend(new PromiseMade("", Start)).Prepend(new CommitmentRequested(new(what, "It is there", Due, "Etc/UTC"), Ana.Person, Ben.Person, Start)).Aggregate(Commitment.Empty, (state, @event) => state.Evolve(@event));

    [Fact, Trait("Row", "S11")]
    public void An_update_says_misses_as_it_says_hits_and_leaves_out_what_one_side_alone_claims()
    {
        var told = Team.Proven(new(2030, 1, 1), new(2030, 1, 31));
        Assert.Equal(
            [("kept", ProvenAs.Kept), ("kept late", ProvenAs.KeptLate), ("let go", ProvenAs.LetGo), ("missed", ProvenAs.NotKept), ("not kept", ProvenAs.NotKept), ("partly", ProvenAs.Partly), ("withdrawn", ProvenAs.Withdrawn)],
            told.Promises.Select(promise => (promise.What, promise.Ending)).OrderBy(promise => promise.What, StringComparer.Ordinal));
        Assert.Equal(3, told.Unproven);
    }

    [Fact, Trait("Row", "S11")]
    public void An_update_says_nothing_of_other_days()
    {
        Assert.Equal(["kept late"], Team.Proven(new(2030, 1, 20), new(2030, 1, 31)).Promises.Select(promise => promise.What));
        Assert.Equal(["missed"], Team.Proven(new(2030, 1, 18), new(2030, 1, 18)).Promises.Select(promise => promise.What));
        Assert.Empty(Team.Proven(new(2030, 2, 1), new(2030, 1, 1)).Promises);
    }

    [Fact, Trait("Row", "R03")]
    public void A_review_opens_with_each_in_the_column_where_it_belongs()
    {
        var columns = Team.Reviewed(Late).Select(promise => (Column: promise.Column.Value, promise.What)).OrderBy(promise => promise.Column, StringComparer.Ordinal).ThenBy(promise => promise.What, StringComparer.Ordinal);
        Assert.Equal(
            [("met", "kept"), ("missed", "missed"), ("missed", "not kept"), ("missed", "withdrawn"), ("partly", "kept late"), ("partly", "partly"), ("set", "handed over"), ("set", "open"), ("set", "unconfirmed")], columns);
    }

    [Fact, Trait("Row", "R03")]
    public void A_review_leaves_out_what_had_ended_before_the_last_retro_did()
    {
        var ended = new TeamLedger.Entry("Sprint 1", "went-well", Phase.Close, Start, Late.AddDays(-1), null, []);
        var team = Team.With(new RetroId("r1"), ended);
        Assert.Equal(["handed over", "kept late", "open"], team.Reviewed(Late).Select(promise => promise.What).Order(StringComparer.Ordinal));
    }

    [Fact, Trait("Row", "T07")]
    public void What_nobody_took_fades_from_the_team_s_list_too()
    {
        var asked = Commitment.Empty.Evolve(new CommitmentRequested(new("ask", "It is there", Due, "Etc/UTC"), Ana.Person, Ben.Person, Start, new RetroId("r1")));
        var team = TeamLedger.Empty.With(new CommitmentId(Number(99)), asked);
        Assert.Single(team.Open(Start));
        Assert.Empty(team.Open(Late));
    }

    [Fact]
    public void Every_column_of_a_review_is_one_of_its_format() =>
        Assert.Subset(Format.Find(Expectations.Format)!.Columns.ToHashSet(), Team.Reviewed(Late).Select(promise => promise.Column.Value).ToHashSet());
}
