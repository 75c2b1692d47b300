namespace OrleansRetro.Load.History;

/// <summary>A board as somebody who watched it had it at one version.</summary>
readonly record struct Sight(string Watcher, long Version, Content Content);

/// <summary>All that is known of one board after a run: what was asked and answered, what was shown, and what is stored.</summary>
sealed record BoardHistory(string Board, IReadOnlyList<Operation> Operations, IReadOnlyList<Fact> Log)
{
    public IReadOnlyCollection<Sight> Sights { get; init; } = [];

    /// <summary>Clients by the tag that stands for them in stored votes.</summary>
    public IReadOnlyDictionary<string, string> Voters { get; init; } = new Dictionary<string, string>();

    /// <summary>Votes a person.</summary>
    public int Budget { get; init; } = 3;
}
