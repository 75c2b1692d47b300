using Microsoft.Extensions.Localization;
using OrleansRetro.Retros;

namespace OrleansRetro.Words;

/// <summary>What phases are called in a retro: a name it chose, or the usual one in the reader's language.</summary>
public static class PhaseTitles
{
    public static string Title(this IStringLocalizer<PhaseWords> words, IEnumerable<PlannedPhase> plan, Phase phase) =>
        plan.FirstOrDefault(planned => planned.Phase == phase)?.Title ?? words[$"{KebabCase.Of(phase)}.title"];

    /// <summary>What everybody reads on top.</summary>
    public static string Room(this IStringLocalizer<PhaseWords> words, Board board) => board switch
    {
        { Phase: Phase.Vote, Votes.Budget: not 3 } => words.Count("vote.room", board.Votes.Budget),
        _ => words[$"{KebabCase.Of(board.Phase)}.room"],
    };

    /// <summary>One line for whoever facilitates.</summary>
    public static string Advice(this IStringLocalizer<PhaseWords> words, Phase phase) => words[$"{KebabCase.Of(phase)}.advice"];
}
