using CsCheck;
using OrleansRetro.Commitments;
using OrleansRetro.EventSourcing;

namespace OrleansRetro.Tests.Domain;

/// <summary>How well somebody keeps promises is said as far as the numbers carry, and no further.</summary>
[Trait("Row", "S23")]
public sealed class KeepingRate
{
    static readonly DateTimeOffset Now = new(2026, 11, 2, 9, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(5, 5, 57, 100), InlineData(8, 8, 68, 100), InlineData(9, 10, 60, 98), InlineData(17, 20, 64, 95), InlineData(45, 50, 79, 96), InlineData(90, 100, 83, 94)]
    public void The_interval_is_Wilson_s(int kept, int of, int low, int high)
    {
        var interval = KeepRates.Wilson((double)kept / of, of);
        Assert.Equal((low, high), ((int)Math.Round(interval.Low * 100), (int)Math.Round(interval.High * 100)));
    }

    [Fact, Trait("Row", "T11")]
    public void Seven_of_seven_are_too_few_to_say_more()
    {
        var rate = KeepRates.Of(Trials(7, of: 7, parties: 4), Now);
        Assert.Equal((7, 7, null, null), (rate.Kept, rate.Of, rate.Likely, rate.Point));
    }

    [Theory, Trait("Row", "T12")]
    [InlineData(1, false), InlineData(2, false), InlineData(3, true)]
    public void One_friendly_confirmer_makes_no_rate(int parties, bool said) =>
        Assert.Equal(said, KeepRates.Of(Trials(8, of: 8, parties), Now).Likely is not null);

    [Theory]
    [InlineData(29, false), InlineData(30, true)]
    public void A_share_is_said_from_thirty_on(int of, bool said)
    {
        var rate = KeepRates.Of(Trials(of - 3, of, parties: 5), Now);
        Assert.NotNull(rate.Likely);
        Assert.Equal(said, rate.Point is not null);
    }

    [Fact]
    public void A_year_of_weekly_promises_is_worth_about_thirty_three()
    {
        var trials = Enumerable.Range(0, 52).Select(week => new Trial(Party(week % 5), Now.AddDays(-7 * week), true)).ToArray();
        Assert.InRange(KeepRates.Of(trials, Now).Effective, 31.5, 34.5);
    }

    [Fact]
    public void What_is_long_ago_counts_less()
    {
        Trial[] Years(bool lately) => [.. Trials(lately ? 20 : 0, 20, 5), .. Trials(lately ? 0 : 20, 20, 5).Select(trial => trial with { ClosedAt = Now.AddYears(-1) })];
        Assert.True(KeepRates.Of(Years(true), Now).Point > .9);
        Assert.True(KeepRates.Of(Years(false), Now).Point < .1);
        Assert.Equal(20, KeepRates.Of(Years(true), Now).Kept);
    }

    /// <summary>Whoever confirms most of them counts two fifths at most, however many there are.</summary>
    [Fact]
    public void Nobody_counts_more_than_two_fifths() => Gen.Select(Gen.Int[1, 200].Array[3, 8], Gen.Int[0, 7]).Sample((counts, who) =>
    {
        var friend = who % counts.Length;
        var trials = counts.SelectMany((count, party) => Enumerable.Repeat(new Trial(Party(party), Now, Kept: party == friend), count)).ToArray();
        if (trials.Length < KeepRate.PointFrom)
            return;
        var rate = KeepRates.Of(trials, Now);
        Assert.InRange(rate.Point!.Value, 0, KeepRate.MostOfOne + 1e-9);
        Assert.True(rate.Effective <= trials.Length + 1e-9);
    });

    [Fact]
    public void The_interval_holds_the_share_and_lies_between_nothing_and_all() => Gen.Select(Gen.Double[0, 1], Gen.Double[.5, 10_000]).Sample((share, n) =>
    {
        var (low, high) = KeepRates.Wilson(share, n);
        Assert.InRange(low, 0, share + 1e-9);
        Assert.InRange(high, share - 1e-9, 1);
    });

    static PersonId Party(int number) => new(new Guid(number, 0, 0, new byte[8]));

    static Trial[] Trials(int kept, int of, int parties) => [.. Enumerable.Range(0, of).Select(number => new Trial(Party(number % parties), Now, number < kept))];
}
