using Bunit;
using OrleansRetro.Retros;
using OrleansRetro.Tests.Cluster;

namespace OrleansRetro.Tests.Components;

/// <summary>What the board shows of the phases that were, and no longer shows in those that follow.</summary>
[Collection(nameof(RetroCluster))]
public sealed class PhaseByPhase(RetroCluster cluster) : LiveDrawing(cluster)
{
    readonly RetroCluster _cluster = cluster;

    [Fact, Trait("Row", "R04")]
    public async Task Only_phases_that_were_passed_through_are_ticked()
    {
        var retro = await LiveRetro.Start(_cluster);
        var rail = await Draw<PhaseRail>(retro, retro.Ana);
        Assert.Empty(rail.FindAll(".rail__step.i-check"));

        await retro.Enter(Phase.Vote);

        await rail.WaitForAssertionAsync(() => Assert.Equal("Vote", rail.Find("[aria-current=step]").TextContent), RetroCluster.Patience);
        Assert.Equal(["Write"], rail.FindAll(".rail__step.i-check").Select(step => step.TextContent));
    }

    [Fact, Trait("Row", "R18")]
    public async Task A_result_stays_in_the_phase_it_was_asked_in()
    {
        var retro = await LiveRetro.Start(_cluster);
        var panel = await Draw<PollPanel>(retro, retro.Ben);
        await retro.Grain.OpenPoll(retro.Ana.Caller, new("lunch"), PollKind.Quick, "Lunch?", ["yes", "no"]);
        await panel.WaitForAssertionAsync(() => Assert.NotEmpty(panel.FindAll(".poll-panel")), RetroCluster.Patience);

        await retro.Grain.ClosePoll(retro.Ana.Caller, new("lunch"));
        await panel.WaitForAssertionAsync(() => Assert.True(panel.Find(".poll-strip").HasAttribute("open")), RetroCluster.Patience);
        await retro.Enter(Phase.Group);
        await panel.WaitForAssertionAsync(() => Assert.Empty(panel.FindAll(".poll-strip")), RetroCluster.Patience);
        await retro.Enter(Phase.Write);
        await panel.WaitForAssertionAsync(() => Assert.False(panel.Find(".poll-strip").HasAttribute("open")), RetroCluster.Patience);
    }

    [Fact, Trait("Row", "R15"), Trait("Row", "R34")]
    public async Task The_chosen_length_is_marked_and_none_as_well()
    {
        var retro = await LiveRetro.Start(_cluster);
        var choice = await Draw<LengthChoice>(retro, retro.Ana);
        Assert.Equal(["Off"], Pressed(choice));

        await retro.Grain.ChooseLength(retro.Ana.Caller, 30);
        await choice.WaitForAssertionAsync(() => Assert.Equal(["30 min"], Pressed(choice)), RetroCluster.Patience);
        await retro.Grain.PlanPhases(retro.Ana.Caller, Phases.For(30).SetItem(4, new(Phase.Discuss, 20)));
        await choice.WaitForAssertionAsync(() => Assert.Equal(["40 min"], Pressed(choice)), RetroCluster.Patience);
    }

    [Fact, Trait("Row", "R02")]
    public async Task A_page_leaves_with_its_seat_and_not_because_it_came_before_the_news_of_it()
    {
        var retro = await LiveRetro.Start(_cluster);
        var (early, bens) = (await Draw<PhaseRail>(retro, retro.Ben with { Seat = new(5) }), await Draw<PhaseRail>(retro, retro.Ben));

        var dora = await retro.Join("Dora");
        await early.WaitForAssertionAsync(() => Assert.Contains(dora.Seat, early.Instance.Session.Board.Seats.Keys), RetroCluster.Patience);
        await retro.Grain.RevokeSeat(retro.Ana.Caller, retro.Ben.Seat);

        await bens.WaitForAssertionAsync(() => Assert.True(bens.Instance.Session.IsGone), RetroCluster.Patience);
        Assert.False(early.Instance.Session.IsGone);
    }

    static IEnumerable<string> Pressed(IRenderedComponent<LengthChoice> choice) => choice.FindAll("[aria-pressed=true]").Select(button => button.TextContent);
}
