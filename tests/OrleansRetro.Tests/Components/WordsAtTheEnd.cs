extern alias web;

using AngleSharp.Dom;
using Bunit;
using Microsoft.AspNetCore.Components;
using OrleansRetro.Commitments;
using OrleansRetro.Pms;
using OrleansRetro.Retros;
using OrleansRetro.Tests.Cluster;
using TakeawayPanel = web::OrleansRetro.Retros.Takeaway;

namespace OrleansRetro.Tests.Components;

/// <summary>Thanks, promises and take-aways on a running retro, when answers get lost and where nobody is named.</summary>
[Collection(nameof(RetroCluster))]
public sealed class WordsAtTheEnd(RetroCluster cluster) : LiveDrawing(cluster)
{
    readonly RetroCluster _cluster = cluster;

    [Theory, Trait("Row", "R21"), Trait("Row", "T27")]
    [InlineData("For the build", "For the build")]
    [InlineData("For the fast build", "For the build", "For the fast build")]
    public async Task Thanks_that_may_have_arrived_are_sent_again_and_others_are_other_thanks(string then, params string[] kept)
    {
        var retro = await LiveRetro.Start(_cluster, phase: Phase.Close);
        var (seen, way) = LossyWay.To(retro.Grain);
        var page = await Draw<Thanks>(retro, retro.Ben, seen);

        way.IsLost = true;
        await Write(page, "For what", "For the build");
        await Send(page);
        Assert.Single(Messages.Sentences);
        Assert.Equal("For the build", Field(page, "For what").GetAttribute("value"));

        way.IsLost = false;
        await Write(page, "For what", then);
        await Send(page);

        Assert.Single(Messages.Sentences);
        Assert.Equal("", Field(page, "For what").GetAttribute("value") ?? "");
        Assert.Equal(kept, (await retro.Board()).Kudos.Values.Select(kudos => kudos.Text).Order(StringComparer.Ordinal));
    }

    [Theory, Trait("Row", "R19"), Trait("Row", "T27")]
    [InlineData("Halve the build time", "Halve the build time")]
    [InlineData("Halve the test time", "Halve the build time", "Halve the test time")]
    public async Task So_it_is_with_promises(string then, params string[] kept)
    {
        var retro = await LiveRetro.Start(_cluster, phase: Phase.Commit);
        var (seen, way) = LossyWay.To(retro.Grain);
        var page = await Draw<PromiseForm>(retro, retro.Ben, seen);

        way.IsLost = true;
        await Write(page, "Who", $"{retro.Cleo.Seat}");
        await Write(page, "What", "Halve the build time");
        await Write(page, "Done when", "It takes five minutes");
        await Send(page);
        Assert.Single(Messages.Sentences);

        way.IsLost = false;
        await Write(page, "What", then);
        await Send(page);

        Assert.Single(Messages.Sentences);
        var promises = (await retro.Grain.GetRoom(retro.Ben.Caller)).Promises;
        Assert.Equal(kept, promises.Select(promise => promise.What).Order(StringComparer.Ordinal));
        Assert.All(promises, promise => Assert.Equal((retro.Cleo.Seat, CommitmentStatus.Requested), (promise.Owner!.Value, promise.Status)));
    }

    [Fact, Trait("Row", "R10"), Trait("Row", "R21"), Trait("Row", "Attack-A64")]
    public async Task Where_nobody_is_named_a_take_away_reaches_no_log_until_it_is_shared_and_then_without_a_name()
    {
        var retro = await LiveRetro.Start(_cluster, anonymous: true, phase: Phase.Close);
        var page = await Draw<TakeawayPanel>(retro, retro.Ben);

        await Write(page, "take-away", "Rest more");

        Assert.Null(await Kept(retro));
        Assert.DoesNotContain(await Log(retro), text => text.Contains("Rest more", StringComparison.Ordinal));

        await page.InvokeAsync(() => page.Find("button").ClickAsync(new()));

        var shared = Assert.Single(await Log(retro), text => text.Contains("Rest more", StringComparison.Ordinal));
        Assert.StartsWith("""{"$t":"takeaway-shared",""", shared, StringComparison.Ordinal);
        Assert.DoesNotContain("author", shared, StringComparison.Ordinal);
        Assert.All([$"{retro.Ben.Caller.Person}", retro.Ben.Token.Value, retro.Ben.Token.Hash()], name => Assert.DoesNotContain(name, shared, StringComparison.OrdinalIgnoreCase));
        Assert.Null(await Kept(retro));
        Assert.True(Field(page, "take-away").HasAttribute("readonly"), "What is shared could be written over, and be somebody's again.");
    }

    [Fact, Trait("Row", "R21")]
    public async Task Where_people_are_named_it_is_kept_in_its_owners_own_log()
    {
        var retro = await LiveRetro.Start(_cluster, phase: Phase.Close);
        await Write(await Draw<TakeawayPanel>(retro, retro.Ben), "take-away", "Rest more");

        Assert.Equal("Rest more", await Kept(retro));
        Assert.StartsWith("""{"$t":"takeaway-written",""", Assert.Single(await Log(retro), text => text.Contains("Rest more", StringComparison.Ordinal)), StringComparison.Ordinal);
        var again = await Draw<TakeawayPanel>(retro, retro.Ben);
        again.WaitForAssertion(() => Assert.Equal("Rest more", Field(again, "take-away").GetAttribute("value")), RetroCluster.Patience);
    }

    Task<string?> Kept(LiveRetro retro) => _cluster.Grains.GetGrain<IPmGrain>(retro.Ben.Caller.Person.Value).Takeaway(retro.Ben.Caller, retro.Id);

    /// <summary>Every event of this retro and of Ben.</summary>
    async Task<IReadOnlyList<string>> Log(LiveRetro retro)
    {
        var texts = (await retro.Texts()).ToList();
        await foreach (var stored in _cluster.Log.Read($"pm/{retro.Ben.Caller.Person}"))
            texts.Add(System.Text.Encoding.UTF8.GetString(stored.Data.Span));
        return texts;
    }

    static IElement Field<T>(IRenderedComponent<T> page, string name) where T : IComponent =>
        page.FindAll("textarea, select, input").Single(field => name == (field.GetAttribute("aria-label") ?? field.GetAttribute("aria-labelledby")));

    // In one go on the page's own thread, so that no drawing comes between finding something and using it.
    static Task Write<T>(IRenderedComponent<T> page, string field, string text) where T : IComponent => page.InvokeAsync(() => Field(page, field).ChangeAsync(new() { Value = text }));

    static Task Send<T>(IRenderedComponent<T> page) where T : IComponent => page.InvokeAsync(() => page.Find("form").SubmitAsync());
}
