using OrleansRetro.Commitments;
using OrleansRetro.Retros;
using static OrleansRetro.Tests.Domain.Cast;
using static OrleansRetro.Tests.Domain.Scenario;

namespace OrleansRetro.Tests.Domain;

public sealed class Closing
{
    static readonly CommitmentId Promise = new(Number(7));
    static readonly RetroId NextOne = new("the-next-retro-after-this-0"), AnotherOne = new("another-retro-after-this-00");

    [Fact, Trait("Row", "R19")]
    public void Anybody_asks_somebody_in_the_room_for_a_promise() =>
        Given(WithCards(Phase.Commit))
            .When(retro => retro.ProposeAction(Ben, Promise, CleosSeat, First, Limits)).Then(new ActionProposed(Promise, First))
            .So(retro => Assert.Equal([new ActionFace(Promise, First)], retro.ToBoard(new("retro"), 1, _ => "", Limits).Settings.Actions));

    [Fact, Trait("Row", "R19")]
    public void Of_somebody_who_is_here_and_about_something_that_is() =>
        Given(WithCards(Phase.Commit))
            .When(retro => retro.ProposeAction(Ben, Promise, NoSeat, null, Limits)).Rejected("unknown-person")
            .When(retro => retro.ProposeAction(Ben, Promise, CleosSeat, NoCard, Limits)).Rejected("unknown-topic")
            .When(retro => retro.ProposeAction(Stranger, Promise, CleosSeat, null, Limits)).Rejected("not-yours")
            .And(retro => retro.RevokeSeat(Ana, CleosSeat))
            .When(retro => retro.ProposeAction(Ben, Promise, CleosSeat, null, Limits)).Rejected("unknown-person");

    [Fact, Trait("Row", "R21")]
    public void Thanks_go_to_somebody_in_the_room() =>
        Given(WithCards(Phase.Close))
            .When(retro => retro.GiveKudos(Ben, Note, CleosSeat, " For the build ", Limits)).Then(new KudosGiven(Note, CleosSeat, "For the build", BensSeat))
            .When(retro => retro.GiveKudos(Ben, NoNote, NoSeat, "Who?", Limits)).Rejected("unknown-person")
            .When(retro => retro.GiveKudos(Ben, NoNote, CleosSeat, " ", Limits)).Rejected("text-empty")
            .When(retro => retro.GiveKudos(Ben, NoNote, CleosSeat, new('t', 501), Limits)).Rejected("text-too-long", "500");

    [Fact, Trait("Row", "R21")]
    public void A_take_away_is_shared_by_whoever_wants_to() =>
        Given(WithCards(Phase.Close))
            .When(retro => retro.ShareTakeaway(Ben, Note, " Rest more ", Limits)).Then(new TakeawayShared(Note, "Rest more", BensSeat))
            .When(retro => retro.ShareTakeaway(Ben, Note, "Rest less", Limits)).Rejected("already-shared")
            .When(retro => retro.ShareTakeaway(Ben, NoNote, "", Limits)).Rejected("text-empty")
            .When(retro => retro.ShareTakeaway(Ben, NoNote, new('t', 501), Limits)).Rejected("text-too-long", "500");

    [Fact, Trait("Row", "Fault-R12")]
    public void The_id_of_somebody_elses_thanks_is_not_ones_own() =>
        Given(WithCards(Phase.Close))
            .And(retro => retro.GiveKudos(Ben, Note, CleosSeat, "Thank you", Limits))
            .And(retro => retro.ShareTakeaway(Ben, Note, "Rest more", Limits))
            .When(retro => retro.GiveKudos(Cleo, Note, BensSeat, "Thank you", Limits)).Rejected("not-yours")
            .When(retro => retro.ShareTakeaway(Cleo, Note, "Rest more", Limits)).Rejected("not-yours");

    [Fact, Trait("Row", "R08")]
    public void The_next_retro_is_started_once_whoever_clicks() =>
        Given(WithCards(Phase.Close))
            .When(retro => retro.StartNext(Ben, NextOne)).Then(new NextStarted(NextOne))
            .When(retro => retro.StartNext(Cleo, AnotherOne)).ThenNothing()
            .So(retro => Assert.Equal(NextOne, retro.Next))
            .When(retro => retro.StartNext(Stranger, AnotherOne)).Rejected("not-yours");

    [Fact, Trait("Row", "R01")]
    public void A_board_says_until_when_it_is_kept() =>
        Given(WithCards(Phase.Close)).So(retro => Assert.Equal(Now.AddDays(14), retro.ToBoard(new("retro"), 1, _ => "", Limits).Settings.KeptUntil));
}
