using System.Collections.Immutable;
using Bunit;
using OrleansRetro.Retros;
using OrleansRetro.Teams;

namespace OrleansRetro.Tests.Components.House;

/// <summary>All retros that somebody may find.</summary>
[Trait("Row", "R32")]
public sealed class RetrosTests : HouseDrawing
{
    [Fact]
    public void An_empty_list_says_what_will_be_here()
    {
        var retros = Draw<RetrosPage>();
        Assert.Equal("Your retros will be listed here, with what became of them.", retros.Find(".house-empty p").TextContent);
        Assert.Equal("Start a retro", Assert.Single(retros.FindAll(".btn--filled")).TextContent);
    }

    [Fact]
    public void Coming_running_and_past_and_what_was_put_away_out_of_the_way()
    {
        Filled();
        var retros = Draw<RetrosPage>();
        Assert.Equal(["Coming", "Running", "Past"], retros.FindAll("section h2").Select(heading => heading.TextContent));
        Assert.Equal(["Sprint 12", "Alone"], Titles(retros, "section:last-of-type"));
        Assert.Equal(["Sprint 10", "Sprint 9"], Titles(retros, ".put-away"));
        Assert.Contains("Gone on", retros.Find(".put-away").TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Archive", "ITeamGrain.ArchiveRetro")]
    [InlineData("Delete", "ITeamGrain.DiscardRetro")]
    [InlineData("Restore", "ITeamGrain.DiscardRetro")]
    [InlineData("Give to Platform", "ITeamGrain.TakeRetro")]
    [InlineData("Take off my list", "IPmGrain.ForgetRetro")]
    public void What_can_be_done_with_one(string button, string act)
    {
        Filled();
        var retros = Draw<RetrosPage>();
        retros.FindAll("button").First(found => found.TextContent.Trim() == button).Click();
        Assert.Equal(act, Assert.Single(Grains.Acts).Act);
    }

    [Fact]
    public void A_name_is_changed_where_it_stands()
    {
        Filled();
        var retros = Draw<RetrosPage>();
        retros.FindAll(".line--retro").First(line => line.TextContent.Contains("Alone", StringComparison.Ordinal)).QuerySelectorAll("button").First(button => button.TextContent == "Rename").Click();
        retros.Find(".line--retro .one-line input").Input("Not alone");
        retros.Find(".line--retro .one-line").Submit();
        Assert.Equal("Not alone", Assert.Single(Grains.Acts).Given[1]);
        Assert.Empty(retros.FindAll(".line--retro .one-line"));
    }

    [Fact]
    public void Words_are_found_in_titles_and_texts()
    {
        Filled();
        Grains.Answer<ITeamLedgerGrain>(Platform.Value, nameof(ITeamLedgerGrain.Search), given =>
            Task.FromResult<ImmutableArray<FoundRetro>>((string)given[1]! == "invoice" ? [new(Line("r1", "Sprint 12"), ["The invoice came late."])] : []));
        var retros = Draw<RetrosPage>();
        retros.Find("input[type=search]").Change("invoice");
        Assert.Equal("1 retro found", retros.Find("section h2").TextContent);
        Assert.Equal("The invoice came late.", retros.Find(".line__found").TextContent);
        retros.Find("input[type=search]").Change("alone");
        Assert.Equal(["Alone"], Titles(retros, "section"));
        retros.Find("input[type=search]").Change("nowhere");
        Assert.Equal("No retro fits.", retros.Find("[role=status]").TextContent);
        Assert.Empty(retros.FindAll("section"));
    }

    void Filled()
    {
        Profile(retros: [Sits("alone", "Alone", Phase.Close)]);
        Team(View() with
        {
            Rhythm = new(new(2031, 3, 20), new(14, 0), "Europe/Berlin", 2, RhythmUnit.Weeks),
            Retros = [new(new("r2")), new(new("r1")), new(new("r0"), true), new(new("r9"), false, Time.GetUtcNow())],
        });
        Grains.Answer<ITeamLedgerGrain>(Platform.Value, nameof(ITeamLedgerGrain.Retros), given => Task.FromResult<ImmutableArray<RetroLine>>((bool)given[1]!
            ? [Line("r0", "Sprint 10", daysAgo: 40, archived: true), Line("r9", "Sprint 9", daysAgo: 50, discarded: Time.GetUtcNow())]
            : [Line("r2", "Sprint 13", Phase.Write, daysAgo: 0), Line("r1", "Sprint 12", daysAgo: 2)]));
    }

    static IEnumerable<string> Titles(IRenderedComponent<RetrosPage> page, string part) => page.Find(part).QuerySelectorAll(".line__link > span:first-child").Select(title => title.TextContent);
}
