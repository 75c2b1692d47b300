namespace OrleansRetro.Tests.Unmasking;

/// <summary>How often chance alone does as well.</summary>
static class Odds
{
    static readonly int[][] Orders = [.. OrdersOf([0, 1, 2, 3, 4, 5])];

    /// <summary>The chance of so many hits or more, where each guess has a chance of its own; the binomial where all are the same.</summary>
    public static double AtLeast(int hits, IEnumerable<double> chances) =>
        Tail(hits, chances.Select(chance => new[] { 1 - chance, chance }));

    /// <summary>
    /// The same if the six had their names by lot in each retro, and everything else was as it was. Cards come in bursts, and whoever guesses one name
    /// for a whole burst is lucky or unlucky with all of it; the binomial doesn't know that.
    /// </summary>
    /// <param name="retros">Per retro, each guess as author and guessed.</param>
    public static double AtLeastByNames(int hits, IEnumerable<IEnumerable<(int Author, int Guessed)>> retros) => Tail(hits, retros.Select(guesses =>
    {
        var pairs = new int[6, 6];
        var most = 0;
        foreach (var (author, guessed) in guesses)
        {
            pairs[author, guessed]++;
            most++;
        }
        var shares = new double[most + 1];
        foreach (var names in Orders)
            shares[names.Select((name, author) => pairs[author, name]).Sum()] += 1.0 / Orders.Length;
        return shares;
    }));

    /// <summary>How often two things are by the same author.</summary>
    public static double OfPair(IEnumerable<int> authors)
    {
        double[] counts = [.. authors.GroupBy(author => author).Select(things => (double)things.Count())];
        return counts.Sum(count => count * (count - 1)) / Math.Max(1, counts.Sum() * (counts.Sum() - 1));
    }

    static double Tail(int hits, IEnumerable<double[]> parts)
    {
        var sum = parts.Aggregate(new double[] { 1 }, (sum, part) =>
        {
            var next = new double[sum.Length + part.Length - 1];
            for (var i = 0; i < sum.Length; i++)
                for (var j = 0; j < part.Length; j++)
                    next[i + j] += sum[i] * part[j];
            return next;
        });
        return Math.Min(1, sum.Skip(hits).Sum());
    }

    static IEnumerable<int[]> OrdersOf(int[] things) => things.Length == 0 ? [[]] :
        things.SelectMany(first => OrdersOf([.. things.Where(thing => thing != first)]).Select(rest => (int[])[first, .. rest]));
}
