using OrleansRetro.Load.History;

namespace OrleansRetro.Load.Tests;

/// <summary>The checker passes runs that kept every promise, and finds each promise that a run broke.</summary>
public sealed class CheckingHistories
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 20)];

    [Theory, MemberData(nameof(Seeds))]
    public void A_run_that_kept_every_promise_passes(int seed) => Assert.Empty(Checker.Check(Scripted.Run(seed)));

    [Theory, MemberData(nameof(Seeds))]
    public void What_nobody_was_told_of_may_have_happened_or_not(int seed)
    {
        var history = Scripted.Run(seed);
        var (tag, voter) = history.Voters.First();
        var moment = history.Operations.Max(operation => operation.Returned) + 1;
        Operation[] unknown =
        [
            new("a writer", Act.Add, "a card", "words", moment),
            new("a writer", Act.Reword, "a card", "other words", moment + 1),
            new(voter, Act.Vote, "another topic", "0", moment),
            new(voter, Act.Vote, "another topic", "1", moment + 1),
        ];
        Fact[] happened = [new(0, Act.Add, "a card", "words", "went-well"), new(0, Act.Reword, "a card", "other words"), new(0, Act.Vote, "another topic", "1", Tag: tag)];
        var free = history.Log.Where(fact => fact.Tag == tag).GroupBy(fact => fact.Thing).Sum(votes => int.Parse(votes.Last().Value, provider: null)) < history.Budget;
        for (var count = 0; count <= (free ? 3 : 2); count++)
            Assert.Empty(Checker.Check(Numbered(history with { Operations = [.. history.Operations, .. unknown] }, history.Log.Concat(happened.Take(count)))));
    }

    [Theory, MemberData(nameof(Seeds))]
    public void Something_acknowledged_that_is_not_stored_is_found(int seed)
    {
        var history = Scripted.Run(seed);
        var lost = Some(history, seed, fact => fact.Act is not null);
        Assert.Contains(Checker.Check(Numbered(history, history.Log.Where(fact => fact != lost))), violation => violation.Promise == Promise.Kept);
    }

    [Theory, MemberData(nameof(Seeds))]
    public void The_end_of_the_log_that_is_gone_is_found(int seed)
    {
        var history = Scripted.Run(seed);
        Assert.Contains(Checker.Check(history with { Log = [.. history.Log.SkipLast(1)] }), violation => violation.Promise == Promise.Kept);
    }

    [Theory, MemberData(nameof(Seeds))]
    public void An_effect_that_came_twice_is_found(int seed)
    {
        var history = Scripted.Run(seed);
        var twice = Some(history, seed, fact => fact.Act is Act.Add or Act.Reword or Act.Delete);
        var log = history.Log.ToList();
        log.Insert(new Random(seed).Next(log.IndexOf(twice), log.Count) + 1, twice);
        Assert.Contains(Checker.Check(Numbered(history, log)), violation => violation.Promise == Promise.Once);
    }

    [Theory, MemberData(nameof(Seeds))]
    public void Something_stored_that_nobody_asked_for_is_found(int seed)
    {
        var history = Scripted.Run(seed);
        var strange = history.Log.Append(new(0, Act.Add, "a stranger's", "words", "went-well"));
        Assert.Contains(Checker.Check(Numbered(history, strange)), violation => violation.Promise == Promise.Asked);
    }

    [Theory, MemberData(nameof(Seeds))]
    public void A_version_that_is_missing_or_there_twice_is_found(int seed)
    {
        var history = Scripted.Run(seed);
        var at = seed + 1;
        Assert.Contains(Checker.Check(history with { Log = [.. history.Log.Select(fact => fact.Version < at ? fact : fact with { Version = fact.Version + 1 })] }), violation => violation.Promise == Promise.Gapless);
        Assert.Contains(Checker.Check(history with { Log = [.. history.Log.Take(at), .. history.Log.Skip(at - 1)] }), violation => violation.Promise == Promise.Gapless);
    }

    [Theory, MemberData(nameof(Seeds))]
    public void An_effect_from_before_its_time_is_found(int seed)
    {
        var history = Scripted.Run(seed);
        var late = history.Log.Last(fact => fact.Act is Act.Add);
        var moved = history.Log.Where(fact => fact != late).ToList();
        moved.Insert(1, late);
        // Nobody looked: only the order of question and answer tells.
        var blind = Numbered(history with { Sights = [] }, moved);
        Assert.Contains(Checker.Check(blind), violation => violation.Promise == Promise.Ordered);
    }

    [Theory, MemberData(nameof(Seeds))]
    public void A_read_and_an_answer_of_yesterday_are_found(int seed)
    {
        foreach (var act in new[] { Act.Read, Act.Reword })
        {
            var history = Scripted.Run(seed);
            var last = history.Operations.Last(operation => operation.Act == act && operation.Ending == Ending.Done);
            var older = act == Act.Read ? history.Operations.First(operation => operation.Act == Act.Read && operation.Version > 1) : last with { Version = 1 };
            var stale = history.Operations.Select(operation => operation == last ? operation with { Version = older.Version, Content = older.Content } : operation);
            Assert.Equal(act == Act.Read ? 1 : 2, Checker.Check(history with { Operations = [.. stale] }).Count(violation => violation.Promise == Promise.Fresh));
        }
    }

    [Theory, MemberData(nameof(Seeds))]
    public void Cards_that_were_shown_otherwise_than_they_are_stored_are_found(int seed)
    {
        var history = Scripted.Run(seed);
        var wrong = Content.Card("a stranger's", "went-well", "words");
        var read = history.Operations.First(operation => operation.Act == Act.Read);
        var reads = history.Operations.Select(operation => operation == read ? operation with { Content = operation.Content + wrong } : operation);
        Assert.Single(Checker.Check(history with { Operations = [.. reads] }), violation => violation.Promise == Promise.True);
        var sights = history.Sights.Select(sight => sight.Version == 5 ? sight with { Content = sight.Content + wrong } : sight);
        Assert.Single(Checker.Check(history with { Sights = [.. sights] }), violation => violation.Promise == Promise.True);
    }

    [Theory, MemberData(nameof(Seeds))]
    public void Own_votes_that_were_shown_otherwise_are_found(int seed)
    {
        var history = Scripted.Run(seed);
        var read = history.Operations.Last(operation => operation.Own is not null);
        var reads = history.Operations.Select(operation => operation == read ? operation with { Own = "t9:3" } : operation);
        Assert.Single(Checker.Check(history with { Operations = [.. reads] }), violation => violation.Promise == Promise.True);
    }

    [Theory, MemberData(nameof(Seeds))]
    public void A_vote_too_many_is_found_even_if_it_was_asked_for_and_acknowledged(int seed)
    {
        var history = Scripted.Run(seed);
        var (tag, voter) = history.Voters.First();
        var (moment, end) = (history.Operations.Max(operation => operation.Returned) + 1, history.Log.Count);
        var votes = Enumerable.Range(1, history.Budget + 1).Select(number => new Operation(voter, Act.Vote, $"another topic {number}", "1", moment + 2 * number)
        {
            Ending = Ending.Done,
            Returned = moment + 2 * number + 1,
            Version = end + number,
        }).ToArray();
        var violations = Checker.Check(Numbered(
            history with { Operations = [.. history.Operations, .. votes] },
            history.Log.Concat(votes.Select(vote => new Fact(0, Act.Vote, vote.Thing, vote.Value, Tag: tag)))));
        Assert.NotEmpty(violations);
        Assert.All(violations, violation => Assert.Equal(Promise.Budget, violation.Promise));
    }

    [Theory, MemberData(nameof(Seeds))]
    public void A_refusal_without_a_reason_is_found(int seed)
    {
        var history = Scripted.Run(seed);
        var vote = history.Operations.First(operation => operation is { Act: Act.Vote, Ending: Ending.Done, Value: "0" });
        var operations = history.Operations.Select(operation => operation == vote ? operation with { Ending = Ending.Refused, Code = "votes-spent" } : operation);
        Assert.Contains(Checker.Check(history with { Operations = [.. operations] }), violation => violation.Promise == Promise.Served);
    }

    [Fact]
    public void A_hundred_thousand_operations_take_a_moment()
    {
        var history = Scripted.Run(1, rounds: 12_500);
        Assert.Equal(100_000, history.Operations.Count);
        var start = TimeProvider.System.GetTimestamp();
        Assert.Empty(Checker.Check(history));
        Assert.True(TimeProvider.System.GetElapsedTime(start) < TimeSpan.FromSeconds(10));
    }

    static Fact Some(BoardHistory history, int seed, Func<Fact, bool> which)
    {
        var all = history.Log.Where(which).ToArray();
        return all[new Random(seed).Next(all.Length)];
    }

    static BoardHistory Numbered(BoardHistory history, IEnumerable<Fact> log) =>
        history with { Log = [.. log.Select((fact, index) => fact with { Version = index + 1 })] };
}
