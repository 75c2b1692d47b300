using AngleSharp.Dom;
using Bunit;
using OrleansRetro.Commitments;
using OrleansRetro.Live;
using OrleansRetro.Retros;
using OrleansRetro.Tests.Cluster;

namespace OrleansRetro.Tests.Components;

/// <summary>Ben promised Ana something, and the room looks back.</summary>
[Collection(nameof(RetroCluster)), Trait("Row", "R08")]
public sealed class SayingWhatBecameOfIt(RetroCluster cluster) : LiveDrawing(cluster)
{
    readonly RetroCluster _cluster = cluster;

    static readonly CommitmentId Id = new(Guid.NewGuid());

    static Promise Carried(LiveRetro retro, int times) => new(Id, "Halve the build", "under five minutes", new(2031, 3, 7), retro.Ben.Seat, "Ben", CommitmentStatus.Promised, null, Carried: true, times);

    [Fact, Trait("Row", "T08")]
    public async Task Whoever_promised_it_says_that_it_is_done_and_everybody_else_what_it_was()
    {
        var retro = await LiveRetro.Start(_cluster, phase: Phase.CheckIn);
        Assert.Equal(["Done", "Not kept"], Buttons(await Acts(retro, retro.Ben, times: 1)));
        Assert.Equal(["Kept", "Not kept", "Partly", "No longer needed"], Buttons(await Acts(retro, retro.Cleo, times: 1)));
    }

    [Fact, Trait("Row", "T24")]
    public async Task What_was_taken_along_twice_is_asked_about_first_and_its_promisor_does_not_drop_it()
    {
        var retro = await LiveRetro.Start(_cluster, phase: Phase.CheckIn);
        var own = await Draw<TakenAlong>(retro, retro.Ben, given: page => page.Add(acts => acts.Promise, Carried(retro, 2)));
        Assert.Equal(["Promise again", "Raise it"], Buttons(own));
        var others = await Draw<TakenAlong>(retro, retro.Cleo, given: page => page.Add(acts => acts.Promise, Carried(retro, 2)));
        Assert.Equal(["Drop", "Raise it"], Buttons(others));
        Assert.Contains("Only Ben can promise it again.", others.Find(".hint").TextContent, StringComparison.Ordinal);
    }

    async Task<IRenderedComponent<RecallActs>> Acts(LiveRetro retro, Somebody who, int times) => await Draw<RecallActs>(retro, who, given: page => page.Add(acts => acts.Promise, Carried(retro, times)));

    static IEnumerable<string> Buttons<T>(IRenderedComponent<T> drawn) where T : LiveComponent => drawn.FindAll("button").Select(button => button.Text().Trim());
}
