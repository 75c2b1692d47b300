using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;
using OrleansRetro.Commitments;
using OrleansRetro.Retros;

namespace OrleansRetro.Tests.Components;

/// <summary>What a board says of a promise that nobody has given yet.</summary>
[Trait("Row", "S23")]
public sealed class StatesInWords : Drawing
{
    [Theory]
    [InlineData(CommitmentStatus.Requested, "Waiting for Ben")]
    [InlineData(CommitmentStatus.Countered, "Terms are being agreed")]
    [InlineData(CommitmentStatus.Clarifying, "Terms are being agreed")]
    public void It_names_whoever_is_asked_only_as_long_as_it_is_their_turn(CommitmentStatus status, string said) => Assert.Equal(
        said, Services.GetRequiredService<IStringLocalizer<OrleansRetro.Words.Words>>().State(new Promise(new(Guid.NewGuid()), "halve the build", "under five minutes", new(2031, 3, 7), new(1), "Ben", status, null, Carried: false, 0)));
}
