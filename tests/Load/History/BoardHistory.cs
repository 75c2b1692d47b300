namespace OrleansRetro.Load.History;

/// <summary>A board as somebody who watched it had it at one version.</summary>
/// <param name="Watcher">Who.</param>
/// <param name="Version">The version that was told.</param>
/// <param name="Content">The cards.</param>
/// <param name="IsWhole">The whole board was shown, not a change to it.</param>
readonly record struct Sight(string Watcher, long Version, Content Content, bool IsWhole = false);

/// <summary>All that is known of one board after a run: what was asked and answered, what was shown, and what is stored.</summary>
sealed record BoardHistory(string Board, IReadOnlyList<Operation> Operations, IReadOnlyList<Fact> Log)
{
    public IReadOnlyCollection<Sight> Sights { get; init; } = [];

    /// <summary>Clients by the tag that stands for them in stored votes.</summary>
    public IReadOnlyDictionary<string, string> Voters { get; init; } = new Dictionary<string, string>();

    /// <summary>Votes a person.</summary>
    public int Budget { get; init; } = 3;
}
