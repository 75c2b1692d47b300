using OrleansRetro.Tests.Infrastructure;
using OrleansRetro.Tests.Log;

namespace OrleansRetro.Tests.Unmasking;

/// <summary>The gate can fail: in a program that leaks (tests/Leaky) every leak is found, and by the attack that was made for it.</summary>
[Collection(nameof(Alone))]
[Trait("Row", "R10"), Trait("Row", "Attack-A64")]
public sealed class ALeakIsFound(LeakyEvening evening, LeakyEveningInADatabase elsewhere, ITestOutputHelper output) : IClassFixture<LeakyEvening>, IClassFixture<LeakyEveningInADatabase>
{
    [Theory]
    [InlineData("author", "number in author of the event stream")]
    [InlineData("author", "number in author of board of somebody")]
    [InlineData("author", "number in author of the log of backup")]
    [InlineData("order", "board of somebody: in the order in which people wrote")]
    [InlineData("order", "export.json of somebody: in the order in which people wrote")]
    [InlineData("request", "named with it in a line of what was printed or exported")]
    [InlineData("batch", "the event stream: which of those that left together")]
    [InlineData("arrival", "the log of backup: 3 after a sign of somebody")]
    [InlineData("arrival", "the log of data: by whoever the one before is by")]
    [InlineData("arrival", "bytes of data/log.db: in the order in which people wrote")]
    [InlineData("arrival", "ballots in data: in the order in which people wrote")]
    [InlineData("ballot", "ballots in while voting: hashes of what a person is called")]
    public void And_told_from_chance(string leak, string attack) =>
        Assert.Contains(attack, Suspicion.Of(evening.AttacksOn(leak), output.WriteLine).Select(found => found.Name));

    [Theory]
    [InlineData("author", "number in author of the log of data")]
    [InlineData("order", "board of somebody: in the order in which people wrote")]
    [InlineData("request", "named with it in a line of what was printed or exported")]
    [InlineData("batch", "the event stream: which of those that left together")]
    [InlineData("arrival", "the log of data: by whoever the one before is by")]
    [InlineData("arrival", "ballots in data: in the order in which people wrote")]
    [InlineData("ballot", "ballots in while voting: hashes of what a person is called")]
    public void Also_in_a_database(string leak, string attack) =>
        Assert.Contains(attack, Suspicion.Of(elsewhere.AttacksOn(leak), output.WriteLine).Select(found => found.Name));
}

/// <summary>Retros in the program that leaks, each called after what it leaks.</summary>
public class LeakyEvening : IAsyncLifetime
{
    static readonly string[] Leaks = ["author", "order", "request", "batch", "arrival", "ballot"];

    readonly Dictionary<string, List<Attack>> _attacks = [];
    Evidence _evidence = null!;

    internal List<Attack> AttacksOn(string leak) => _attacks.TryGetValue(leak, out var attacks) ? attacks : _attacks[leak] = Evening.AttacksOn(_evidence, leak, 1);

    public async ValueTask InitializeAsync()
    {
        using var scratch = new ScratchDirectory();
        _evidence = await Play(scratch.File("leaky"), Leaks);
    }

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    private protected virtual async Task<Evidence> Play(string directory, string[] leaks) =>
        await Evening.InFiles(leaks, 4, 1, await Built.LeakyProgram(directory, RetroProgram.Web));
}

/// <summary>By silos that leak.</summary>
public sealed class LeakyEveningInADatabase(Postgres postgres) : LeakyEvening
{
    private protected override async Task<Evidence> Play(string directory, string[] leaks) =>
        await Evening.InADatabase(postgres, leaks, 4, 1, await Built.LeakyProgram(directory, RetroProgram.Silo));
}
