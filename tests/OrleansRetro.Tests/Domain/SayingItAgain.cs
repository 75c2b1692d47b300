using OrleansRetro.Retros;
using static OrleansRetro.Tests.Domain.Cast;
using static OrleansRetro.Tests.Domain.Scenario;

namespace OrleansRetro.Tests.Domain;

/// <summary>An answer was lost and the room has gone on: what was said before is still so, and only something new is refused.</summary>
[Trait("Row", "T27"), Trait("Row", "R05")]
public sealed class SayingItAgain
{
    const string Bens = "Ben's tag in this round";

    static readonly RetroId NextOne = new("the-next-retro-after-this-0");

    [Fact, Trait("Row", "R13")]
    public void Votes() =>
        Given(InVote())
            .And(retro => retro.SetVotes(Ben, First, 2, Bens))
            .And(retro => retro.EnterPhase(Ana, Phase.Discuss, Now))
            .When(retro => retro.SetVotes(Ben, First, 2, Bens)).ThenNothing()
            .When(retro => retro.SetVotes(Ben, First, 1, Bens)).Rejected("voting-closed")
            .When(retro => retro.SetVotes(Ben, Second, 1, Bens)).Rejected("voting-closed")
            .When(retro => retro.SetVotes(Ben, Second, 0, Bens)).Rejected("voting-closed")
            .When(retro => retro.SetVotes(Cleo, First, 2, "Cleo's tag")).Rejected("voting-closed")
            .When(retro => retro.SetVotes(Stranger, First, 2, Bens)).Rejected("not-yours");

    [Fact, Trait("Row", "R14")]
    public void The_topic_before_everybody() =>
        Given(WithCards(Phase.Discuss))
            .And(retro => retro.FocusTopic(Ana, First))
            .And(retro => retro.EnterPhase(Ana, Phase.Commit, Now))
            .When(retro => retro.FocusTopic(Ana, First)).ThenNothing()
            .When(retro => retro.FocusTopic(Ana, Second)).Rejected("wrong-phase", "discuss")
            .When(retro => retro.FocusTopic(Ben, First)).Rejected("not-facilitator");

    [Fact, Trait("Row", "R14")]
    public void Notes() =>
        Given(WithCards(Phase.Discuss))
            .And(retro => retro.TakeNotes(Ben, First, "We pair", "", Limits))
            .And(retro => retro.EnterPhase(Ana, Phase.Close, Now))
            .When(retro => retro.TakeNotes(Ben, First, "We pair", "", Limits)).ThenNothing()
            .When(retro => retro.TakeNotes(Ben, First, "We pair more", "We pair", Limits)).Rejected("wrong-phase", "discuss")
            .When(retro => retro.TakeNotes(Stranger, First, "We pair", "", Limits)).Rejected("not-yours");

    [Fact, Trait("Row", "R14")]
    public void A_topic_that_was_parked() =>
        Given(WithCards(Phase.Discuss))
            .And(retro => retro.ParkTopic(Ana, First, true))
            .And(retro => retro.EnterPhase(Ana, Phase.Commit, Now))
            .When(retro => retro.ParkTopic(Ana, First, true)).ThenNothing()
            .When(retro => retro.ParkTopic(Ana, First, false)).Rejected("wrong-phase", "discuss")
            .When(retro => retro.ParkTopic(Ana, Second, true)).Rejected("wrong-phase", "discuss")
            .When(retro => retro.ParkTopic(Ben, First, true)).Rejected("not-facilitator");

    [Fact, Trait("Row", "R08")]
    public void The_start_of_the_next_retro() =>
        Given(WithCards(Phase.Close))
            .And(retro => retro.StartNext(Ben, NextOne))
            .And(retro => retro.EnterPhase(Ana, Phase.Discuss, Now))
            .When(retro => retro.StartNext(Ben, NextOne)).ThenNothing()
            .So(retro => Assert.Equal(NextOne, retro.Next));

    [Fact, Trait("Row", "R21")]
    public void Thanks_and_what_is_taken_along() =>
        Given(WithCards(Phase.Close))
            .And(retro => retro.GiveKudos(Ben, Note, CleosSeat, "Thank you", Limits))
            .And(retro => retro.ShareTakeaway(Ben, Note, "Rest more", Limits))
            .And(retro => retro.EnterPhase(Ana, Phase.Write, Now))
            .When(retro => retro.GiveKudos(Ben, Note, CleosSeat, "Thank you", Limits)).ThenNothing()
            .When(retro => retro.ShareTakeaway(Ben, Note, "Rest more", Limits)).ThenNothing()
            .When(retro => retro.GiveKudos(Ben, NoNote, CleosSeat, "Thank you", Limits)).Rejected("wrong-phase", "close")
            .When(retro => retro.ShareTakeaway(Ben, NoNote, "Rest more", Limits)).Rejected("wrong-phase", "close");
}
