using Bunit;
using OrleansRetro.Retros;
using OrleansRetro.Tests.Cluster;

namespace OrleansRetro.Tests.Components;

/// <summary>A board whose columns change while it is open.</summary>
[Collection(nameof(RetroCluster)), Trait("Row", "R03")]
public sealed class ShapedWhileOpen(RetroCluster cluster) : LiveDrawing(cluster)
{
    readonly RetroCluster _cluster = cluster;

    [Fact]
    public async Task A_card_has_the_colour_of_its_column_when_that_moves_up()
    {
        var retro = await LiveRetro.Start(_cluster);
        await retro.Add(retro.Ben, "Deploys are slow", LiveRetro.DidNot);
        var page = await Draw<BoardLanes>(retro, retro.Cleo);
        Assert.Contains("c2", page.Find(".card").ClassList);

        await retro.Grain.RemoveColumn(retro.Ana.Caller, LiveRetro.WentWell);

        await page.WaitForAssertionAsync(() => Assert.Contains("c1", page.Find(".card").Closest(".lane")!.ClassList), RetroCluster.Patience);
        await page.WaitForAssertionAsync(() => Assert.Contains("c1", page.Find(".card").ClassList), RetroCluster.Patience);
    }

    [Theory, Trait("Row", "R06")]
    [InlineData(null)]
    [InlineData("Wishes")]
    public async Task A_removed_column_comes_back_under_its_own_name_or_under_each_reader_s(string? name)
    {
        var retro = await LiveRetro.Start(_cluster);
        await retro.Grain.RenameColumn(retro.Ana.Caller, LiveRetro.Ideas, name);
        var head = await Draw<ColumnHead>(retro, retro.Ana, given: part => part.Add(column => column.Column, LiveRetro.Ideas.Value));
        await head.InvokeAsync(() => head.Find(".menu__item--danger").ClickAsync(new()));
        Assert.Equal([LiveRetro.WentWell, LiveRetro.DidNot], (await retro.Board()).Settings.Columns.Select(column => column.Id));

        await head.InvokeAsync(Messages.Undo);

        Assert.Equal([new(LiveRetro.WentWell), new(LiveRetro.DidNot), new(LiveRetro.Ideas, name)], (await retro.Board()).Settings.Columns);
    }
}
