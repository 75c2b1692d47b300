using OrleansRetro.Retros;
using static OrleansRetro.Tests.Domain.Cast;
using static OrleansRetro.Tests.Domain.Scenario;

namespace OrleansRetro.Tests.Domain;

[Trait("Row", "R12")]
public sealed class GroupingCards
{
    static Scenario<Retro, RetroEvent> Grouped => Given(WithCards(Phase.Group)).And(retro => retro.GroupCards(Ben, Pairing, "Builds", [Second, Third]));

    [Fact]
    public void Anybody_groups_cards_and_titles_the_group() =>
        Given(WithCards(Phase.Group))
            .When(retro => retro.GroupCards(Ben, Pairing, " Builds ", [Second, Third, Second]))
            .Then(new CardGrouped(Second, Pairing), new CardGrouped(Third, Pairing), new GroupTitled(Pairing, "Builds"));

    [Fact]
    public void More_cards_join_and_none_leaves() =>
        Grouped
            .When(retro => retro.GroupCards(Cleo, Pairing, null, [First])).Then(new CardGrouped(First, Pairing))
            .So(retro => Assert.Equal([Second, Third, First], retro.Groups[Pairing].Cards));

    [Fact]
    public void A_card_is_in_one_group_at_most() =>
        Grouped
            .When(retro => retro.GroupCards(Cleo, Other, "Pairs", [First, Third])).Then(new CardGrouped(First, Other), new CardGrouped(Third, Other), new GroupTitled(Other, "Pairs"))
            .So(retro => Assert.Equal([Second], retro.Groups[Pairing].Cards));

    [Fact]
    public void Two_groups_become_one() =>
        Grouped
            .And(retro => retro.GroupCards(Ben, Other, "Pairs", [First]))
            .And(retro => retro.GroupCards(Ben, Pairing, null, [.. retro.Groups[Other].Cards]))
            .So(retro =>
            {
                Assert.Equal([Second, Third, First], retro.Groups[Pairing].Cards);
                Assert.Equal([(TopicId)Pairing], retro.Topics());
            });

    [Fact]
    public void A_group_gets_another_title_or_none() =>
        Grouped
            .When(retro => retro.GroupCards(Cleo, Pairing, "Slow builds", [])).Then(new GroupTitled(Pairing, "Slow builds"))
            .When(retro => retro.GroupCards(Cleo, Pairing, "", [])).Then(new GroupTitled(Pairing, ""))
            .When(retro => retro.GroupCards(Cleo, Pairing, new('t', 121), [])).Rejected("text-too-long", "120");

    [Fact]
    public void A_card_goes_into_a_group_and_out_again() =>
        Grouped
            .When(retro => retro.GroupCard(Cleo, First, Pairing)).Then(new CardGrouped(First, Pairing))
            .When(retro => retro.GroupCard(Cleo, First, null)).Then(new CardUngrouped(First))
            .So(retro => Assert.Null(retro.Cards[First].Group));

    [Fact]
    public void What_is_not_there_can_not_be_grouped() =>
        Grouped
            .When(retro => retro.GroupCards(Ben, Other, "Nothing", [])).Rejected("unknown-group")
            .When(retro => retro.GroupCards(Ben, Other, "Nothing", [NoCard])).Rejected("unknown-card")
            .When(retro => retro.GroupCard(Ben, First, NoGroup)).Rejected("unknown-group")
            .When(retro => retro.GroupCard(Ben, NoCard, Pairing)).Rejected("unknown-card")
            .When(retro => retro.GroupCard(Stranger, First, Pairing)).Rejected("not-yours")
            .When(retro => retro.GroupCards(Stranger, Pairing, null, [First])).Rejected("not-yours");

    [Fact, Trait("Row", "Fault-R12")]
    public void A_group_can_not_take_the_id_of_a_card() =>
        Given(WithCards(Phase.Group)).When(retro => retro.GroupCards(Ben, new(First.Value), "In disguise", [Second])).Rejected("unknown-group");

    [Fact]
    public void A_deleted_card_leaves_its_group_and_can_not_join_one() =>
        Grouped
            .And(retro => retro.DeleteCard(Ben, Second, KeyOf(Ben, Second)))
            .So(retro => Assert.Equal([Third], retro.Groups[Pairing].Cards))
            .When(retro => retro.GroupCards(Cleo, Pairing, null, [Second])).Rejected("deleted")
            .When(retro => retro.GroupCard(Cleo, Second, Pairing)).Rejected("deleted");

    [Fact]
    public void An_empty_group_is_no_topic_but_can_be_filled_again() =>
        Grouped
            .And(retro => retro.GroupCard(Ben, Second, null))
            .And(retro => retro.GroupCard(Ben, Third, null))
            .So(retro => Assert.Equal([First.Value, Second.Value, Third.Value], retro.Topics().Select(topic => topic.Value).Order()))
            .When(retro => retro.GroupCard(Ben, First, Pairing)).Then(new CardGrouped(First, Pairing));

    [Fact]
    public void Whatever_people_do_at_once_every_card_stays_on_the_board() =>
        Grouped
            .And(retro => retro.GroupCards(Ana, Other, "Mine", [Second]))
            .And(retro => retro.GroupCards(Cleo, Pairing, null, [Second, First]))
            .And(retro => retro.GroupCard(Ben, Third, Other))
            .So(retro =>
            {
                var board = retro.ToBoard(new("retro"), 1, _ => "", Limits);
                Assert.Equal([First.Value, Second.Value, Third.Value], board.Topics().SelectMany(board.CardsOf).Select(card => card.Id.Value).Order());
                Assert.Equal("Builds", board.TitleOf(Pairing));
            });
}
