using OrleansRetro.Changes;
using OrleansRetro.Tests.Contracts;
using static OrleansRetro.Tests.Domain.TeamCast;

namespace OrleansRetro.Tests.Domain;

/// <summary>How the mood is when something changed, and four weeks later: said without a name, shown whole or not at all.</summary>
[Trait("Row", "A13")]
public sealed class AskingAboutTheMood
{
    static Scenario<Change, ChangeEvent> Told => Scenario.Given(new ChangeDeclared(new(Number(0xE1)), "The client moved the launch", new(2030, 1, 7), [], Ana.Person, Now));

    static DateTimeOffset Day(double days) => Now.AddDays(days);

    [Theory]
    [InlineData(-1, null)]
    [InlineData(0, 1)]
    [InlineData(6.99, 1)]
    [InlineData(7, null)]
    [InlineData(27.99, null)]
    [InlineData(28, 2)]
    [InlineData(34.99, 2)]
    [InlineData(35, null)]
    public void It_is_asked_for_a_week_and_once_more_four_weeks_later(double days, int? round) => Told.So(change => Assert.Equal(round, change.Asking(Day(days))));

    [Fact, Trait("Row", "T27")]
    public void One_answer_each_which_may_be_another_until_the_end()
    {
        Told.When(change => change.AnswerMood(1, "ana", TeamMood.Low, Now)).Then(new MoodAnswered(1, "ana", TeamMood.Low))
            .When(change => change.AnswerMood(1, "ana", TeamMood.Good, Now)).Then(new MoodAnswered(1, "ana", TeamMood.Good))
            .So(change => Assert.Equal(TeamMood.Good, Assert.Single(change.AnswersOf(1)).Value))
            .When(change => change.AnswerMood(2, "ana", TeamMood.Good, Now)).Rejected("mood-closed")
            .When(change => change.AnswerMood(1, "ana", TeamMood.Good, Day(7))).Rejected("mood-closed")
            .When(change => change.AnswerMood(1, "ana", (TeamMood)9, Now)).Rejected("malformed");
        Told.And(_ => [new MoodClosed(1)]).When(change => change.AnswerMood(1, "ana", TeamMood.Good, Now)).Rejected("mood-closed");
    }

    [Fact]
    public void The_clock_ends_each_round_once()
    {
        Told.When(change => change.Tick(Day(6.9))).ThenNothing();
        Told.When(change => change.Tick(Day(7))).Then(new MoodClosed(1)).So(change => Assert.Equal(Day(35), change.Deadline))
            .When(change => change.Tick(Day(34))).ThenNothing()
            .When(change => change.Tick(Day(40))).Then(new MoodClosed(2)).So(change => Assert.Null(change.Deadline));
        Told.When(change => change.Tick(Day(100))).Then(new MoodClosed(1), new MoodClosed(2));
    }

    [Fact]
    public void Without_its_key_nobody_is_added()
    {
        Told.When(change => change.GiveUpRound(1)).ThenNothing();
        Told.And(change => change.AnswerMood(1, "ana", TeamMood.Low, Now)).When(change => change.GiveUpRound(1)).Then(new MoodClosed(1)).So(change => Assert.Null(change.Asking(Now)));
    }

    [Theory]
    [InlineData(4, false)]
    [InlineData(5, true)]
    public void It_is_shown_whole_from_five_answers_on_and_only_after_its_week(int people, bool shown)
    {
        var answered = Enumerable.Range(1, people).Aggregate(Told, (told, n) => told.And(change => change.AnswerMood(1, $"tag {n}", (TeamMood)(n % 5), Now))).State;
        Assert.Empty(answered.Outcomes(5, Day(6.99)));
        var round = Assert.Single(answered.Outcomes(5, Day(7)));
        Assert.Equal((1, Now, shown), (round.Round, round.AskedAt, round.Counts is not null));
        if (shown)
            Assert.Equal([1, 1, 1, 1, 1], round.Counts!.Value);
        // Two rounds stand beside each other, each by itself.
        Assert.Equal([shown, false], answered.Outcomes(5, Day(35)).Select(one => one.Counts is not null));
    }

    [Theory]
    [InlineData("1 1 1 1 1", 1)]
    [InlineData("0 0 2 4 4", 2)]
    [InlineData("0 0 1 2 4 4", 1.5)]
    [InlineData("0 0 0 4 4 4", 2)]
    [InlineData("3 3 3 3 4 4 4 4", 3.5)]
    public void The_one_in_the_middle_is_told(string said, double median)
    {
        var moods = said.Split(' ').Select(int.Parse).ToArray();
        var answered = moods.Index().Aggregate(Told, (told, one) => told.And(change => change.AnswerMood(1, $"tag {one.Index}", (TeamMood)one.Item, Now))).State;
        var round = Assert.Single(answered.Outcomes(5, Day(8)));
        Assert.Equal((median, moods.Length), (round.Median, round.Counts!.Value.Sum()));
    }

    [Fact]
    public void That_somebody_has_answered_moves_nothing_that_others_see() =>
        Told.So(change => Assert.Equal(1, change.Published))
            .And(change => change.AnswerMood(1, "ana", TeamMood.Low, Now)).So(change => Assert.Equal(1, change.Published))
            .And(change => change.Tick(Day(7))).So(change => Assert.Equal(2, change.Published));

    [Fact, Trait("Row", "Attack-A64")]
    public void When_a_round_ends_its_answers_lie_in_any_order_that_means_the_same()
    {
        var arrivals = new MoodArrivals();
        ChangeEvent[] events =
        [
            .. Enumerable.Range(1, 12).Select(n => new MoodAnswered(1, $"tag {n:00}", (TeamMood)(n % 5))),
            // One of them thinks again.
            new MoodAnswered(1, "tag 03", TeamMood.VeryGood),
        ];
        var stored = events.Select(@event => Padded(Stored.Text(@event))).ToList();
        for (var at = 0; at < events.Length; at++)
            Assert.Empty(arrivals.Note(events[at], at + 2, stored[at]));
        var exchanges = arrivals.Note(new MoodClosed(1), events.Length + 2, default);
        var mixed = stored.ToList();
        foreach (var exchange in exchanges)
            mixed[(int)exchange.Version - 2] = exchange.Data;

        Assert.Equal(Texts(stored).Order(), Texts(mixed).Order());
        Assert.NotEqual(Texts(stored), Texts(mixed));
        Assert.All(exchanges, exchange => Assert.Equal(stored[0].Length, exchange.Data.Length));
        Assert.Equal(Amount(stored), Amount(mixed));
        Assert.Empty(arrivals.Note(new MoodClosed(2), 99, default));

        static ReadOnlyMemory<byte> Padded(string text) => System.Text.Encoding.UTF8.GetBytes(text.PadRight(256));
        static IEnumerable<string> Texts(IEnumerable<ReadOnlyMemory<byte>> all) => all.Select(one => System.Text.Encoding.UTF8.GetString(one.Span));
        static IEnumerable<string> Amount(IEnumerable<ReadOnlyMemory<byte>> all) => Texts(all).Aggregate(Told.State, (change, text) => change.Evolve(Stored.Read<ChangeEvent>(text)))
            .AnswersOf(1).OrderBy(answer => answer.Key).Select(answer => $"{answer.Key} {answer.Value}");
    }
}
