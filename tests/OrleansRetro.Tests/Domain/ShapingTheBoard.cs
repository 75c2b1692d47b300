using OrleansRetro.Retros;
using static OrleansRetro.Tests.Domain.Cast;
using static OrleansRetro.Tests.Domain.Scenario;

namespace OrleansRetro.Tests.Domain;

[Trait("Row", "R03")]
public sealed class ShapingTheBoard
{
    [Fact]
    public void A_retro_gets_another_title() =>
        Given(Started())
            .When(retro => retro.Rename(Ana, " Sprint\u0000 13 ")).Then(new RetroRenamed("Sprint 13"))
            .When(retro => retro.Rename(Ana, "")).Rejected("title-empty")
            .When(retro => retro.Rename(Ana, new('t', 121))).Rejected("text-too-long", "120");

    [Fact]
    public void Another_format_brings_other_columns_while_nothing_is_written() =>
        Given(Started())
            .When(retro => retro.ChangeFormat(Ana, "plus-delta", Limits))
            .Then(new FormatChanged("plus-delta", [new(new("plus")), new(new("delta"))]));

    [Fact]
    public void Another_format_keeps_every_column_that_holds_a_card() =>
        Given(WithCards(Phase.Write))
            .And(retro => retro.DeleteCard(Ana, First, KeyOf(Ana, First)))
            .When(retro => retro.ChangeFormat(Ana, "plus-delta", Limits))
            .Then(new FormatChanged("plus-delta", [new(new("plus")), new(new("delta")), new(DidNot)]))
            .So(retro => Assert.All(retro.Cards.Values.Where(card => !card.Deleted), card => Assert.Contains(card.Column, retro.Columns.Select(column => column.Id))));

    [Fact]
    public void A_column_that_both_formats_have_is_not_doubled() =>
        Given(Started())
            .And(retro => retro.ChangeFormat(Ana, "start-stop-continue", Limits))
            .And(retro => retro.AddCard(Ben, First, new("stop"), "Meetings", KeyOf(Ben, First), Limits))
            .When(retro => retro.ChangeFormat(Ana, "starfish", Limits))
            .Then(new FormatChanged("starfish", [new(new("keep")), new(new("more")), new(new("less")), new(new("start")), new(new("stop"))]));

    [Fact, Trait("Row", "R06")]
    public void A_format_comes_back_as_it_was_left() =>
        Given(Started())
            .And(retro => retro.RenameColumn(Ana, Ideas, "Wishes"))
            .And(retro => retro.AddColumn(Ana, new("thanks"), "Thanks", Limits))
            .And(retro => retro.ChangeFormat(Ana, "plus-delta", Limits))
            .And(retro => retro.AddCard(Ben, First, new("plus"), "Cake", KeyOf(Ben, First), Limits))
            .When(retro => retro.ChangeFormat(Ana, "went-well", Limits))
            .Then(new FormatChanged("went-well", [new(WentWell), new(DidNot), new(Ideas, "Wishes"), new(new("thanks"), "Thanks"), new(new("plus"))]));

    [Fact]
    public void A_column_of_both_formats_is_called_what_it_was_called_last() =>
        Given(Started())
            .And(retro => retro.ChangeFormat(Ana, "start-stop-continue", Limits))
            .And(retro => retro.RenameColumn(Ana, new("stop"), "No more"))
            .When(retro => retro.ChangeFormat(Ana, "starfish", Limits))
            .Then(new FormatChanged("starfish", [new(new("keep")), new(new("more")), new(new("less")), new(new("start")), new(new("stop"), "No more")]));

    [Fact]
    public void A_format_that_is_not_there_is_refused() =>
        Given(Started()).When(retro => retro.ChangeFormat(Ana, "no-such-format", Limits)).Rejected("unknown-format");

