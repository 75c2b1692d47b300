namespace OrleansRetro.Load.History;

/// <summary>
/// Finds what each operation did in the log. Whoever asks for something about a card, or about their own votes, does it one
/// after the other, so their operations and what is stored of them are two lists in the same order.
/// </summary>
sealed class Effects
{
    readonly BoardHistory history;
    readonly long[] versions;
    readonly List<Violation> violations = [];

    public Effects(BoardHistory history)
    {
        this.history = history;
        versions = new long[history.Operations.Count];
        var facts = history.Log.Where(fact => fact.Act is not null).GroupBy(KeyOf).ToDictionary(group => group.Key, group => group.ToList());
        var asked = history.Operations.Index().Where(operation => KeyOf(operation.Item) is not null).GroupBy(operation => KeyOf(operation.Item)!);
        foreach (var operations in asked)
        {
            facts.Remove(operations.Key, out var stored);
            Match([.. operations.OrderBy(operation => operation.Item.Invoked)], stored ?? []);
        }
        foreach (var stranger in facts.Values.SelectMany(fact => fact)) Surplus(stranger, []);
    }

    public IEnumerable<Violation> Violations => violations;

    /// <summary>The version at which the operation of this number took effect; 0 if it had none.</summary>
    public long Of(int operation) => versions[operation];

    void Match((int Number, Operation Asked)[] operations, List<Fact> stored)
    {
        var next = 0;
        var ballot = new Ballot(history.Budget);
        foreach (var (number, asked) in operations)
        {
            if (asked.Act == Act.Read)
            {
                if (asked.Own != ballot.ToString()) violations.Add(new(Promise.True, $"{asked.Client} read its votes as '{asked.Own}' where they are '{ballot}'"));
                continue;
            }
            if (asked.Ending == Ending.Refused)
            {
                if (asked.Act != Act.Vote || ballot.Allows(asked)) violations.Add(new(Promise.Served, $"{asked}"));
                continue;
            }
            var isRepeat = asked.Act == Act.Vote && ballot.Has(asked);
            if (isRepeat) continue;
            var at = next < stored.Count && Is(stored[next], asked) ? next
                : asked.Ending == Ending.Done ? stored.FindIndex(next, fact => Is(fact, asked)) : -1;
            if (at < 0)
            {
                if (asked.Ending == Ending.Done) violations.Add(new(Promise.Kept, $"{asked} is not stored"));
                continue;
            }
            for (; next < at; next++) Surplus(stored[next], operations);
            versions[number] = stored[next++].Version;
            if (asked.Act == Act.Vote) ballot.Set(asked);
        }
        for (; next < stored.Count; next++) Surplus(stored[next], operations);
    }

    void Surplus(Fact fact, (int Number, Operation Asked)[] operations) => violations.Add(operations.Any(operation => Is(fact, operation.Asked))
        ? new(Promise.Once, $"version {fact.Version} does again: {fact.Act} {fact.Thing} '{fact.Value}'")
        : new(Promise.Asked, $"version {fact.Version} was asked for by nobody: {fact.Act} {fact.Thing} '{fact.Value}'"));

    static bool Is(Fact fact, Operation asked) => fact.Act == asked.Act && fact.Thing == asked.Thing && fact.Value == asked.Value;

    string KeyOf(Fact fact) => fact.Act == Act.Vote ? history.Voters.GetValueOrDefault(fact.Tag, fact.Tag) : fact.Thing;

    static string? KeyOf(Operation asked) => asked.Act switch
    {
        Act.Vote => asked.Client,
        Act.Read => asked.Own is null ? null : asked.Client,
        _ => asked.Thing,
    };
}
