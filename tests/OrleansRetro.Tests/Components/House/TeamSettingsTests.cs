using Bunit;
using OrleansRetro.Teams;

namespace OrleansRetro.Tests.Components.House;

/// <summary>What a team is set to, and how it ends.</summary>
public sealed class TeamSettingsTests : HouseDrawing
{
    [Fact]
    public void Deleting_says_what_goes_and_wants_the_name()
    {
        Team(View() with { Retros = [new(new("r1")), new(new("r2"))] });
        var settings = Draw();
        Press(settings, "Delete team…");
        Assert.Contains("2 retros, agreements and formats go for good.", settings.Markup, StringComparison.Ordinal);
        var delete = settings.FindAll("dialog button").Single(button => button.TextContent == "Delete team");
        Assert.True(delete.HasAttribute("disabled"));
        settings.Find("#team-name-again").Input("Platform");
        Press(settings, "Delete team");
        Assert.Equal("ITeamGrain.Delete", Assert.Single(Grains.Acts).Act);
    }

    [Theory]
    [InlineData(TeamRole.Facilitator, false)]
    [InlineData(TeamRole.Member, true)]
    public void The_only_facilitator_hands_over_before_they_leave(TeamRole mine, bool mayLeave)
    {
        Team(View(mine));
        var settings = Draw();
        Assert.Equal(mayLeave, settings.FindAll("button").Any(button => button.TextContent == "Leave team…"));
        Assert.Equal(!mayLeave, settings.FindAll("button").Any(button => button.TextContent == "Hand over"));
    }

    [Fact, Trait("Row", "R03")]
    public void A_format_is_made_from_nothing()
    {
        var settings = Draw();
        Press(settings, "New format");
        settings.Find("#format-title").Input("Weather");
        settings.FindAll(".columns input")[0].Input("Sun");
        settings.FindAll(".columns input")[2].Input("Rain");
        settings.FindAll(".columns input")[3].Input("What kept you in?");
        settings.Find("dialog form").Submit();
        var format = Assert.IsType<TeamFormat>(Assert.Single(Grains.Acts).Given[1]);
        Assert.Equal(("Weather", "Sun: , Rain: What kept you in?"), (format.Title, string.Join(", ", format.Columns.Select(column => $"{column.Title}: {column.Prompt}"))));
    }

    [Fact, Trait("Row", "R03")]
    public void A_copy_begins_with_the_words_of_what_it_copies()
    {
        var settings = Draw();
        settings.Find("select[aria-label^='Copy']").Change("sailboat");
        Assert.Equal("Sailboat, ours", settings.Find("#format-title").GetAttribute("value"));
        Assert.Equal(4, settings.FindAll(".columns li").Count);
        Assert.Equal("Wind", settings.FindAll(".columns input")[0].GetAttribute("value"));
    }

    [Fact, Trait("Row", "R03")]
    public void A_format_is_put_away_and_brought_back()
    {
        Team(View() with { Formats = [new("own-1", "Weather", [new(new("sun"), "Sun")]), new("own-2", "Tides", [new(new("ebb"), "Ebb")], Retired: true)] });
        var settings = Draw();
        Press(settings, "Put away");
        Press(settings, "Bring back");
        Assert.Equal([("own-1", true), ("own-2", false)], Grains.Acts.Select(act => ((string)act.Given[1]!, (bool)act.Given[2]!)));
    }

    [Fact]
    public void How_long_retros_are_kept_is_for_facilitators_to_say()
    {
        Team(View(TeamRole.Member));
        Assert.True(Draw().Find("select[aria-label='How long retros are kept']").HasAttribute("disabled"));
        Team(View() with { Version = 8 });
        var settings = Draw();
        settings.Find("select[aria-label='How long retros are kept']").Change("12");
        Assert.Equal(12, Assert.Single(Grains.Acts).Given[1]);
    }

    IRenderedComponent<TeamSettings> Draw() => Draw<TeamSettings>(page => page.Add(settings => settings.Id, Platform.Value));

    static void Press(IRenderedComponent<TeamSettings> settings, string button) => settings.FindAll("button").First(found => found.TextContent.Trim() == button).Click();
}