    [Fact]
    public void Columns_can_be_added_renamed_and_removed() =>
        Given(Started())
            .When(retro => retro.AddColumn(Ana, new("thanks"), "Thanks", Limits)).Then(new ColumnAdded(new("thanks"), "Thanks"))
            .When(retro => retro.RenameColumn(Ana, new("thanks"), "Thank you")).Then(new ColumnRenamed(new("thanks"), "Thank you"))
            .When(retro => retro.RemoveColumn(Ana, new("thanks"))).Then(new ColumnRemoved(new("thanks")));

    [Fact]
    public void A_column_of_a_format_gets_its_title_back_and_another_one_has_none() =>
        Given(Started())
            .When(retro => retro.RenameColumn(Ana, Ideas, null)).ThenNothing()
            .And(retro => retro.RenameColumn(Ana, Ideas, "More"))
            .When(retro => retro.RenameColumn(Ana, Ideas, null)).Then(new ColumnRenamed(Ideas))
            .So(retro => Assert.Equal(new(Ideas), retro.Columns[2]))
            .And(retro => retro.AddColumn(Ana, NoColumn, "Thanks", Limits))
            .When(retro => retro.RenameColumn(Ana, NoColumn, null)).Rejected("title-empty");

    [Fact]
    public void A_column_needs_a_title() =>
        Given(Started())
            .When(retro => retro.AddColumn(Ana, new("thanks"), " ", Limits)).Rejected("title-empty")
            .When(retro => retro.RenameColumn(Ana, Ideas, " ")).Rejected("title-empty")
            .When(retro => retro.RenameColumn(Ana, Ideas, new('t', 121))).Rejected("text-too-long", "120")
            .When(retro => retro.RenameColumn(Ana, NoColumn, "More")).Rejected("unknown-column");

    [Fact]
    public void A_column_with_cards_stays() =>
        Given(WithCards(Phase.Write))
            .When(retro => retro.RemoveColumn(Ana, WentWell)).Rejected("column-has-cards")
            .And(retro => retro.DeleteCard(Ana, First, KeyOf(Ana, First)))
            .When(retro => retro.RemoveColumn(Ana, WentWell)).Then(new ColumnRemoved(WentWell));

    [Fact]
    public void The_last_column_stays() =>
        Given(Started())
            .And(retro => retro.RemoveColumn(Ana, WentWell))
            .And(retro => retro.RemoveColumn(Ana, DidNot))
            .When(retro => retro.RemoveColumn(Ana, Ideas)).Rejected("last-column");

    [Fact, Trait("Row", "R35")]
    public void Twelve_columns_fit_and_the_next_is_told() =>
        Given([.. Started(), .. from number in Enumerable.Range(4, 8) select new ColumnAdded(new($"column-{number}"), "More")])
            .And(retro => retro.AddColumn(Ana, new("twelfth"), "Twelfth", Limits))
            .When(retro => retro.AddColumn(Ana, new("thirteenth"), "Thirteenth", Limits)).Rejected("full-columns", "12")
            .When(retro => retro.AddColumn(Ana, new("twelfth"), "Twelfth", Limits)).ThenNothing();

    [Fact, Trait("Row", "R35")]
    public void A_format_whose_columns_do_not_fit_beside_the_cards_is_refused() =>
        Given(WithCards(Phase.Write))
            .When(retro => retro.ChangeFormat(Ana, "fishbone", Limits with { ColumnsPerRetro = 8 })).Rejected("full-columns", "8");

    [Fact, Trait("Row", "R06")]
    public void A_card_whose_column_is_gone_comes_back_to_the_first() =>
        Given(WithCards(Phase.Write))
            .And(retro => retro.DeleteCard(Ana, First, KeyOf(Ana, First)))
            .And(retro => retro.RemoveColumn(Ana, WentWell))
            .When(retro => retro.RestoreCard(Ana, First, KeyOf(Ana, First), Limits)).Then(new CardRestored(First), new CardMoved(First, DidNot));
}
