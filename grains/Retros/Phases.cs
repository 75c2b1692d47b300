namespace OrleansRetro.Retros;

/// <summary>The order of phases and how a chosen length is split among them.</summary>
public static class Phases
{
    /// <summary>Minutes a retro may be planned for.</summary>
    public static ImmutableArray<int> Lengths { get; } = [30, 45, 60];

    /// <summary>While cards may be reworded, moved, deleted and restored.</summary>
    public static ImmutableArray<Phase> OfCards { get; } = [Phase.Write, Phase.CheckIn, Phase.Group];

    /// <summary>While people react and comment.</summary>
    public static ImmutableArray<Phase> OfComments { get; } = [Phase.Group, Phase.Vote, Phase.Discuss, Phase.Commit];

    /// <summary>A plan for so many minutes, one of <see cref="Lengths"/>; after the usual split 5 / 15 / 20 / 15 / 5 of an hour.</summary>
    public static ImmutableArray<PlannedPhase> For(int minutes)
    {
        ImmutableArray<int> shares = minutes switch
        {
            30 => [3, 7, 3, 2, 10, 3, 2],
            45 => [5, 10, 5, 3, 15, 5, 2],
            60 => [5, 13, 7, 3, 20, 8, 4],
            _ => throw new ArgumentOutOfRangeException(nameof(minutes), minutes, "Not a length that is offered."),
        };
        return [.. Enum.GetValues<Phase>().Zip(shares, (phase, share) => new PlannedPhase(phase, share))];
    }

    /// <summary>The phase after <paramref name="phase"/> in this plan that isn't skipped, or null at the end.</summary>
    public static PlannedPhase? After(ImmutableArray<PlannedPhase> plan, Phase phase) =>
        plan.SkipWhile(planned => planned.Phase != phase).Skip(1).FirstOrDefault(planned => !planned.Skipped);
}
