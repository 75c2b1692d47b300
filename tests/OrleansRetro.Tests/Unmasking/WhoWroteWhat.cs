using OrleansRetro.Tests.Infrastructure;
using OrleansRetro.Tests.Log;
using OrleansRetro.Tests.Ops;
using OrleansRetro.Tests.Upkeep;

namespace OrleansRetro.Tests.Unmasking;

/// <summary>
/// The release gate for anonymity: six people hold retros, a program gets everything that was stored and everything that left, tries all it knows to tell
/// who wrote which card and who gave which vote, and does no better than chance.
/// </summary>
[Collection(nameof(Alone))]
[Trait("Row", "R10"), Trait("Row", "Attack-A64")]
public sealed class WhoWroteWhat(ITestOutputHelper output)
{
    const string Title = "Sprint 12";

    [Fact]
    public async Task Nobody_can_tell()
    {
        var suspects = await Suspects(seed: 1, among: null);
        // Chance makes one attack in a hundred runs look like more; a leak does so again.
        if (suspects.Count > 0)
            suspects = await Suspects(seed: 2, among: suspects);
        Assert.Empty(suspects);
    }

    async Task<List<string>> Suspects(int seed, List<string>? among)
    {
        var evidence = await Evening.Play([Title], retros: 8, seed, program: null);
        var attacks = Evening.AttacksOn(evidence, Title, seed).Where(attack => among?.Contains(attack.Name) != false).ToArray();
        Assert.InRange(evidence.Retros.Sum(retro => retro.Written.Count), 200, int.MaxValue);
        foreach (var attack in attacks.OrderBy(attack => attack.P))
            output.WriteLine($"{attack}");
        return [.. attacks.Where(attack => attack.P <= 0.01 / attacks.Length).Select(attack => attack.Name)];
    }
}
