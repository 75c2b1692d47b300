using OrleansRetro.Retros;
using static OrleansRetro.Tests.Domain.Cast;
using static OrleansRetro.Tests.Domain.Scenario;

namespace OrleansRetro.Tests.Domain;

[Trait("Row", "R07")]
public sealed class Facilitating
{
    [Fact]
    public void The_role_can_be_shared() =>
        Given(Started())
            .When(retro => retro.NameFacilitator(Ana, BensSeat)).Then(new FacilitatorNamed(BensSeat))
            .When(retro => retro.NameFacilitator(Ben, CleosSeat)).Then(new FacilitatorNamed(CleosSeat));

    [Fact]
    public void Only_somebody_in_the_room_can_be_named() =>
        Given(Started())
            .When(retro => retro.NameFacilitator(Ana, NoSeat)).Rejected("unknown-person")
            .And(retro => retro.RevokeSeat(Ana, BensSeat))
            .When(retro => retro.NameFacilitator(Ana, BensSeat)).Rejected("unknown-person");

    [Fact]
    public void It_can_be_handed_over_but_not_dropped() =>
        Given(Started())
            .When(retro => retro.StepDown(Ana)).Rejected("last-facilitator")
            .And(retro => retro.NameFacilitator(Ana, BensSeat))
            .When(retro => retro.StepDown(Ana)).Then(new FacilitatorSteppedDown(AnasSeat))
            .When(retro => retro.StepDown(Ben)).Rejected("last-facilitator");

    [Fact]
    public void Whoever_does_not_hold_it_has_nothing_to_step_down_from() =>
        Given(Started())
            .When(retro => retro.StepDown(Ben)).ThenNothing()
            .When(retro => retro.StepDown(Stranger)).Rejected("not-yours");

    [Fact]
    public void It_is_taken_only_when_the_room_offers_it() =>
        Given(Started())
            .When(retro => retro.TakeFacilitation(Ben, [])).Rejected("still-facilitated")
            .When(retro => retro.TakeFacilitation(Ben, [CleosSeat])).Rejected("still-facilitated")
            .When(retro => retro.TakeFacilitation(Stranger, [BensSeat])).Rejected("not-yours")
            .When(retro => retro.TakeFacilitation(Ben, [BensSeat, CleosSeat])).Then(new FacilitatorNamed(BensSeat));

    /// <summary>Everything that only who facilitates may do.</summary>
    public static TheoryData<string> Privileges => [.. Acts.Keys];

    [Theory, MemberData(nameof(Privileges)), Trait("Row", "Attack-A6")]
    public void A_button_that_is_not_there_does_nothing_when_clicked(string act) =>
        Given(WithCards(Phase.Write))
            .When(retro => Acts[act](retro, Ben)).Rejected("not-facilitator")
            .When(retro => Acts[act](retro, Stranger)).Rejected("not-yours");

    static readonly Dictionary<string, Func<Retro, EventSourcing.Caller, IEnumerable<RetroEvent>>> Acts = new()
    {
        ["Rename"] = (retro, who) => retro.Rename(who, "Sprint 13"),
        ["SwitchOnAnonymity"] = (retro, who) => retro.SwitchOnAnonymity(who),
        ["ChangeFormat"] = (retro, who) => retro.ChangeFormat(who, "four-ls", Limits),
        ["AddColumn"] = (retro, who) => retro.AddColumn(who, NoColumn, "More", Limits),
        ["RenameColumn"] = (retro, who) => retro.RenameColumn(who, Ideas, "More"),
        ["RemoveColumn"] = (retro, who) => retro.RemoveColumn(who, Ideas),
        ["RevokeSeat"] = (retro, who) => retro.RevokeSeat(who, CleosSeat),
        ["RenewInvite"] = (retro, who) => retro.RenewInvite(who, "ZZ99ZZ", Secret.Hash("new")),
        ["NameFacilitator"] = (retro, who) => retro.NameFacilitator(who, CleosSeat),
        ["EnterPhase"] = (retro, who) => retro.EnterPhase(who, Phase.Group, Now),
        ["PlanPhases"] = (retro, who) => retro.PlanPhases(who, Phases.For(60)),
        ["ChooseLength"] = (retro, who) => retro.ChooseLength(who, 60, Now),
        ["StartTimer"] = (retro, who) => retro.StartTimer(who, Now.AddMinutes(5), Now),
        ["PauseTimer"] = (retro, who) => retro.PauseTimer(who, Now),
        ["StopTimer"] = (retro, who) => retro.StopTimer(who),
        ["Reveal"] = (retro, who) => retro.Reveal(who, null),
        ["PlanVotes"] = (retro, who) => retro.PlanVotes(who, 5, 2),
        ["FocusTopic"] = (retro, who) => retro.FocusTopic(who, First),
        ["ParkTopic"] = (retro, who) => retro.ParkTopic(who, First, true),
        ["OpenPoll"] = (retro, who) => retro.OpenPoll(who, new("safety"), PollKind.Safety, null, [], Limits),
        ["ClosePoll"] = (retro, who) => retro.ClosePoll(who, new("safety")),
        ["AskIcebreaker"] = (retro, who) => retro.AskIcebreaker(who, "weather"),
    };
}
