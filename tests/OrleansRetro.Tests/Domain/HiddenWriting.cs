using OrleansRetro.Retros;
using static OrleansRetro.Tests.Domain.Cast;
using static OrleansRetro.Tests.Domain.Scenario;

namespace OrleansRetro.Tests.Domain;

[Trait("Row", "R09")]
public sealed class HiddenWriting
{
    static Scenario<Retro, RetroEvent> TwoCardsFaceDown => Given(Started(hidden: true))
        .And(retro => retro.AddCard(Ben, First, WentWell, "Bens secret", KeyOf(Ben, First), Limits))
        .And(retro => retro.AddCard(Cleo, Second, DidNot, "Cleos secret", KeyOf(Cleo, Second), Limits));

    static Board Seen(Retro retro) => retro.ToBoard(new("retro"), 1, _ => "", Limits);

    [Fact]
    public void Nobodys_words_or_names_are_on_the_board_before_they_turn() =>
        TwoCardsFaceDown.So(retro => Assert.All(Seen(retro).Cards.Values, card =>
        {
            Assert.Null(card.Text);
            Assert.Null(card.Author);
        }));

    [Fact]
    public void Changes_show_no_more_than_the_board() =>
        TwoCardsFaceDown.So(retro =>
        {
            RetroEvent[] events = [new CardAdded(First, WentWell, "Bens secret", BensSeat), new CardReworded(First, "Bens secret"), new CardMoved(First, WentWell), new CardRestored(First)];
            var changes = events.SelectMany(@event => retro.Changes(@event, _ => "", Limits)).ToArray();

            Assert.Equal(4, changes.Length);
            Assert.All(changes, change => Assert.True(change is CardPut { Text: null, Author: null, Group: null, Reactions: null }));
        });

    [Fact]
    public void Everybody_sees_their_own_card_and_no_other() =>
        TwoCardsFaceDown.So(retro =>
        {
            Assert.Equal("Bens secret", Assert.Single(retro.SeatOf(retro.Seated(Ben), TokenOf(Ben), null, _ => null).Cards).Value.Text);
            Assert.Empty(retro.SeatOf(retro.Seated(Ana), TokenOf(Ana), null, _ => null).Cards);
        });

    [Fact]
    public void All_cards_turn_at_once() =>
        TwoCardsFaceDown
            .When(retro => retro.Reveal(Ana, null)).Then(new CardsRevealed())
            .So(retro => Assert.Equal(["Bens secret", "Cleos secret"], Seen(retro).Cards.Values.Select(card => card.Text).Order()));

    [Fact]
    public void Or_one_person_after_the_other() =>
        TwoCardsFaceDown
            .When(retro => retro.Reveal(Ana, BensSeat)).Then(new CardsRevealed(BensSeat))
            .So(retro =>
            {
                Assert.Equal("Bens secret", Seen(retro).Cards[First].Text);
                Assert.Null(Seen(retro).Cards[Second].Text);
            })
            .When(retro => retro.Reveal(Ana, CleosSeat)).Then(new CardsRevealed(CleosSeat))
            .When(retro => retro.Reveal(Ana, null)).ThenNothing();

    [Fact, Trait("Row", "R05")]
    public void What_was_revealed_stays_revealed_and_what_comes_later_lies_face_down() =>
        TwoCardsFaceDown
            .And(retro => retro.EnterPhase(Ana, Phase.Group, Now))
            .And(retro => retro.EnterPhase(Ana, Phase.Write, Now))
            .And(retro => retro.AddCard(Ben, Third, Ideas, "Another secret", KeyOf(Ben, Third), Limits))
            .So(retro =>
            {
                Assert.Equal("Bens secret", Seen(retro).Cards[First].Text);
                Assert.Null(Seen(retro).Cards[Third].Text);
            })
            .When(retro => retro.EnterPhase(Ana, Phase.Group, Now)).Then(new CardsRevealed(), new PhaseEntered(Phase.Group, Now));

    [Fact, Trait("Row", "R06")]
    public void A_card_deleted_before_the_reveal_comes_back_face_up() =>
        TwoCardsFaceDown
            .And(retro => retro.DeleteCard(Ben, First, KeyOf(Ben, First)))
            .And(retro => retro.Reveal(Ana, null))
            .And(retro => retro.RestoreCard(Ben, First, KeyOf(Ben, First), Limits))
            .So(retro =>
            {
                Assert.Equal("Bens secret", Seen(retro).Cards[First].Text);
                Assert.Equal(0, retro.CardsFaceDown);
            });

    /// <summary>With no other card face down, nothing was turned when writing ended.</summary>
    [Fact, Trait("Row", "R06")]
    public void One_deleted_while_writing_comes_back_face_up_when_writing_is_over() =>
        Given(Started(hidden: true))
            .And(retro => retro.AddCard(Ben, First, WentWell, "Bens secret", KeyOf(Ben, First), Limits))
            .And(retro => retro.DeleteCard(Ben, First, KeyOf(Ben, First)))
            .And(retro => retro.EnterPhase(Ana, Phase.Group, Now))
            .When(retro => retro.RestoreCard(Ben, First, KeyOf(Ben, First), Limits)).Then(new CardRestored(First), new CardsRevealed())
            .So(retro => Assert.Equal(("Bens secret", 0), (Seen(retro).Cards[First].Text, retro.CardsFaceDown)))
            .When(retro => retro.React(Cleo, First, "👍", true, KeyOf(Cleo, First, "👍"))).Then(new ReactionAdded(First, "👍", KeyOf(Cleo, First, "👍").Hash()));

    [Fact, Trait("Row", "R06")]
    public void And_face_down_while_everybody_writes() =>
        TwoCardsFaceDown
            .And(retro => retro.DeleteCard(Ben, First, KeyOf(Ben, First)))
            .When(retro => retro.RestoreCard(Ben, First, KeyOf(Ben, First), Limits)).Then(new CardRestored(First))
            .So(retro => Assert.Null(Seen(retro).Cards[First].Text));

    [Fact]
    public void Nobody_reacts_to_groups_or_comments_on_what_lies_face_down() =>
        TwoCardsFaceDown
            .When(retro => retro.React(Ben, Second, "👍", true, KeyOf(Ben, Second, "👍"))).Rejected("unknown-card")
            .When(retro => retro.AddComment(Ben, Note, Second, "Yes", KeyOf(Ben, Note), Limits)).Rejected("unknown-card");
}
