using Bunit;
using OrleansRetro.EventSourcing;
using OrleansRetro.Pms;
using OrleansRetro.Teams;

namespace OrleansRetro.Tests.Components.House;

/// <summary>A page that is open when what it shows is taken away.</summary>
public sealed class BelongingNoMore : HouseDrawing
{
    [Fact]
    public async Task It_says_so_as_soon_as_the_next_act_is_answered()
    {
        var team = Draw<TeamPage>(page => page.Add(shown => shown.Id, Platform.Value));
        Grains.Answer<ITeamGrain>(Platform.Value, nameof(ITeamGrain.View), _ => throw new RejectedException("not-found"));
        await team.Find(".one-line [aria-label='Add a topic']").InputAsync(new() { Value = "deploys" });
        await team.FindAll(".one-line").First(form => form.QuerySelector("[aria-label='Add a topic']") is not null).SubmitAsync();
        Assert.Equal("Nothing is here for you.", team.Find("h1").TextContent);
        Assert.Empty(team.FindAll("section"));
    }

    [Fact]
    public void What_may_be_followed_no_longer_is_asked_for_once()
    {
        var asked = 0;
        Grains.Answer<ITeamGrain>(Platform.Value, nameof(ITeamGrain.Watch), _ => ++asked > 0 ? throw new RejectedException("not-found") : null);
        var home = Draw<Home>();
        for (var minute = 0; minute < 5; minute++)
            Time.Advance(TimeSpan.FromMinutes(1));
        home.WaitForAssertion(() => Assert.Equal(1, asked));
    }
}
