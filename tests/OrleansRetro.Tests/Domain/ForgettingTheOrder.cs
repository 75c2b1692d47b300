using System.Text;
using OrleansRetro.Retros;
using static OrleansRetro.Tests.Domain.Cast;
using static OrleansRetro.Tests.Domain.Scenario;

namespace OrleansRetro.Tests.Domain;

/// <summary>When a phase ends, what is nobody's changes places: any order is as likely, and it amounts to the same.</summary>
[Trait("Row", "R10"), Trait("Row", "Attack-A64")]
public sealed class ForgettingTheOrder
{
    static readonly CardId[] Many = [.. Enumerable.Range(1, 6).Select(number => new CardId(new Guid(number, 0, 0, [0, 0, 0, 0, 0, 0, 0, 0])))];

    static CardAdded Card(CardId card, string text = "Words") => new CardAdded(card, WentWell, text, null, $"key {card}");

    static readonly RetroEvent End = new PhaseEntered(Phase.Group, Now);

    [Fact]
    public void Three_cards_come_to_lie_in_all_six_orders()
    {
        RetroEvent[] written = [.. Many[..3].Select(card => Card(card))];
        var orders = Enumerable.Range(0, 200).Select(_ => string.Concat(Cards(Mixed(Anonymous, [.. written, End])).Select(card => Array.IndexOf(Many, card)))).ToHashSet();

        Assert.Equal(["012", "021", "102", "120", "201", "210"], orders.Order());
    }

    [Fact]
    public void People_keep_their_places_and_cards_from_before_lie_after_them_too()
    {
        RetroEvent[] written = [Card(Many[0]), Card(Many[1]), new SeatTaken(new(3), new(Guid.NewGuid()), "late"), Card(Many[2]), Card(Many[3]), End];
        var mixed = Enumerable.Range(0, 100).Select(_ => Mixed(Anonymous, written)).ToArray();

        Assert.All(mixed, order => Assert.Equal((written[2], written[5]), (order[2], order[5])));
        Assert.Equal(Many[..4], mixed.Select(order => Cards(order)[0]).Distinct().OrderBy(card => card.Value).ToArray());
    }

    [Fact]
    public void What_one_card_went_through_stays_in_its_order()
    {
        RetroEvent[] written = [Card(Many[0]), Card(Many[1]), new CardReworded(Many[0], "Other words"), new CardDeleted(Many[0]), new CardRestored(Many[0]), new CardReworded(Many[1], "More"), Card(Many[2]), End];
        for (var time = 0; time < 50; time++)
        {
            var order = Mixed(Anonymous, written);
            Assert.Equal(written.Order(Comparer), order.Order(Comparer));
            Assert.Equal(Text(written.Aggregate(Anonymous, (retro, @event) => retro.Evolve(@event))), Text(order.Aggregate(Anonymous, (retro, @event) => retro.Evolve(@event))));
        }
    }

    [Fact]
    public void A_card_longer_than_the_others_keeps_its_place()
    {
        RetroEvent[] written = [Card(Many[0]), Card(Many[1], new string('x', 1_500)), Card(Many[2]), End];
        Assert.All(Enumerable.Range(0, 20), _ => Assert.Equal(written[1], Mixed(Anonymous, written)[1]));
    }

    [Fact, Trait("Row", "R13")]
    public void Ballots_forget_their_order_on_named_boards_too()
    {
        var retro = Given(WithCards(Phase.Vote)).State;
        RetroEvent[] given = [new VotesSet(First, "a", 1), new VotesSet(First, "b", 1), new VotesSet(Second, "a", 2), new VotesSet(First, "c", 1), new VotingClosed(), End];
        var orders = Enumerable.Range(0, 300).Select(_ => string.Concat(Mixed(retro, given).OfType<VotesSet>().Select(vote => vote.VoterTag))).ToHashSet();

        Assert.Equal(12, orders.Count);
    }

    [Fact]
    public void Signed_cards_stay_as_they_came()
    {
        RetroEvent[] written = [new CardAdded(Many[0], WentWell, "Mine", new(1)), new CardAdded(Many[1], WentWell, "Yours", new(2)), End];
        Assert.All(Enumerable.Range(0, 20), _ => Assert.Equal(written, Mixed(Started().Aggregate(Retro.Empty, (retro, @event) => retro.Evolve(@event)), written)));
    }

    /// <summary>Votes on a card that is deleted and restored in between count or don't, by their order.</summary>
    [Fact]
    public void Where_another_order_would_amount_to_something_else_it_stays()
    {
        var retro = Given(WithCards(Phase.Vote, anonymous: true)).State;
        RetroEvent[] written = [new VotesSet(First, "a", 1), new CardDeleted(First), new VotesSet(Second, "a", 1), new CardRestored(First), new VotesSet(Second, "b", 1), End];
        var amount = Text(written.Aggregate(retro, (retro, @event) => retro.Evolve(@event)));

        Assert.All(Enumerable.Range(0, 50), _ => Assert.Equal(amount, Text(Mixed(retro, written).Aggregate(retro, (retro, @event) => retro.Evolve(@event)))));
    }

    static Retro Anonymous => Started(anonymous: true).Aggregate(Retro.Empty, (retro, @event) => retro.Evolve(@event));

    static readonly Comparer<RetroEvent> Comparer = Comparer<RetroEvent>.Create((one, other) => string.CompareOrdinal($"{one}", $"{other}"));

    static string Text(Retro retro) => System.Text.Json.JsonSerializer.Serialize(retro, RetroSnapshotJson.Default.Retro);

    static CardId[] Cards(IEnumerable<RetroEvent> events) => [.. events.OfType<CardAdded>().Select(card => card.Card)];

    /// <summary>The events as they lie in the log in the end, all short ones as long as each other.</summary>
    static RetroEvent[] Mixed(Retro retro, RetroEvent[] written)
    {
        var (arrivals, places) = (new Arrivals(), written.ToArray());
        for (var at = 0; at < written.Length; at++)
        {
            foreach (var exchange in arrivals.Note(retro, written[at], at, Stored(at, written[at])))
                places[exchange.Version] = written[int.Parse(Encoding.UTF8.GetString(exchange.Data.Span), System.Globalization.CultureInfo.InvariantCulture)];
            retro = retro.Evolve(written[at]);
        }
        return places;
    }

    static byte[] Stored(int at, RetroEvent @event) => Encoding.UTF8.GetBytes($"{at}".PadRight(@event is CardAdded { Text.Length: > 1_000 } ? 40 : 20));
}
