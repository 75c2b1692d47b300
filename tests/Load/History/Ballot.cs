using System.Globalization;

namespace OrleansRetro.Load.History;

/// <summary>One client's votes, as they follow from what it asked for.</summary>
sealed class Ballot(int budget)
{
    readonly SortedDictionary<string, int> counts = new(StringComparer.Ordinal);

    public bool Has(Operation vote) => counts.GetValueOrDefault(vote.Thing) == Count(vote.Value);

    public bool Allows(Operation vote) => counts.Values.Sum() - counts.GetValueOrDefault(vote.Thing) + Count(vote.Value) <= budget;

    public void Set(Operation vote) => Set(vote.Thing, Count(vote.Value));

    public void Set(string topic, int count)
    {
        if (count == 0) counts.Remove(topic);
        else counts[topic] = count;
    }

    public int this[string topic] => counts.GetValueOrDefault(topic);

    public override string ToString() => string.Join(' ', counts.Select(vote => $"{vote.Key}:{vote.Value}"));

    static int Count(string value) => int.Parse(value, CultureInfo.InvariantCulture);
}
