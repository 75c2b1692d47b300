using OrleansRetro.Load.History;

namespace OrleansRetro.Load.Tests;

/// <summary>A run without faults, made up: people who write, vote and read at once, and a store that keeps every promise.</summary>
sealed class Scripted
{
    const int Writers = 4, Voters = 3, Budget = 3;

    readonly Random _random;
    readonly List<Operation> _operations = [];
    readonly List<Fact> _log = [new(1)];
    readonly List<Sight> _sights = [new("a watcher", 1, default)];
    readonly Dictionary<string, (string Column, string Text)> _cards = [];
    readonly Dictionary<string, Ballot> _ballots = [];
    readonly List<string> _topics = ["t1", "t2"];
    int _made;

    Scripted(int seed) => _random = new(seed);

    public static BoardHistory Run(int seed, int rounds = 60)
    {
        var run = new Scripted(seed);
        for (var round = 0; round < rounds; round++)
            run.Round(round * 1_000L);
        return new("a board", run._operations, run._log)
        {
            Sights = run._sights,
            Voters = Enumerable.Range(0, Voters).ToDictionary(voter => $"tag {voter}", voter => $"voter {voter}"),
            Budget = Budget,
        };
    }

    // What is asked for in one round overlaps; it takes effect one after the other, and is answered in any order.
    void Round(long start)
    {
        var (asked, known) = (new List<(Operation Operation, long Effect)>(), (long)_log.Count);
        foreach (var number in Enumerable.Range(0, Writers + Voters + 1).OrderBy(_ => _random.Next()))
            asked.Add(number < Writers ? Write($"writer {number}", start) : number < Writers + Voters ? Vote(number - Writers, start) : (Read("a reader", start, own: null), 0));
        foreach (var (operation, effect) in asked)
            _operations.Add(operation with
            {
                Returned = start + 500 + _random.Next(400),
                Version = operation.Act == Act.Read || operation.Ending == Ending.Refused ? operation.Version : Math.Max(Math.Max(known, effect), _log.Count - _random.Next(3)),
            });
    }

    (Operation, long) Write(string client, long start)
    {
        var card = $"{client}'s {_random.Next(3)}";
        var at = start + _random.Next(100);
        var value = $"words {++_made}";
        if (!_cards.ContainsKey(card) && !_operations.Exists(known => known.Thing == card))
            return Did(new(client, Act.Add, card, value, at), new(0, Act.Add, card, value, "went-well"));
        if (_cards.ContainsKey(card))
            return _random.Next(5) == 0 ? Did(new(client, Act.Delete, card, "", at), new(0, Act.Delete, card)) : Did(new(client, Act.Reword, card, value, at), new(0, Act.Reword, card, value));
        return (Read(client, start, own: null), 0);
    }

    (Operation, long) Vote(int voter, long start)
    {
        var client = $"voter {voter}";
        if (!_ballots.TryGetValue(client, out var ballot))
            _ballots[client] = ballot = new(Budget);
        if (_random.Next(4) == 0)
            return (Read(client, start, ballot.ToString()), 0);
        var vote = new Operation(client, Act.Vote, _topics[_random.Next(2)], $"{_random.Next(4)}", start + _random.Next(100)) { Ending = Ending.Done };
        if (!ballot.Allows(vote))
            return (vote with { Ending = Ending.Refused, Code = "votes-spent" }, 0);
        if (ballot.Has(vote))
            return (vote, 0);
        ballot.Set(vote);
        return Did(vote, new(0, Act.Vote, vote.Thing, vote.Value, Tag: $"tag {voter}"));
    }

    Operation Read(string client, long start, string? own) =>
        new(client, Act.Read, "", "", start + _random.Next(100)) { Ending = Ending.Done, Version = _log.Count, Content = Seen(), Own = own };

    (Operation, long) Did(Operation operation, Fact fact)
    {
        _log.Add(fact with { Version = _log.Count + 1 });
        if (fact.Act == Act.Delete)
            _cards.Remove(fact.Thing);
        else if (fact.Act != Act.Vote)
            _cards[fact.Thing] = ("went-well", fact.Value);
        _sights.Add(new("a watcher", _log.Count, Seen()));
        return (operation with { Ending = Ending.Done }, _log.Count);
    }

    Content Seen() => _cards.Aggregate(default(Content), (sum, card) => sum + Content.Card(card.Key, card.Value.Column, card.Value.Text));
}
