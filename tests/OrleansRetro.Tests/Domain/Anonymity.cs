using OrleansRetro.Retros;
using static OrleansRetro.Tests.Domain.Cast;
using static OrleansRetro.Tests.Domain.Scenario;

namespace OrleansRetro.Tests.Domain;

[Trait("Row", "R10")]
public sealed class Anonymity
{
    [Fact]
    public void It_can_be_switched_on_before_the_first_card() =>
        Given(Started()).When(retro => retro.SwitchOnAnonymity(Ana)).Then(new AnonymitySwitchedOn());

    [Fact]
    public void Not_after_the_first_card_even_if_that_is_deleted() =>
        Given(Started())
            .And(retro => retro.AddCard(Ben, First, WentWell, "Signed", KeyOf(Ben, First), Limits))
            .When(retro => retro.SwitchOnAnonymity(Ana)).Rejected("cards-exist")
            .And(retro => retro.DeleteCard(Ben, First, KeyOf(Ben, First)))
            .When(retro => retro.SwitchOnAnonymity(Ana)).Rejected("cards-exist");

    [Fact]
    public void Not_after_anything_that_bears_a_name()
    {
        Given(Started(phase: Phase.Close))
            .And(retro => retro.GiveKudos(Ben, Note, CleosSeat, "Thank you", Limits))
            .When(retro => retro.SwitchOnAnonymity(Ana)).Rejected("names-exist");
        Given(Started(phase: Phase.Close))
            .And(retro => retro.ShareTakeaway(Ben, Note, "Rest more", Limits))
            .When(retro => retro.SwitchOnAnonymity(Ana)).Rejected("names-exist");
    }

    [Fact, Trait("Row", "Attack-A65")]
    public void No_decision_switches_it_off()
    {
        var off = typeof(RetroEvent).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(RetroEvent)))
            .Where(type => type.Name.Contains("Anonym", StringComparison.Ordinal) && type != typeof(AnonymitySwitchedOn));

        Assert.Empty(off);
        Assert.All(Enum.GetValues<Phase>().Skip(1), phase =>
            Given(Started(anonymous: true))
                .And(retro => retro.EnterPhase(Ana, phase, Now))
                .And(retro => retro.ChangeFormat(Ana, "four-ls", Limits))
                .So(retro => Assert.True(retro.Anonymous)));
    }

    [Fact]
    public void What_is_written_there_knows_no_author()
    {
        var reaction = KeyOf(Ben, First, "👍");

        Given(WithCards(Phase.Group, anonymous: true))
            .When(retro => retro.AddComment(Ben, Note, First, "Same here", KeyOf(Ben, Note), Limits))
            .Then(new CommentAdded(Note, First, "Same here", null, KeyOf(Ben, Note).Hash()))
            .When(retro => retro.React(Ben, First, "👍", true, reaction)).Then(new ReactionAdded(First, "👍", reaction.Hash()))
            .And(retro => retro.EnterPhase(Ana, Phase.Close, Now))
            .When(retro => retro.GiveKudos(Ben, Note, CleosSeat, "Thank you", Limits)).Then(new KudosGiven(Note, CleosSeat, "Thank you", null))
            .When(retro => retro.ShareTakeaway(Ben, Note, "Rest more", Limits)).Then(new TakeawayShared(Note, "Rest more", null))
            .And(retro => retro.EnterPhase(Ana, Phase.Write, Now))
            .When(retro => retro.AddCard(Ben, NoCard, Ideas, "Unsigned", KeyOf(Ben, NoCard), Limits))
            .Then(new CardAdded(NoCard, Ideas, "Unsigned", null, KeyOf(Ben, NoCard).Hash()));
    }

    [Fact]
    public void Cards_are_edited_with_their_own_key_and_with_no_other() =>
        Given(WithCards(Phase.Write, anonymous: true))
            .When(retro => retro.RewordCard(Ben, Second, "The build is far too slow", KeyOf(Ben, Second)))
            .Then(new CardReworded(Second, "The build is far too slow"))
            .When(retro => retro.RewordCard(Cleo, Second, "Mine now", KeyOf(Cleo, Second))).Rejected("not-yours")
            .When(retro => retro.RewordCard(Ben, Second, "Mine now", KeyOf(Ben, First))).Rejected("not-yours")
            .When(retro => retro.DeleteCard(Ana, Second, KeyOf(Ana, Second))).Rejected("not-yours");

    [Fact]
    public void Two_keys_of_one_seat_have_nothing_in_common()
    {
        string[] keys = [KeyOf(Ben, First).Value, KeyOf(Ben, Second).Value, KeyOf(Cleo, First).Value, KeyOf(Ben, First, "👍").Value, KeyOf(Ben, First, "🎉").Value];

        Assert.Equal(keys.Length, keys.Distinct().Count());
        Assert.All(keys, key => Assert.DoesNotContain(TokenOf(Ben).Value, key, StringComparison.Ordinal));
        Assert.Equal("(secret)", $"{KeyOf(Ben, First)}");
        Assert.Equal("(secret)", $"{TokenOf(Ben)}");
    }

    [Fact]
    public void A_board_tells_neither_author_nor_arrival() =>
        Given(WithCards(Phase.Discuss, anonymous: true)).So(retro =>
        {
            var board = retro.ToBoard(new("retro"), 1, _ => "", Limits);

            Assert.All(board.Cards.Values, card => Assert.Null(card.Author));
            Assert.All(board.Cards.Values, card => Assert.Equal(Chance.Of(card.Id.Value), card.Order));
        });

    [Fact]
    public void Nobody_is_singled_out_when_cards_turn() =>
        Given(Started(anonymous: true, hidden: true))
            .And(retro => retro.AddCard(Ben, First, WentWell, "Unsigned", KeyOf(Ben, First), Limits))
            .When(retro => retro.Reveal(Ana, BensSeat)).Rejected("already-anonymous")
            .When(retro => retro.Reveal(Ana, null)).Then(new CardsRevealed());

    [Fact]
    public void Own_cards_are_found_by_their_keys() =>
        Given(WithCards(Phase.Write, anonymous: true)).So(retro =>
        {
            var seat = retro.SeatOf(retro.Seated(Ben), TokenOf(Ben), null, _ => null);

            Assert.Equal([Second], seat.Cards.Keys);
            Assert.Equal("The build is slow", seat.Cards[Second].Text);
        });
}
