using OrleansRetro.Retros;
using static OrleansRetro.Tests.Domain.Cast;
using static OrleansRetro.Tests.Domain.Scenario;

namespace OrleansRetro.Tests.Domain;

[Trait("Row", "R11")]
public sealed class WritingCards
{
    [Fact, Trait("Row", "T27")]
    public void A_card_is_added_once_however_often_it_is_sent() =>
        Given(Started())
            .When(retro => retro.AddCard(Ben, First, WentWell, " Pairing\r\nhelped ", KeyOf(Ben, First), Limits))
            .Then(new CardAdded(First, WentWell, "Pairing\nhelped", BensSeat));

    [Fact]
    public void Sent_again_with_other_words_or_another_column_it_changes() =>
        Given(WithCards(Phase.Write))
            .When(retro => retro.AddCard(Ben, Second, Ideas, "The build is fine", KeyOf(Ben, Second), Limits))
            .Then(new CardMoved(Second, Ideas), new CardReworded(Second, "The build is fine"));

    [Theory]
    [InlineData("", "text-empty")]
    [InlineData("\u0001\n\t ", "text-empty")]
    public void A_card_says_something(string text, string code) =>
        Given(WithCards(Phase.Write))
            .When(retro => retro.AddCard(Ben, NoCard, WentWell, text, KeyOf(Ben, NoCard), Limits)).Rejected(code)
            .When(retro => retro.RewordCard(Ben, Second, text, KeyOf(Ben, Second))).Rejected(code);

    [Fact, Trait("Row", "R35")]
    public void Two_thousand_characters_fit_on_a_card() =>
        Given(WithCards(Phase.Write))
            .When(retro => retro.AddCard(Ben, NoCard, WentWell, new('t', 2_001), KeyOf(Ben, NoCard), Limits)).Rejected("text-too-long", "2000")
            .When(retro => retro.RewordCard(Ben, Second, new('t', 2_001), KeyOf(Ben, Second))).Rejected("text-too-long", "2000")
            .When(retro => retro.AddCard(Ben, NoCard, WentWell, new('t', 2_000), KeyOf(Ben, NoCard), Limits)).Then(new CardAdded(NoCard, WentWell, new('t', 2_000), BensSeat));

    [Fact, Trait("Row", "R35")]
    public void Two_thousand_cards_fit_and_the_next_is_told()
    {
        var cards = Enumerable.Range(1, 1_999).Select(number => new CardAdded(new(Number(0x10000 + number)), WentWell, "One of many", BensSeat));

        Given([.. Started(), .. cards])
            .And(retro => retro.AddCard(Ben, First, WentWell, "The last one", KeyOf(Ben, First), Limits))
            .When(retro => retro.AddCard(Ben, Second, WentWell, "One too many", KeyOf(Ben, Second), Limits)).Rejected("full-cards", "2000")
            .When(retro => retro.AddCard(Ben, First, WentWell, "The last one", KeyOf(Ben, First), Limits)).ThenNothing()
            .And(retro => retro.DeleteCard(Ben, First, KeyOf(Ben, First)))
            .And(retro => retro.AddCard(Ben, Second, WentWell, "Fits again", KeyOf(Ben, Second), Limits))
            .When(retro => retro.RestoreCard(Ben, First, KeyOf(Ben, First), Limits)).Rejected("full-cards", "2000");
    }

    [Fact]
    public void It_goes_into_a_column_that_is_there() =>
        Given(WithCards(Phase.Write))
            .When(retro => retro.AddCard(Ben, NoCard, NoColumn, "Lost", KeyOf(Ben, NoCard), Limits)).Rejected("unknown-column")
            .When(retro => retro.MoveCard(Ben, Second, NoColumn, KeyOf(Ben, Second))).Rejected("unknown-column")
            .When(retro => retro.MoveCard(Ben, Second, Ideas, KeyOf(Ben, Second))).Then(new CardMoved(Second, Ideas));

    [Fact]
    public void Only_its_author_rewords_or_deletes_it() =>
        Given(WithCards(Phase.Group))
            .When(retro => retro.RewordCard(Ana, Second, "Mine", KeyOf(Ana, Second))).Rejected("not-yours")
            .When(retro => retro.DeleteCard(Ana, Second, KeyOf(Ana, Second))).Rejected("not-yours")
            .When(retro => retro.RewordCard(Stranger, Second, "Mine", KeyOf(Ben, Second))).Rejected("not-yours")
            .When(retro => retro.RewordCard(Ben, Second, "The build takes 40 minutes", KeyOf(Ben, Second))).Then(new CardReworded(Second, "The build takes 40 minutes"))
            .When(retro => retro.DeleteCard(Ben, Second, KeyOf(Ben, Second))).Then(new CardDeleted(Second));

