extern alias web;

using Bunit;
using OrleansRetro.Live;
using OrleansRetro.Retros;
using OrleansRetro.Tests.Cluster;
using TakeawayPanel = web::OrleansRetro.Retros.Takeaway;

namespace OrleansRetro.Tests.Components;

/// <summary>Somebody types on while the store is slow to keep what they had written.</summary>
[Collection(nameof(RetroCluster)), Trait("Row", "Fault-R1")]
public sealed class OneSavingAtATime(RetroCluster cluster) : LiveDrawing(cluster)
{
    readonly RetroCluster _cluster = cluster;

    [Fact, Trait("Row", "R18")]
    public async Task Notes_hold_no_line_half_typed()
    {
        var retro = await LiveRetro.Start(_cluster);
        var topic = (TopicId)await retro.Add(retro.Ben, "Deploys are slow");
        await retro.Enter(Phase.Discuss);
        var page = await Draw<TopicNotes>(retro, retro.Ben, given: part => part.Add(notes => notes.Topic, topic));
        var held = retro.Hold();

        var first = Write(page, "We measure");
        await held.Waiting(1);
        var others = new[] { "We measure them", "We measure them for a week" }.Select(text => Write(page, text)).ToArray();
        held.LetGo();
        await Task.WhenAll([first, .. others]);

        Assert.Equal("We measure them for a week", (await retro.Board()).Notes[topic]);
        Assert.Equal(2, (await retro.Events()).OfType<NotesTaken>().Count());
    }

    [Fact, Trait("Row", "R21")]
    public async Task A_take_away_is_saved_once_more_with_its_newest_words()
    {
        var retro = await LiveRetro.Start(_cluster, phase: Phase.Close);
        var page = await Draw<TakeawayPanel>(retro, retro.Ben);
        var held = _cluster.Log.Hold($"pm/{retro.Ben.Caller.Person}");

        var first = Write(page, "Rest");
        await held.Waiting(1);
        var others = new[] { "Rest more", "Rest more often" }.Select(text => Write(page, text)).ToArray();
        held.LetGo();
        await Task.WhenAll([first, .. others]);

        var written = new List<string>();
        await foreach (var stored in _cluster.Log.Read($"pm/{retro.Ben.Caller.Person}"))
            written.Add(System.Text.Encoding.UTF8.GetString(stored.Data.Span));
        Assert.Collection(
            written.Where(text => text.Contains("takeaway-written", StringComparison.Ordinal)),
            text => Assert.Contains("\"Rest\"", text, StringComparison.Ordinal),
            text => Assert.Contains("\"Rest more often\"", text, StringComparison.Ordinal));
    }

    // In one go on the page's own thread, so that no drawing comes between finding the field and using it.
    static Task Write<T>(IRenderedComponent<T> page, string text) where T : LiveComponent => page.InvokeAsync(() => page.Find("textarea").ChangeAsync(new() { Value = text }));
}
