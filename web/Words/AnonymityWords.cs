using Microsoft.Extensions.Localization;
using OrleansRetro.Retros;

namespace OrleansRetro.Words;

/// <summary>What may be said about a board that keeps no names, by how many people are there.</summary>
public static class AnonymityWords
{
    /// <summary>One line. Too few are not told that they are anonymous.</summary>
    public static string Label(this IStringLocalizer words, Board board) => board.Company switch
    {
        Company.TooSmall => words[board.Seats.Count < 2 ? "hidden.alone" : "hidden.two"],
        Company.Small => $"{words["hidden.no-names"]} {words["hidden.few"]}",
        _ => words["hidden.no-names"],
    };

    /// <summary>What is protected, and what is not.</summary>
    public static IEnumerable<string> AboutAnonymity(this IStringLocalizer words, Board board)
    {
        yield return words[board.Company is Company.TooSmall ? "hidden.two" : "hidden.cards"];
        if (board.Company is Company.Small)
            yield return words["hidden.few"];
        yield return words["hidden.remains"];
    }
}
