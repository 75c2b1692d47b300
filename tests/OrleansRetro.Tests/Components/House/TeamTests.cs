using AngleSharp.Dom;
using Bunit;
using OrleansRetro.Commitments;
using OrleansRetro.Teams;

namespace OrleansRetro.Tests.Components.House;

/// <summary>What somebody finds in their team, by what they are there.</summary>
public sealed class TeamTests : HouseDrawing
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact, Trait("Row", "R28")]
    public void It_says_when_the_team_meets_next_and_who_facilitates()
    {
        Team(View() with { Rhythm = new(new(2031, 3, 6), new(14, 0), "Europe/Berlin", 2, RhythmUnit.Weeks, Ben) });
        var next = Draw().Find(".next");
        Assert.Equal("2031-03-20T13:00:00.0000000Z", next.QuerySelector("time")!.GetAttribute("datetime"));
        Assert.Equal("every 2 weeks · Ben facilitates", next.QuerySelector(".quiet")!.TextContent);
    }

    [Theory, Trait("Row", "R28")]
    [InlineData(TeamRole.Facilitator, true, true)]
    [InlineData(TeamRole.Member, true, false)]
    [InlineData(TeamRole.Observer, false, false)]
    public void Everybody_is_offered_what_is_theirs(TeamRole mine, bool takesPart, bool runsIt)
    {
        Team(View(mine) with { Agreements = [new(new(Guid.NewGuid()), "We start on time.")] });
        var buttons = Draw().FindAll("button, .start button").Select(button => button.TextContent.Trim()).ToHashSet();
        Assert.Equal(takesPart, buttons.Contains("Start a retro"));
        Assert.Equal(takesPart, buttons.Contains("Set a rhythm"));
        Assert.Equal(takesPart, buttons.Contains("Add a topic"));
        Assert.Equal(takesPart, buttons.Contains("Change"));
        Assert.Equal(runsIt, buttons.Contains("Invite"));
        Assert.Equal(runsIt, buttons.Contains("Remove from team…"));
    }

    [Fact]
    public void Promises_are_shown_soonest_first_and_five_at_a_time()
    {
        Ledger([], [.. Enumerable.Range(1, 6).Select(n => new TeamPromise(new(Guid.NewGuid()), new("r1"), $"thing {n}", "Ben", "Ana Kovač", new(2031, 3, 13 + n), CommitmentStatus.Promised))]);
        var team = Draw();
        Assert.Equal(5, team.FindAll(".line--promise").Count);
        Assert.Equal("Ben will thing 1 by Fri, March 14.", team.Find(".line--promise p").TextContent.Trim());
        team.FindAll("button").Single(button => button.TextContent == "See all 6").Click();
        Assert.Equal(6, team.FindAll(".line--promise").Count);
    }

    [Theory]
    [InlineData("en", "Somebody who left will thing 1 by Fri, March 14.")]
    [InlineData("de", "Jemand von früher")]
    public void A_promise_of_somebody_who_has_left_has_a_subject(string language, string says)
    {
        Speak(language);
        Ledger([], [new TeamPromise(new(Guid.NewGuid()), new("r1"), "thing 1", "", "Ana Kovač", new(2031, 3, 14), CommitmentStatus.Promised)]);
        Assert.StartsWith(says, Draw().Find(".line--promise p").TextContent.Trim(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_past_retro_says_what_was_talked_about_and_what_became_of_the_promises()
    {
        Ledger([Line("r1", "Sprint 12", topic: "Deploys take long", promises: new(2, 3, 1)), Line("r0", "Sprint 11", daysAgo: 28, promises: new(0, 2, 2))], []);
        var lines = Draw().FindAll(".line__link").Select(Words);
        Assert.Equal(["Sprint 12 February 27 Deploys take long 2 of 3 promises kept", "Sprint 11 February 13 2 promises open"], lines);
    }

    [Fact, Trait("Row", "R20")]
    public void Three_agreements_and_the_rest_when_asked_for()
    {
        Team(View() with { Agreements = [.. Enumerable.Range(1, 5).Select(n => new Agreement(new(Guid.NewGuid()), $"Agreement {n}"))] });
        var team = Draw();
        Assert.Equal(3, team.FindAll(".agreements li").Count);
        team.FindAll("button").Single(button => button.TextContent == "See all 5").Click();
        Assert.Equal(5, team.FindAll(".agreements li").Count);
    }

    [Fact]
    public async Task Texts_written_faster_than_they_arrive_all_arrive()
    {
        var first = new TaskCompletionSource<long>();
        var texts = new List<string>();
        Grains.Answer<ITeamGrain>(Platform.Value, nameof(ITeamGrain.AddTopic), given => { texts.Add((string)given[2]!); return texts.Count == 1 ? first.Task : Task.FromResult(2L); });
        var team = Draw();
        var field = team.FindAll(".one-line input").First(input => input.GetAttribute("aria-label") == "Add a topic");
        await field.InputAsync(new() { Value = "deploys" });
        var sending = team.FindAll(".one-line").First(form => form.QuerySelector("[aria-label='Add a topic']") is not null).SubmitAsync();
        await team.Find(".one-line [aria-label='Add a topic']").InputAsync(new() { Value = "support" });
        await team.FindAll(".one-line").First(form => form.QuerySelector("[aria-label='Add a topic']") is not null).SubmitAsync();
        first.SetResult(1);
        await sending;
        Assert.Equal(["deploys", "support"], texts);
        Assert.Equal("", team.Find(".one-line [aria-label='Add a topic']").GetAttribute("value"));
    }

    [Fact, Trait("Row", "Fault-F1")]
    public async Task What_can_not_be_saved_stays_in_its_field_and_is_sent_again()
    {
        var tries = 0;
        Grains.Answer<ITeamGrain>(Platform.Value, nameof(ITeamGrain.AddTopic), _ => ++tries <= 4 ? throw new EventSourcing.UnknownOutcomeException("The test refuses.") : Task.FromResult(2L));
        var said = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Messages.Speaking += said.SetResult;
        var team = Draw();
        await team.Find(".one-line [aria-label='Add a topic']").InputAsync(new() { Value = "deploys" });
        var sending = team.FindAll(".one-line").First(form => form.QuerySelector("[aria-label='Add a topic']") is not null).SubmitAsync();
        await said.Task.WaitAsync(Patience, Xunit.TestContext.Current.CancellationToken);
        Assert.Equal("Not saved yet, trying again. Your text is safe here.", Messages.Sentences[0]);
        Assert.Equal("deploys", team.Find(".one-line [aria-label='Add a topic']").GetAttribute("value"));
        // On the page's own thread, where it has begun to wait by then.
        await team.InvokeAsync(() => Time.Advance(TimeSpan.FromSeconds(2)));
        await sending.WaitAsync(Patience, Xunit.TestContext.Current.CancellationToken);
        Assert.Equal(5, tries);
        Assert.Equal("", team.Find(".one-line [aria-label='Add a topic']").GetAttribute("value"));
    }

    [Fact]
    public void Whoever_does_not_belong_finds_nothing()
    {
        Grains.Answer<ITeamGrain>(Platform.Value, nameof(ITeamGrain.View), _ => throw new EventSourcing.RejectedException("not-found"));
        var team = Draw();
        Assert.Equal("Nothing is here for you.", team.Find("h1").TextContent);
        Assert.Empty(team.FindAll("section"));
    }

    IRenderedComponent<TeamPage> Draw() => Draw<TeamPage>(page => page.Add(team => team.Id, Platform.Value));

    static string Words(IElement element) => string.Join(' ', element.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
