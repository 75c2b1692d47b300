using System.Text.RegularExpressions;

namespace OrleansRetro.Retros;

/// <summary>
/// How alike two texts are by the words in them: cosine of TF-IDF vectors over word stems of up to six letters.
/// Rare words that two cards share say more than common ones; nothing leaves this process.
/// </summary>
static partial class Likeness
{
    const double Threshold = 0.28;
    const int StemLength = 6;
    const int MostSuggestions = 20;

    static readonly ImmutableHashSet<string> Fillers =
    [
        .. """
            a an and are as at be been but by did do for from had has have i in is it its me more my no not of on one or our out so
            than that the their them there they this to too up us was we were what when which who will with you your
            aber als am an auf aus bei bin da das dass dem den der des die ein eine einen einer es für hat hatte haben ich im in ist
            kein keine mehr mit nach nicht noch oder sich sie sind so und uns unser unsere von vor war waren wir wird zu zum zur
            """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries),
    ];

    /// <summary>Pairs of cards that are not together yet, most alike first; each card at most once.</summary>
    public static ImmutableArray<GroupSuggestion> Suggest(IReadOnlyList<CardFace> cards)
    {
        var terms = cards.Select(card => Terms(card.Text ?? "")).ToArray();
        var spread = terms.SelectMany(words => words.Keys).GroupBy(word => word).ToDictionary(word => word.Key, word => word.Count());
        var vectors = terms.Select(words => words.ToDictionary(word => word.Key, word => word.Value * Math.Log(1 + (double)cards.Count / spread[word.Key]))).ToArray();
        var lengths = vectors.Select(vector => Math.Sqrt(vector.Values.Sum(weight => weight * weight))).ToArray();

        var holders = vectors.SelectMany((vector, index) => vector.Keys.Select(word => (word, index))).ToLookup(entry => entry.word, entry => entry.index);
        var pairs =
            from index in Enumerable.Range(0, cards.Count)
            from other in vectors[index].Keys.SelectMany(word => holders[word]).Where(other => other > index).Distinct()
            let together = cards[index].Group is { } shared && shared == cards[other].Group
            where !together && (cards[index].Group is null || cards[other].Group is null)
            let alike = vectors[index].Sum(word => word.Value * vectors[other].GetValueOrDefault(word.Key)) / (lengths[index] * lengths[other])
            where alike >= Threshold
            orderby alike descending
            select (index, other, alike);

        var used = new HashSet<int>();
        var suggestions = ImmutableArray.CreateBuilder<GroupSuggestion>();
        foreach (var (index, other, alike) in pairs)
        {
            var (single, with) = cards[index].Group is null ? (index, other) : (other, index);
            if (suggestions.Count == MostSuggestions || used.Contains(single) || used.Contains(with))
                continue;
            used.Add(single);
            if (cards[with].Group is null)
                used.Add(with);
            suggestions.Add(new(cards[single].Id, cards[with].Topic, alike));
        }
        return suggestions.ToImmutable();
    }

    static Dictionary<string, int> Terms(string text)
    {
        var terms = new Dictionary<string, int>();
        foreach (var match in Word().EnumerateMatches(text))
        {
            var word = text.Substring(match.Index, match.Length).ToLowerInvariant();
            if (word.Length < 2 || Fillers.Contains(word))
                continue;
            var stem = word.Length > StemLength ? word[..StemLength] : word;
            terms[stem] = terms.GetValueOrDefault(stem) + 1;
        }
        return terms;
    }

    [GeneratedRegex(@"[\p{L}\p{Nd}]+", RegexOptions.NonBacktracking)]
    private static partial Regex Word();
}
