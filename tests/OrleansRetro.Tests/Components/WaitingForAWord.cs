using OrleansRetro.Commitments;
using OrleansRetro.Retros;

namespace OrleansRetro.Tests.Components;

/// <summary>What was taken along twice and still stands waits for a word, also once its day has passed.</summary>
[Trait("Row", "T24"), Trait("Row", "R08")]
public sealed class WaitingForAWord
{
    static readonly CommitmentId Id = new(Guid.NewGuid());

    static Promise Carried(CommitmentStatus status, int times = 2) => new(Id, "halve the build", "under five minutes", new(2031, 3, 7), new(1), "Ben", status, null, Carried: true, times);

    static Board Board(bool again = false, int times = 2) => new() { Id = new("r1"), Settings = new() { Carried = [new(Id, times, again)] } };

    [Theory]
    [InlineData(CommitmentStatus.Promised)]
    [InlineData(CommitmentStatus.AtRisk)]
    [InlineData(CommitmentStatus.RenegotiationProposed)]
    [InlineData(CommitmentStatus.Missed)]
    public void As_long_as_it_stands(CommitmentStatus status) => Assert.True(TakenAlong.Waits(Board(), Carried(status)));

    [Theory]
    [InlineData(CommitmentStatus.Delivered)]
    [InlineData(CommitmentStatus.Met)]
    [InlineData(CommitmentStatus.NotMet)]
    [InlineData(CommitmentStatus.Released)]
    [InlineData(CommitmentStatus.Revoked)]
    public void Not_once_something_became_of_it(CommitmentStatus status) => Assert.False(TakenAlong.Waits(Board(), Carried(status)));

    [Fact]
    public void Not_the_first_time_nor_once_it_was_given_again_or_raised()
    {
        Assert.False(TakenAlong.Waits(Board(times: 1), Carried(CommitmentStatus.Missed, times: 1)));
        Assert.False(TakenAlong.Waits(Board(again: true), Carried(CommitmentStatus.Missed)));
    }
}
