using OrleansRetro.Retros;
using static OrleansRetro.Tests.Domain.Cast;

namespace OrleansRetro.Tests.Domain;

[Trait("Row", "R12")]
public sealed class SuggestingGroups
{
    static CardFace Card(int number, string text) => new(new(Number(number)), WentWell, text, AnasSeat, null, (ulong)number);

    [Fact]
    public void Cards_that_say_the_same_in_other_words_are_found()
    {
        var suggestions = Likeness.Suggest(
        [
            Card(1, "The release took much too long"),
            Card(2, "Pairing with the new colleague was great"),
            Card(3, "Releasing takes far too long"),
            Card(4, "Lunch"),
        ]);

        var found = Assert.Single(suggestions);
        Assert.Equal([Number(1), Number(3)], new[] { found.Card.Value, found.With.Value }.Order());
        Assert.InRange(found.Likeness, 0.28, 1);
    }

    [Fact]
    public void Words_that_everybody_uses_say_nothing() =>
        Assert.Empty(Likeness.Suggest([Card(1, "We have been there and this is it"), Card(2, "This is what we have been"), Card(3, "Es ist so, wie es ist")]));

    [Fact]
    public void Texts_without_words_are_like_nothing() =>
        Assert.Empty(Likeness.Suggest([Card(1, "!!!"), Card(2, "!!!"), Card(3, "🎉")]));

    [Fact]
    public void Nothing_is_suggested_for_cards_that_are_together_already() =>
        Assert.Empty(Likeness.Suggest([Card(1, "slow builds") with { Group = Pairing }, Card(2, "builds are slow") with { Group = Pairing }]));

    [Fact]
    public void A_single_card_is_suggested_for_the_group_of_one_like_it()
    {
        var found = Assert.Single(Likeness.Suggest([Card(1, "slow builds") with { Group = Pairing }, Card(2, "builds are slow"), Card(3, "holidays")]));

        Assert.Equal((new CardId(Number(2)), (TopicId)Pairing), (found.Card, found.With));
    }

    [Fact]
    public void A_card_whose_best_match_is_taken_is_suggested_with_the_next()
    {
        var suggestions = Likeness.Suggest([Card(1, "deploy friday"), Card(2, "deploy night"), Card(3, "deploy friday"), Card(4, "night shift calls")]);

        Assert.Equal([(Number(1), Number(3)), (Number(2), Number(4))], suggestions.Select(found => (found.Card.Value, found.With.Value)));
    }

    [Fact]
    public void A_card_is_suggested_once()
    {
        var suggestions = Likeness.Suggest([.. Enumerable.Range(1, 40).Select(number => Card(number, "builds are slow"))]);

        Assert.Equal(20, suggestions.Length);
        Assert.Equal(40, suggestions.SelectMany(found => new[] { found.Card.Value, found.With.Value }).Distinct().Count());
    }
}
