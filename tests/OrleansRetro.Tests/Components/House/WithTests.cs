using Bunit;
using OrleansRetro.Commitments;
using OrleansRetro.Live;
using OrleansRetro.Partnerships;
using OrleansRetro.Pms;

namespace OrleansRetro.Tests.Components.House;

/// <summary>The page of Ana and Ben, as Ana sees it.</summary>
[Trait("Row", "S25")]
public sealed class WithTests : HouseDrawing
{
    static readonly string Key = $"{PartnershipId.Of(Ana, Ben)}";

    public WithTests()
    {
        Share(null);
        Grains.Answer<IPartnershipGrain>(Key, nameof(IPartnershipGrain.Keeping), _ => Task.FromResult<ShownKeeping?>(null));
    }

    [Fact]
    public void Two_who_share_nothing_yet_find_one_line_one_button_and_an_agenda_to_begin()
    {
        var page = Draw();
        Assert.Equal("You and Ben", page.Find("h1").TextContent);
        Assert.Equal("You and Ben", page.Find(".chip--who").TextContent);
        Assert.Equal("What you promise each other, and what to talk about, will be here.", page.Find(".house-empty p").TextContent);
        var ask = Assert.Single(page.FindAll(".btn--filled"));
        Assert.Equal(("Ask Ben for something", $"/promises/new?ask=true&with={Ben}"), (ask.TextContent, ask.GetAttribute("href")));
        Assert.Equal(["Agenda for your next talk"], page.FindAll("h2").Where(title => title.Closest("dialog") is null).Select(title => title.TextContent));
    }

    [Fact, Trait("Row", "S08")]
    public async Task The_first_thing_on_the_agenda_begins_it()
    {
        var page = Draw();
        await page.Find(".agenda-add select").ChangeAsync(new() { Value = nameof(AgendaTopic.Opportunity) });
        await page.Find(".one-line input").InputAsync(new() { Value = "Pricing" });
        await page.Find(".one-line").SubmitAsync();
        Assert.Equal(["IPartnershipGrain.Begin", "IPartnershipGrain.AddItem"], Grains.Acts.Select(act => act.Act));
        Assert.Equal((AgendaTopic.Opportunity, "Pricing"), ((AgendaTopic)Grains.Acts.Last().Given[2]!, (string)Grains.Acts.Last().Given[3]!));
    }

