using System.Text.RegularExpressions;

namespace OrleansRetro.Tests.Unmasking;

/// <summary>Where a text speaks of a card or a person: ids, names, hashes, and the numbers of seats as #1 to #6.</summary>
static partial class Marks
{
    public static List<(int At, string Value)> In(string text) =>
        [.. Any().Matches(text).Select(mark => (mark.Index, mark.Groups[1] is { Success: true } seat ? $"#{seat.Value}" : mark.Value))];

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|N[0-9a-f]{7}|[A-Za-z0-9_-]{43}|(?:\"participant\":|\"seat\",\"id\":)\"?([1-6])\\b")]
    private static partial Regex Any();
}
