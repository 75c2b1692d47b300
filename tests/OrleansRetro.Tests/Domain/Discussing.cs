using OrleansRetro.Retros;
using static OrleansRetro.Tests.Domain.Cast;
using static OrleansRetro.Tests.Domain.Scenario;

namespace OrleansRetro.Tests.Domain;

[Trait("Row", "R14")]
public sealed class Discussing
{
    [Fact]
    public void One_topic_is_in_focus_for_everybody() =>
        Given(WithCards(Phase.Discuss))
            .When(retro => retro.FocusTopic(Ana, Second)).Then(new TopicFocused(Second))
            .When(retro => retro.FocusTopic(Ana, NoCard)).Rejected("unknown-topic")
            .When(retro => retro.FocusTopic(Ana, null)).Then(new TopicFocused())
            .So(retro => Assert.Null(retro.Focus));

    [Fact]
    public void Topics_come_in_the_order_of_their_votes() =>
        Given(InVote())
            .And(retro => retro.SetVotes(Ben, Third, 3, "Ben"))
            .And(retro => retro.SetVotes(Cleo, First, 2, "Cleo"))
            .So(retro => Assert.Equal([Third, First, (TopicId)Second], retro.TopicsByVotes()))
            .And(retro => retro.EnterPhase(Ana, Phase.Discuss, Now))
            .So(retro => Assert.Equal([Third, First, (TopicId)Second], retro.ToBoard(new("retro"), 1, _ => "", Limits).Topics()));

    [Fact]
    public void Anybody_takes_notes_on_a_topic() =>
        Given(WithCards(Phase.Discuss))
            .When(retro => retro.TakeNotes(Ben, First, " We pair on Fridays ", null, Limits)).Then(new NotesTaken(First, "We pair on Fridays"))
            .When(retro => retro.TakeNotes(Cleo, First, "", null, Limits)).Then(new NotesTaken(First, ""))
            .When(retro => retro.TakeNotes(Cleo, Second, "", null, Limits)).ThenNothing()
            .When(retro => retro.TakeNotes(Ben, NoCard, "Notes", null, Limits)).Rejected("unknown-topic")
            .When(retro => retro.TakeNotes(Ben, First, new('t', 4_001), null, Limits)).Rejected("text-too-long", "4000")
            .When(retro => retro.TakeNotes(Stranger, First, "Notes", null, Limits)).Rejected("not-yours");

    [Fact]
    public void Two_who_write_at_once_lose_nothing() =>
        Given(WithCards(Phase.Discuss))
            .And(retro => retro.TakeNotes(Ben, First, "We pair", "", Limits))
            .When(retro => retro.TakeNotes(Cleo, First, "On Fridays", "", Limits)).Then(new NotesTaken(First, "On Fridays\nWe pair"))
            .When(retro => retro.TakeNotes(Ben, First, "We pair more", "We pair", Limits)).Then(new NotesTaken(First, "We pair more\nOn Fridays"))
            .When(retro => retro.TakeNotes(Ben, First, "On Fridays", "We pair more\nOn Fridays", Limits)).Then(new NotesTaken(First, "On Fridays"))
            .When(retro => retro.TakeNotes(Cleo, First, "We pair more\nOn Fridays", "We pair more\nOn Fridays", Limits)).ThenNothing()
            .When(retro => retro.TakeNotes(Ben, First, new('t', 3_995), "", Limits)).Rejected("text-too-long", "4000");

    [Fact]
    public void A_topic_is_parked_and_taken_up_again() =>
        Given(WithCards(Phase.Discuss))
            .When(retro => retro.ParkTopic(Ana, First, true)).Then(new TopicParked(First))
            .When(retro => retro.ParkTopic(Ana, First, false)).Then(new TopicUnparked(First))
            .When(retro => retro.ParkTopic(Ana, NoCard, true)).Rejected("unknown-topic");
}
