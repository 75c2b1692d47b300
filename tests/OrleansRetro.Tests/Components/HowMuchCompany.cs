using Bunit;
using OrleansRetro.Retros;
using OrleansRetro.Tests.Cluster;

namespace OrleansRetro.Tests.Components;

/// <summary>Nobody is told that they are anonymous among two, and among three or four they are warned.</summary>
[Collection(nameof(RetroCluster))]
[Trait("Row", "R10"), Trait("Row", "Attack-A66")]
public sealed class HowMuchCompany(RetroCluster cluster) : LiveDrawing(cluster)
{
    const string Two = "Names are not shown. With two people, a card is easy to guess.", Few = "With three or four people, a card can be guessed.";

    readonly RetroCluster _cluster = cluster;

    [Fact]
    public async Task What_a_board_without_names_calls_itself_depends_on_how_many_are_there()
    {
        var retro = await LiveRetro.Start(_cluster, anonymous: true, hidden: true);
        var strip = await Draw<HiddenStrip>(retro, retro.Ana);
        await Says($"No names are kept. {Few}", Few);

        await retro.Join("Dora");
        var emil = await retro.Join("Emil");
        await Says("No names are kept.", "Cards are stored without a name.");

        foreach (var gone in new[] { emil.Seat, new(4), retro.Cleo.Seat })
            await retro.Grain.RevokeSeat(retro.Ana.Caller, gone);
        await Says(Two, Two);
        await retro.Grain.RevokeSeat(retro.Ana.Caller, retro.Ben.Seat);
        await Says("Names are not shown.", Two);

        Task Says(string label, string why) => strip.WaitForAssertionAsync(() =>
        {
            Assert.Equal($"Cards stay face down until you move on. {label}", strip.Find(".strip p").TextContent);
            var said = strip.FindAll("dialog .stack p").Select(line => line.TextContent).ToArray();
            Assert.Contains(said, line => line.StartsWith(why, StringComparison.Ordinal));
            Assert.Equal(label.Contains("No names", StringComparison.Ordinal), said.Any(line => line.Contains("stored without a name", StringComparison.Ordinal)));
        }, RetroCluster.Patience);
    }
}
