namespace OrleansRetro.Tests.Unmasking;

/// <summary>What the gate would find, and what it takes for chance.</summary>
[Trait("Row", "R10")]
public sealed class OddsTests
{
    // As many as there are about.
    const double Threshold = 0.01 / 100;

    [Fact]
    public void The_chance_of_so_many_or_more()
    {
        Assert.Equal(1, Odds.AtLeast(0, [0.5, 0.5]), 12);
        Assert.Equal(0.75, Odds.AtLeast(1, [0.5, 0.5]), 12);
        Assert.Equal(0.125, Odds.AtLeast(2, [0.5, 0.25]), 12);
        // Two dice of three show a six, or all.
        Assert.Equal((15 + 1) / 216.0, Odds.AtLeast(2, Enumerable.Repeat(1 / 6.0, 3)), 12);
    }

    [Fact]
    public void Names_are_given_by_lot()
    {
        // One burst of ten by one person, and one name for all of it: luck is one in six, whatever the binomial says.
        Assert.Equal(1 / 6.0, Odds.AtLeastByNames(10, [Enumerable.Repeat((2, 2), 10)]), 12);
        Assert.InRange(Odds.AtLeast(10, Enumerable.Repeat(1 / 6.0, 10)), 0, 1e-7);
        // All six named right: one in 720.
        Assert.Equal(1 / 720.0, Odds.AtLeastByNames(6, [Enumerable.Range(0, 6).Select(who => (who, who))]), 12);
        Assert.Equal(1 / 36.0, Odds.AtLeastByNames(2, [[(0, 0)], [(4, 4)]]), 12);
    }

    [Fact]
    public void Two_of_a_kind()
    {
        Assert.Equal(1, Odds.OfPair([3, 3, 3]), 12);
        Assert.Equal(1 / 3.0, Odds.OfPair([1, 1, 2]), 12);
        Assert.Equal(0, Odds.OfPair([5]), 12);
    }

    /// <summary>A leak that tells each card with one chance in five, and leaves the rest to luck, is found on 98 evenings of a hundred.</summary>
    [Theory]
    [InlineData(200, 0.25)]
    [InlineData(300, 0.20)]
    [InlineData(80, 0.40)]
    public void A_leak_that_tells_some_of_them_is_found(int cards, double told)
    {
        var chance = told + ((1 - told) / 6);
        var hits = (int)((cards * chance) - (2.05 * Math.Sqrt(cards * chance * (1 - chance))));

        Assert.InRange(Odds.AtLeast(hits, Enumerable.Repeat(1 / 6.0, cards)), 0, Threshold);
    }

    [Fact]
    public void Luck_is_not()
    {
        var chance = new Random(1);
        var found = Enumerable.Range(0, 300).Count(_ => Odds.AtLeast(Enumerable.Range(0, 300).Count(_ => chance.Next(6) == 0), Enumerable.Repeat(1 / 6.0, 300)) <= Threshold);

        Assert.Equal(0, found);
    }
}