    [Fact]
    public void While_grouping_anybody_moves_it_while_writing_only_its_author() =>
        Given(WithCards(Phase.Write))
            .When(retro => retro.MoveCard(Cleo, Second, Ideas, KeyOf(Cleo, Second))).Rejected("not-yours")
            .And(retro => retro.EnterPhase(Ana, Phase.Group, Now))
            .When(retro => retro.MoveCard(Cleo, Second, Ideas, KeyOf(Cleo, Second))).Then(new CardMoved(Second, Ideas));

    [Fact]
    public void What_is_not_there_can_not_be_changed() =>
        Given(WithCards(Phase.Write))
            .When(retro => retro.RewordCard(Ben, NoCard, "Words", KeyOf(Ben, NoCard))).Rejected("unknown-card")
            .When(retro => retro.MoveCard(Ben, NoCard, Ideas, KeyOf(Ben, NoCard))).Rejected("unknown-card")
            .When(retro => retro.DeleteCard(Ben, NoCard, KeyOf(Ben, NoCard))).Rejected("unknown-card")
            .When(retro => retro.RestoreCard(Ben, NoCard, KeyOf(Ben, NoCard), Limits)).Rejected("unknown-card");

    [Fact, Trait("Row", "Fault-R12")]
    public void The_id_of_somebody_elses_card_is_not_ones_own() =>
        Given(WithCards(Phase.Write))
            .When(retro => retro.AddCard(Cleo, Second, DidNot, "The build is slow", KeyOf(Cleo, Second), Limits)).Rejected("not-yours")
            .And(retro => retro.DeleteCard(Ben, Second, KeyOf(Ben, Second)))
            .When(retro => retro.AddCard(Cleo, Second, DidNot, "The build is slow", KeyOf(Cleo, Second), Limits)).Rejected("not-yours");

    [Fact, Trait("Row", "Fault-R12")]
    public void A_late_repeat_does_not_bring_a_deleted_card_back() =>
        Given(WithCards(Phase.Write))
            .And(retro => retro.DeleteCard(Ben, Second, KeyOf(Ben, Second)))
            .When(retro => retro.AddCard(Ben, Second, DidNot, "The build is slow", KeyOf(Ben, Second), Limits)).Rejected("deleted")
            .When(retro => retro.RewordCard(Ben, Second, "Words", KeyOf(Ben, Second))).Rejected("deleted")
            .When(retro => retro.MoveCard(Ben, Second, Ideas, KeyOf(Ben, Second))).Rejected("deleted");

    [Fact, Trait("Row", "R06")]
    public void Its_author_undoes_a_deletion() =>
        Given(WithCards(Phase.Write))
            .When(retro => retro.RestoreCard(Ben, Second, KeyOf(Ben, Second), Limits)).ThenNothing()
            .And(retro => retro.DeleteCard(Ben, Second, KeyOf(Ben, Second)))
            .When(retro => retro.RestoreCard(Cleo, Second, KeyOf(Cleo, Second), Limits)).Rejected("not-yours")
            .When(retro => retro.RestoreCard(Ben, Second, KeyOf(Ben, Second), Limits)).Then(new CardRestored(Second))
            .So(retro => Assert.Equal("The build is slow", retro.Cards[Second].Text));

    [Fact, Trait("Row", "Fault-R12")]
    public void A_card_can_not_take_the_id_of_a_group() =>
        Given(WithCards(Phase.Group))
            .And(retro => retro.GroupCards(Ana, Pairing, "Builds", [Second, Third]))
            .And(retro => retro.EnterPhase(Ana, Phase.Write, Now))
            .When(retro => retro.AddCard(Ben, new(Pairing.Value), Ideas, "In disguise", KeyOf(Ben, new CardId(Pairing.Value)), Limits)).Rejected("not-yours");

    [Fact, Trait("Row", "R08")]
    public void What_got_in_the_way_becomes_a_card_of_the_check_in() =>
        Given(Started(phase: Phase.CheckIn))
            .When(retro => retro.NameObstacle(Ben, First, DidNot, "No time", KeyOf(Ben, First), Limits)).Then(new CardAdded(First, DidNot, "No time", BensSeat))
            .When(retro => retro.NameObstacle(Cleo, First, DidNot, "No time", KeyOf(Cleo, First), Limits)).Rejected("not-yours");
}
