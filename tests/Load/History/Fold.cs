using System.Globalization;

namespace OrleansRetro.Load.History;

/// <summary>What the log says that the board was at each version.</summary>
sealed class Fold
{
    readonly List<Content> contents = [default];
    readonly Dictionary<string, (string Column, Content Content)> cards = [];
    readonly Dictionary<string, (int Sum, Dictionary<string, int> Counts)> ballots = [];
    readonly List<Violation> violations = [];

    public Fold(BoardHistory history)
    {
        foreach (var fact in history.Log)
        {
            if (fact.Version != contents.Count) violations.Add(new(Promise.Gapless, $"version {fact.Version} is stored where {contents.Count} belongs"));
            contents.Add(After(fact));
            if (fact.Act == Act.Vote && Vote(fact) is var sum && sum > history.Budget)
                violations.Add(new(Promise.Budget, $"at version {fact.Version} {history.Voters.GetValueOrDefault(fact.Tag, fact.Tag)} has {sum} votes of {history.Budget}"));
        }
    }

    public IEnumerable<Violation> Violations => violations;

    public long Last => contents.Count - 1;

    /// <summary>Nothing where the log does not reach.</summary>
    public Content? At(long version) => version >= 0 && version < contents.Count ? contents[(int)version] : null;

    Content After(Fact fact)
    {
        var before = contents[^1];
        var card = cards.GetValueOrDefault(fact.Thing);
        switch (fact.Act)
        {
            case Act.Add:
                return before - card.Content + Put(fact.Thing, fact.Column, fact.Value);
            case Act.Reword when card.Column is not null:
                return before - card.Content + Put(fact.Thing, card.Column, fact.Value);
            case Act.Delete:
                cards.Remove(fact.Thing);
                return before - card.Content;
            default:
                return before;
        }
    }

    Content Put(string id, string column, string text)
    {
        var content = Content.Card(id, column, text);
        cards[id] = (column, content);
        return content;
    }

    int Vote(Fact fact)
    {
        if (!ballots.TryGetValue(fact.Tag, out var ballot)) ballot = (0, []);
        var count = int.Parse(fact.Value, CultureInfo.InvariantCulture);
        ballot.Sum += count - ballot.Counts.GetValueOrDefault(fact.Thing);
        ballot.Counts[fact.Thing] = count;
        ballots[fact.Tag] = ballot;
        return ballot.Sum;
    }
}
