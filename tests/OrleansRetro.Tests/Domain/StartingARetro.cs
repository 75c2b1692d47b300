using OrleansRetro.Commitments;
using OrleansRetro.Retros;
using static OrleansRetro.Tests.Domain.Cast;

namespace OrleansRetro.Tests.Domain;

[Trait("Row", "R01")]
public sealed class StartingARetro
{
    static readonly Scenario<Retro, RetroEvent> Nothing = Scenario<Retro, RetroEvent>.After([]);

    [Fact]
    public void Its_creator_sits_down_and_facilitates() =>
        Nothing
            .When(retro => retro.Start(Starting(), Now))
            .Then(
                new RetroStarted("Sprint 12", "went-well", [new(WentWell), new(DidNot), new(Ideas)], false, false, Phase.Write, Now, "AB12CD", Secret.Hash("invite")),
                new SeatTaken(AnasSeat, Ana.Person, TokenOf(Ana).Hash()),
                new FacilitatorNamed(AnasSeat))
            .So(retro => Assert.True(retro.Facilitating(Ana).Facilitator));

    [Fact, Trait("Row", "R08")]
    public void It_opens_with_the_promises_of_the_one_before()
    {
        var promise = new CarriedPromise(new CommitmentId(Number(7)), 1);
        var before = new RetroId("the-one-before-this-one-0");

        Nothing
            .When(retro => retro.Start(Starting(phase: Phase.CheckIn) with { Previous = before, Carried = [promise] }, Now))
            .ThenEvenWhenRepeated(
                new RetroStarted(
                    "Sprint 12", "went-well", [new(WentWell), new(DidNot), new(Ideas)], false, false, Phase.CheckIn, Now, "AB12CD", Secret.Hash("invite"),
                    Previous: before, Carried: [promise]),
                new SeatTaken(AnasSeat, Ana.Person, TokenOf(Ana).Hash()),
                new FacilitatorNamed(AnasSeat))
            .So(retro => Assert.Equal([promise], retro.Carried));
    }

    [Fact, Trait("Row", "R03")]
    public void Every_format_brings_its_columns()
    {
        Assert.Equal(32, Format.All.Count);
        Assert.All(Format.All, format =>
            Nothing
                .And(retro => retro.Start(Starting(format: format.Id), Now))
                .So(retro => Assert.Equal(format.Columns, retro.Columns.Select(column => column.Id.Value))));
    }

    [Fact, Trait("Row", "R03")]
    public void A_format_that_is_not_there_is_refused() =>
        Nothing.When(retro => retro.Start(Starting(format: "no-such-format"), Now)).Rejected("unknown-format");

    [Theory]
    [InlineData("")]
    [InlineData("  \n ")]
    [InlineData("\u0007")]
    public void It_needs_a_title(string title) =>
        Nothing.When(retro => retro.Start(Starting(title: title), Now)).Rejected("title-empty");

    [Fact, Trait("Row", "R35")]
    public void Its_title_has_a_limit()
    {
        Nothing.When(retro => retro.Start(Starting(title: new('t', 121)), Now)).Rejected("text-too-long", "120");
        Nothing.And(retro => retro.Start(Starting(title: new('t', 120)), Now)).So(retro => Assert.Equal(120, retro.Title.Length));
    }

    [Fact, Trait("Row", "T27")]
    public void Started_again_by_its_creator_it_stays_as_it_is() =>
        Scenario.Given(Started()).When(retro => retro.Start(Starting(title: "Another title"), Now)).ThenNothing();

    [Fact, Trait("Row", "Fault-R12")]
    public void Nobody_else_can_start_it_again() =>
        Scenario.Given(Started()).When(retro => retro.Start(Starting() with { TokenHash = TokenOf(Stranger).Hash() }, Now)).Rejected("not-yours");

    [Fact, Trait("Row", "R02")]
    public void A_creator_whose_seat_is_gone_can_not_start_it_again() =>
        Scenario.Given(Started())
            .And(retro => retro.NameFacilitator(Ana, BensSeat))
            .And(retro => retro.StepDown(Ana))
            .And(retro => retro.RevokeSeat(Ben, AnasSeat))
            .When(retro => retro.Start(Starting(), Now)).Rejected("not-yours");
}
