using System.Text.RegularExpressions;

namespace OrleansRetro.Retros;

/// <summary>
/// How alike texts are by the words in them: cosine of TF-IDF vectors over word stems of up to six letters.
/// Rare words that two of them share say more than common ones; nothing leaves this process.
/// </summary>
sealed partial class TextLikeness
{
    /// <summary>From here on two texts may mean the same.</summary>
    public const double Threshold = 0.28;

    const int StemLength = 6;

    static readonly ImmutableHashSet<string> Fillers =
    [
        .. """
            a an and are as at be been but by did do for from had has have i in is it its me more my no not of on one or our out so
            than that the their them there they this to too up us was we were what when which who will with you your
            aber als am an auf aus bei bin da das dass dem den der des die ein eine einen einer es für hat hatte haben ich im in ist
            kein keine mehr mit nach nicht noch oder sich sie sind so und uns unser unsere von vor war waren wir wird zu zum zur
            """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries),
    ];

    readonly Dictionary<string, double>[] _vectors;
    readonly double[] _lengths;
    readonly ILookup<string, int> _holders;

    public TextLikeness(IReadOnlyList<string> texts)
    {
        var terms = texts.Select(Terms).ToArray();
        var spread = terms.SelectMany(words => words.Keys).GroupBy(word => word).ToDictionary(word => word.Key, word => word.Count());
        _vectors = [.. terms.Select(words => words.ToDictionary(word => word.Key, word => word.Value * Math.Log(1 + (double)texts.Count / spread[word.Key])))];
        _lengths = [.. _vectors.Select(vector => Math.Sqrt(vector.Values.Sum(weight => weight * weight)))];
        _holders = _vectors.SelectMany((vector, index) => vector.Keys.Select(word => (word, index))).ToLookup(entry => entry.word, entry => entry.index);
    }

    /// <summary>The other texts that share a word with this one, by their place in the list.</summary>
    public IEnumerable<int> Near(int text) => _vectors[text].Keys.SelectMany(word => _holders[word]).Where(other => other != text).Distinct();

    /// <summary>0 to 1; of two texts that have words.</summary>
    public double Between(int one, int other) => _vectors[one].Sum(word => word.Value * _vectors[other].GetValueOrDefault(word.Key)) / (_lengths[one] * _lengths[other]);

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
