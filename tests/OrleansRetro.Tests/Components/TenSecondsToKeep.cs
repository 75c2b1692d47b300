using Bunit;
using OrleansRetro.EventSourcing;
using OrleansRetro.Retros;
using OrleansRetro.Tests.Cluster;

namespace OrleansRetro.Tests.Components;

/// <summary>Deleting a whole retro, from its menu.</summary>
[Collection(nameof(RetroCluster)), Trait("Row", "R06")]
public sealed class TenSecondsToKeep(RetroCluster cluster) : LiveDrawing(cluster)
{
    readonly RetroCluster _cluster = cluster;

    [Fact]
    public async Task It_can_be_kept_for_ten_seconds()
    {
        var retro = await LiveRetro.Start(_cluster);
        var dialog = await Confirmed(retro);

        await dialog.InvokeAsync(Messages.Undo);
        _cluster.Time.Advance(TimeSpan.FromMinutes(1));
        dialog.Instance.Dispose();

        Assert.Empty((await retro.Board()).Cards);
    }

    [Fact]
    public async Task Then_it_is_gone()
    {
        var retro = await LiveRetro.Start(_cluster);
        await using var watcher = retro.Watch();
        await watcher.Update();
        await Confirmed(retro);
        _cluster.Time.Advance(TimeSpan.FromSeconds(9));
        Assert.Empty((await retro.Board()).Cards);

        _cluster.Time.Advance(TimeSpan.FromSeconds(2));

        await IsGone(watcher);
    }

    [Fact]
    public async Task Whoever_leaves_the_page_has_decided()
    {
        var retro = await LiveRetro.Start(_cluster);
        await using var watcher = retro.Watch();
        await watcher.Update();
        var dialog = await Confirmed(retro);

        dialog.Instance.Dispose();

        await IsGone(watcher);
    }

    static async Task IsGone(Watcher watcher) => await Assert.ThrowsAsync<RejectedException>(() => watcher.Until(_ => false));

    async Task<IRenderedComponent<DeleteBoard>> Confirmed(LiveRetro retro)
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        var dialog = await Draw<DeleteBoard>(retro, retro.Ana);
        await dialog.InvokeAsync(dialog.Instance.Open);
        await dialog.InvokeAsync(() => dialog.Find(".btn--danger").ClickAsync(new()));
        Assert.Equal(["This retro is deleted in ten seconds."], Messages.Sentences);
        return dialog;
    }
}
