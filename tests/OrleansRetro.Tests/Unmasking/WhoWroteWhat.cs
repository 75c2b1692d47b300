using OrleansRetro.Tests.Infrastructure;
using OrleansRetro.Tests.Log;

namespace OrleansRetro.Tests.Unmasking;

/// <summary>
/// The release gate for anonymity: six people hold retros, a program gets everything that was stored and everything that left, tries all it knows to tell
/// who wrote which card and who gave which vote, and does no better than chance.
/// </summary>
[Collection(nameof(Alone))]
[Trait("Row", "R10"), Trait("Row", "Attack-A64")]
public sealed class WhoWroteWhat(Postgres postgres, ITestOutputHelper output)
{
    const string Title = "Sprint 12";

    [Fact]
    public Task Nobody_can_tell_from_files() => AssertNobodyCanTell(seed => Evening.InFiles([Title], 8, seed));

    [Fact]
    public Task Nor_from_a_database() => AssertNobodyCanTell(seed => Evening.InADatabase(postgres, [Title], 8, seed));

    /// <summary>Chance alone makes one evening in a hundred suspicious. A suspicion is looked into on another evening: a leak is there again, chance hardly.</summary>
    async Task AssertNobodyCanTell(Func<int, Task<Evidence>> play)
    {
        var suspects = await Suspects(play, 1, _ => true);
        if (suspects.Count > 0)
            suspects = await Suspects(play, 2, suspects.Contains);
        Assert.Empty(suspects);
    }

    async Task<List<string>> Suspects(Func<int, Task<Evidence>> play, int seed, Func<string, bool> among)
    {
        var evidence = await play(seed);
        Assert.InRange(evidence.Retros.Sum(retro => retro.Written.Count), 200, int.MaxValue);
        Assert.InRange(evidence.Retros.Sum(retro => retro.Balloted.Count), 200, int.MaxValue);
        var suspects = Suspicion.Of([.. Evening.AttacksOn(evidence, Title, seed).Where(attack => among(attack.Name))], output.WriteLine);
        return [.. suspects.Select(attack => attack.Name)];
    }
}