    [Fact, Trait("Row", "S23")]
    public void Promises_stand_both_ways_and_those_with_others_do_not()
    {
        Share(Shared() with { IsAsking = true });
        Profile(retros: [Sits("r1", "Sprint 12", Retros.Phase.Close,
            Between(Ana, Ben, "write the guide", CommitmentStatus.Promised), Between(Ben, Ana, "send the invoices", CommitmentStatus.Promised), Between(Chidi, Ana, "paint the shed", CommitmentStatus.Promised))]);
        Grains.Answer<IPmGrain>(Chidi.Value, nameof(IPmGrain.Name), _ => Task.FromResult<string?>("Chidi"));
        var page = Draw();
        Assert.Equal(["From you to Ben", "From Ben to you", "Agenda for your next talk", "Check-in", "What you are each after"], page.FindAll("h2").Where(title => title.Closest("dialog") is null).Select(title => title.TextContent));
        Assert.Contains("write the guide", page.Markup, StringComparison.Ordinal);
        Assert.Contains("send the invoices", page.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain("paint the shed", page.Markup, StringComparison.Ordinal);
    }

    [Fact, Trait("Row", "S08")]
    public void Five_things_and_the_rest_when_asked_for_and_the_mix_of_what_was_talked_about()
    {
        Share(Shared() with
        {
            Agenda = [.. Enumerable.Range(1, 6).Select(n => Item($"thing {n}", n % 2 == 0 ? Ana : Ben))],
            Settled = [Item("old", Ben) with { SettledAt = Time.GetUtcNow() }],
            Mix = [new(AgendaTopic.Work, 3), new(AgendaTopic.Opportunity, 1)],
        });
        var page = Draw();
        Assert.Equal(5, page.FindAll(".lines")[0].Children.Length);
        page.FindAll("button").Single(button => button.TextContent == "See all 6").Click();
        Assert.Equal(6, page.FindAll(".lines")[0].Children.Length);
        Assert.Equal("Talked about in twelve weeks: Work 3 of 4 · Opportunity 1 of 4.", page.Find(".put-away .quiet").TextContent);
        // Words are changed by whoever wrote them.
        Assert.Equal(3, page.FindAll(".lines")[0].QuerySelectorAll("button").Count(button => button.TextContent == "Change words"));
    }

    [Fact]
    public async Task A_check_in_is_answered_and_then_waits_for_the_other_one()
    {
        Share(Shared() with { IsAsking = true });
        var page = Draw();
        await page.FindAll(".check-in textarea")[0].ChangeAsync(new() { Value = "We say no early" });
        await page.FindAll(".check-in input[type=radio]")[1].ChangeAsync(new() { Value = "on" });
        Share(Shared() with { Mine = new("We say no early", "", Going.Mixed, Time.GetUtcNow()) });
        await page.Find(".check-in").SubmitAsync();
        Assert.Equal((1, "We say no early", Going.Mixed), Grains.Acts.Last().Given is var given ? ((int)given[1]!, (string)given[2]!, (Going)given[4]!) : default);
        Assert.Empty(page.FindAll(".check-in"));
        Assert.Contains("Both are shown once Ben has answered.", page.Markup, StringComparison.Ordinal);
        page.FindAll("button").Single(button => button.TextContent == "Change answers").Click();
        Assert.Equal("We say no early", page.Find(".check-in textarea").GetAttribute("value"));
    }

    [Fact]
    public void What_both_answered_stands_side_by_side_and_earlier_ones_are_folded_away()
    {
        var at = Time.GetUtcNow();
        Share(Shared() with { CheckIn = 3, CheckIns = [new(2, new("mine now", "", Going.Mixed, at), new("theirs now", "meet earlier", Going.Hard, at), at), new(1, new("mine then", "", Going.Mixed, at), null, at)] });
        var page = Draw();
        Assert.Equal(["You Mixed. mine now", "Ben Hard. theirs nowmeet earlier"], page.FindAll(".answered")[0].QuerySelectorAll(".line__said").Select(said => said.TextContent.Trim()));
        Assert.Single(page.FindAll(".put-away .answered"));
    }

    [Fact, Trait("Row", "T26")]
    public void Where_the_other_one_has_left_the_page_says_so_and_asks_for_nothing()
    {
        Share(Shared() with { HasLeft = true, Agenda = [Item("mine", Ana)] });
        Grains.Answer<IPmGrain>(Ben.Value, nameof(IPmGrain.Name), _ => Task.FromResult<string?>(null));
        var page = Draw();
        Assert.Equal("You and somebody who left", page.Find("h1").TextContent);
        Assert.Equal("Only you", page.Find(".chip--who").TextContent);
        Assert.Contains("They have left", page.Markup, StringComparison.Ordinal);
        Assert.Contains("mine", page.Find(".line").TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll(".btn--filled, .one-line, .check-in"));
    }

    [Fact]
    public void Whoever_is_no_teammate_and_shares_nothing_is_not_there()
    {
        Team(View() with { Members = [new(Ana, "Ana Kovač", Teams.TeamRole.Member)] });
        Assert.Equal(Standing.NotFound, Draw().Instance.Standing);
    }

    [Fact, Trait("Row", "T15")]
    public async Task How_one_kept_promises_is_shown_only_after_a_look_at_what_will_be_seen()
    {
        Assert.DoesNotContain("How promises were kept", Draw().Markup, StringComparison.Ordinal);
        Record(3, 4);
        Share(Shared());
        var page = Draw();
        Assert.Contains("Only you see how you kept yours.", page.Markup, StringComparison.Ordinal);
        await page.FindComponent<KeepingBlock>().Find("section button").ClickAsync(new());
        var asked = page.FindComponent<KeepingBlock>().Find("dialog");
        Assert.Contains("3 of 4 kept. Too few to say more.", asked.TextContent, StringComparison.Ordinal);
        Assert.Contains("Ben sees no more than this", asked.TextContent, StringComparison.Ordinal);
        await asked.QuerySelector(".btn--filled")!.ClickAsync(new());
        Assert.Equal("IPartnershipGrain.ShowKeeping", Grains.Acts.Last().Act);

        Share(Shared() with { Shown = ShownKeeping.Of(new(new(2, 4, 4, null, null), KeepRate.None, 1, 0, 0, 0, 0, 0, 0), Time.GetUtcNow().AddDays(-3)) });
        page = Draw();
        Assert.Equal("Ben sees, as of March 10", page.FindComponent<KeepingBlock>().Find("h3").TextContent);
        Assert.Contains("1 new date asked in time.", page.FindComponent<KeepingBlock>().Markup, StringComparison.Ordinal);
        await page.FindComponent<KeepingBlock>().FindAll(".row button")[0].ClickAsync(new());
        Assert.Equal("IPartnershipGrain.HideKeeping", Grains.Acts.Last().Act);
    }

    [Fact, Trait("Row", "T15")]
    public void What_the_other_one_shows_is_said_with_its_day_and_nothing_is_asked_where_there_is_nothing_to_show()
    {
        Share(Shared());
        Grains.Answer<IPartnershipGrain>(Key, nameof(IPartnershipGrain.Keeping), _ => Task.FromResult<ShownKeeping?>(ShownKeeping.Of(new(new(10, 12, 12, new(.55, .95), null), KeepRate.None, 0, 0, 0, 0, 0, 0, 0), Time.GetUtcNow())));
        var block = Draw().FindComponent<KeepingBlock>();
        Assert.Equal("Ben, as of March 13", block.Find("h3").TextContent);
        Assert.Contains("Kept 10 of 12 (likely 55 to 95 of 100).", block.Markup, StringComparison.Ordinal);
        Assert.Empty(block.FindAll("section button"));
    }

    void Share(PartnershipView? shared) => Grains.Answer<IPartnershipGrain>(Key, nameof(IPartnershipGrain.View), _ => Task.FromResult(shared));

    static PartnershipView Shared() => new(Ben, false, 1, true, [], [], [], [], [], 1, null, false, [], 1);

    AgendaItem Item(string text, EventSourcing.PersonId by) => new(new(Guid.NewGuid()), AgendaTopic.Work, text, by, Time.GetUtcNow());

    IRenderedComponent<WithPage> Draw() => Draw<WithPage>(page => page.Add(with => with.Person, Ben.Value));
}
