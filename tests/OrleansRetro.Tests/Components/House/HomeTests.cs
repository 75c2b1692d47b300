using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using OrleansRetro.Commitments;
using OrleansRetro.Pms;
using OrleansRetro.Retros;
using OrleansRetro.Teams;

namespace OrleansRetro.Tests.Components.House;

/// <summary>What somebody finds at home.</summary>
[Trait("Row", "S01")]
public sealed class HomeTests : HouseDrawing
{
    [Fact, Trait("Row", "T23")]
    public void Weeks_after_what_a_retro_promised_was_kept_it_asks_whether_it_helped()
    {
        var done = Between(Ben, Ana, "halve the build", CommitmentStatus.Met) with { Effect = EffectCheck.Of(Time.GetUtcNow().AddDays(-15)) };
        var young = Between(Ben, Ana, "send the invoices", CommitmentStatus.Met) with { Effect = EffectCheck.Of(Time.GetUtcNow().AddDays(-3)) };
        Profile(retros: [Sits("r1", "Sprint 12", Phase.Close, done, young)]);
        var home = Draw<Home>();
        Assert.Contains("Did it help? halve the build", home.Find(".line--promise").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("send the invoices", home.Markup, StringComparison.Ordinal);
        home.Find("button[aria-label='It helped: halve the build']").Click();
        Assert.Equal("ICommitmentGrain.JudgeEffect", Assert.Single(Grains.Acts).Act);
    }

    [Fact]
    public void On_the_first_day_it_says_so_and_has_one_thing_to_do()
    {
        var home = Draw<Home>();
        Assert.Equal("Nothing waits for you.", home.Find(".house-empty p").TextContent);
        Assert.Equal("Start a retro", home.Find(".btn--filled").TextContent);
        Assert.Empty(home.FindAll("section"));
    }

    [Fact]
    public void It_shows_what_waits_what_was_promised_and_what_is_promised_to_them()
    {
        Profile(retros: [Sits("r1", "Sprint 12", Phase.Close,
            Between(Ana, Ben, "send the pilot invoices", CommitmentStatus.Requested),
            Between(Ana, Ben, "write the guide", CommitmentStatus.Promised),
            Between(Ben, Ana, "call the customer", CommitmentStatus.Delivered),
            Between(Ben, Ana, "fix the import", CommitmentStatus.Promised))]);
        var home = Draw<Home>();

        Assert.Equal(["Waiting for you", "You promised", "Promised to you", "Retros"], home.FindAll("section h2").Select(heading => heading.TextContent));
        Assert.Equal(
        [
            "Ben asks you to send the pilot invoices by Thu, March 20.", "Ben says it is done: call the customer, by Thu, March 20.",
            "You promised Ben to write the guide by Thu, March 20.", "Ben promised you to fix the import by Thu, March 20.",
        ], home.FindAll(".line--promise p:first-child").Select(line => line.TextContent.Trim()));
        Assert.Equal("Sprint 12", home.Find("a[href='/retros/r1/summary'] .tile__title").TextContent);
        Assert.Single(home.FindAll(".btn--filled"));
    }

    [Theory]
    [InlineData(CommitmentStatus.Requested, true, "I promise", "ICommitmentGrain.Agree")]
    [InlineData(CommitmentStatus.Requested, true, "No", "ICommitmentGrain.Decline")]
    [InlineData(CommitmentStatus.Promised, true, "Done", "ICommitmentGrain.Deliver")]
    [InlineData(CommitmentStatus.Delivered, false, "Confirm", "ICommitmentGrain.DeclareSatisfaction")]
    [InlineData(CommitmentStatus.Unconfirmed, false, "Confirm after all", "ICommitmentGrain.DeclareSatisfaction")]
    public void One_tap_answers(CommitmentStatus status, bool mine, string button, string act)
    {
        Profile(retros: [Sits("r1", "Sprint 12", Phase.Close, mine ? Between(Ana, Ben, "write", status) : Between(Ben, Ana, "write", status))]);
        Draw<Home>().FindAll("button").First(found => found.TextContent == button).Click();
        Assert.Equal(act, Assert.Single(Grains.Acts).Act);
    }

    [Theory, Trait("Row", "S23")]
    [InlineData("On track", "ICommitmentGrain.SayOnTrack")]
    [InlineData("At risk", "ICommitmentGrain.RaiseRisk")]
    public void When_its_time_has_come_it_asks_whether_a_promise_still_holds(string button, string act)
    {
        var asked = Time.GetUtcNow().AddHours(-1);
        Profile(retros: [Sits("r1", "Sprint 12", Phase.Close, Between(Ana, Ben, "write the guide", CommitmentStatus.Promised) with { Notice = new(asked.AddDays(1), asked) })]);
        var home = Draw<Home>();
        Assert.Equal("Waiting for you", home.Find("section h2").TextContent);
        Assert.Equal("Still good for Thu, March 20? write the guide", home.Find(".line--promise p").TextContent.Trim());
        Assert.Equal(["On track", "At risk", "New date…"], home.FindAll(".line__acts > button").Select(found => found.TextContent));
        home.FindAll(".line__acts > button").First(found => found.TextContent == button).Click();
        Assert.Equal(act, Assert.Single(Grains.Acts).Act);
    }

    [Fact, Trait("Row", "S23")]
    public void Another_day_is_agreed_on_with_one_tap_as_it_was_shown()
    {
        Profile(retros: [Sits("r1", "Sprint 12", Phase.Close, Between(Ben, Ana, "write the guide", CommitmentStatus.RenegotiationProposed) with { Asked = new(Ben, new(2031, 3, 27)) })]);
        var home = Draw<Home>();
        Assert.Equal("Ben asks for Thu, March 27 instead: write the guide", home.Find(".line--promise p").TextContent.Trim());
        home.FindAll("button").First(found => found.TextContent == "Agree").Click();
        var (act, given) = Assert.Single(Grains.Acts);
        Assert.Equal(("ICommitmentGrain.AcceptDay", new DateOnly(2031, 3, 27)), (act, (DateOnly)given[1]!));
    }

    [Fact, Trait("Row", "S23")]
    public void How_the_other_one_would_settle_it_waits_for_a_word_and_ones_own_does_not()
    {
        var differently = Between(Ben, Ana, "write the guide", CommitmentStatus.Disputed);
        Profile(retros: [Sits("r1", "Sprint 12", Phase.Close, differently with { Settling = new(Ben, Settlement.KeptLate) }, Between(Ben, Ana, "call", CommitmentStatus.Disputed) with { Settling = new(Ana, Settlement.Kept) })]);
        var home = Draw<Home>();
        Assert.Equal("Ben would settle it: write the guide, by Thu, March 20.", Assert.Single(home.FindAll(".line--promise")).QuerySelector("p")!.TextContent.Trim());
        home.FindAll("button").First(found => found.TextContent == "Agree").Click();
        var (act, given) = Assert.Single(Grains.Acts);
        Assert.Equal(("ICommitmentGrain.Settle", Settlement.KeptLate), (act, (Settlement)given[1]!));
    }

    [Fact, Trait("Row", "S11")]
    public void Whom_a_promise_is_shown_to_stands_on_it()
    {
        Profile(retros: [Sits("r1", "Sprint 12", Phase.Close, Between(Ana, Ben, "write the guide", CommitmentStatus.Requested) with { Team = Platform }, Between(Ana, Ben, "call", CommitmentStatus.Requested))]);
        Assert.Equal([true, false], Draw<Home>().FindAll(".line--promise").Select(line => line.TextContent.Contains("The team sees it", StringComparison.Ordinal)));
    }

    [Fact, Trait("Row", "S23")]
    public void What_was_only_asked_for_is_no_promise_and_waits_for_nobody_once_its_day_has_passed()
    {
        var asked = Between(Ana, Ben, "write the guide", CommitmentStatus.Requested) with { FadesAt = Time.GetUtcNow().AddDays(-1) };
        Profile(retros: [Sits("r1", "Sprint 12", Phase.Close, asked)]);
        var row = Draw<Home>().Find(".line--promise");
        Assert.Equal("Ben asked you to write the guide by Thu, March 20.", row.QuerySelector("p")!.TextContent.Trim());
        Assert.Equal("Asked, never accepted", row.QuerySelector(".line__acts .chip")!.TextContent);
        Assert.Empty(row.QuerySelectorAll(".line__acts > .btn"));
    }

    [Theory, Trait("Row", "S23")]
    [InlineData("New date…", null)]
    [InlineData("Not kept", "ICommitmentGrain.DeclareNotMet")]
    public void Where_something_is_missing_whoever_asked_agrees_on_another_day_or_closes_it(string button, string? act)
    {
        Profile(retros: [Sits("r1", "Sprint 12", Phase.Close, Between(Ben, Ana, "write the guide", CommitmentStatus.Promised) with { Unmet = "The last chapter" })]);
        var home = Draw<Home>();
        home.FindAll(".line__acts > button").Single(found => found.TextContent == button).Click();
        Assert.Equal(act, Grains.Acts.SingleOrDefault().Act);
        Assert.Equal(act is null, home.FindAll("input[type=date]").Count == 1);
    }

    [Theory, Trait("Row", "R08")]
    [InlineData("https://example.org/invoices?of=12", "https://example.org/invoices?of=12")]
    [InlineData("In the shared folder", null)]
    [InlineData("javascript:alert(1)", null)]
    public void What_was_handed_over_is_shown_where_it_is_to_be_confirmed(string evidence, string? link)
    {
        Profile(retros: [Sits("r1", "Sprint 12", Phase.Close, Between(Ben, Ana, "write", CommitmentStatus.Delivered) with { Evidence = evidence })]);
        var shown = Draw<Home>().Find(".line--promise .evidence");
        Assert.Contains(evidence, shown.TextContent, StringComparison.Ordinal);
        Assert.Equal(link, shown.QuerySelector("a")?.GetAttribute("href"));
    }

    [Fact]
    public void A_day_far_away_has_its_year()
    {
        Profile(retros: [Sits("r1", "Sprint 12", Phase.Close, Between(Ana, Ben, "write", CommitmentStatus.Promised) with { Due = new(2126, 11, 29) })]);
        Assert.Equal("You promised Ben to write by Friday, November 29, 2126.", Draw<Home>().Find(".line--promise p").TextContent.Trim());
    }

    [Fact]
    public void What_is_due_later_than_in_ten_days_is_counted()
    {
        Profile(retros: [Sits("r1", "Sprint 12", Phase.Close, Between(Ana, Ben, "write", CommitmentStatus.Promised, day: 23), Between(Ana, Ben, "call", CommitmentStatus.Promised, day: 24),
            Between(Ben, Ana, "fix", CommitmentStatus.Promised, day: 29), Between(Ben, Ana, "paint", CommitmentStatus.Promised, day: 30))]);
        var home = Draw<Home>();
        // The next one is shown also where nothing is due soon.
        Assert.Equal(["You promised Ben to write by Sun, March 23.", "Ben promised you to fix by Sat, March 29."], home.FindAll(".line--promise p:first-child").Select(line => line.TextContent.Trim()));
        Assert.Equal(["Later: 1", "Later: 1"], home.FindAll("a[href='/promises']").Select(link => link.TextContent));
    }

    [Fact]
    public void Five_lines_and_then_the_rest_when_asked_for()
    {
        Profile(retros: [Sits("r1", "Sprint 12", Phase.Close, [.. Enumerable.Range(1, 7).Select(n => Between(Ana, Ben, $"thing {n}", CommitmentStatus.Promised, day: 13 + n))])]);
        var home = Draw<Home>();
        Assert.Equal(5, home.FindAll(".line--promise").Count);
        home.FindAll("button").Single(button => button.TextContent == "See all 7").Click();
        Assert.Equal(7, home.FindAll(".line--promise").Count);
    }

    [Fact]
    public void A_running_retro_is_the_one_filled_button()
    {
        Ledger([Line("r2", "Sprint 13", Phase.Write, daysAgo: 0), Line("r1", "Sprint 12", topic: "Deploys take long", promises: new(2, 3, 1))], []);
        Team(View() with { Retros = [new(new("r1")), new(new("r2"))] });
        Profile(retros: [Sits("r1", "Sprint 12", Phase.Close, Between(Ana, Ben, "send the pilot invoices", CommitmentStatus.Requested))]);
        var home = Draw<Home>();
        Assert.Equal("Join: Sprint 13", Assert.Single(home.FindAll(".btn--filled")).GetAttribute("aria-label"));
        Assert.Contains("2 of 3 promises kept", home.Find("a[href='/retros/r1/summary']").TextContent, StringComparison.Ordinal);
        Assert.Contains("Deploys take long", home.Find("a[href='/retros/r1/summary']").TextContent, StringComparison.Ordinal);
    }

    [Fact, Trait("Row", "R28")]
    public void Whoever_observes_is_offered_to_read_along()
    {
        Team(View(TeamRole.Observer) with { Retros = [new(new("r2"))] });
        Ledger([Line("r2", "Sprint 13", Phase.Write, daysAgo: 0)], []);
        var home = Draw<Home>();
        Assert.Equal("/retros/r2/summary", home.Find("[aria-label='Read along: Sprint 13']").GetAttribute("href"));
        Assert.Empty(home.FindAll("form.enter"));
    }

    [Fact]
    public void Whoever_came_by_a_passkey_alone_is_told_of_recovery_codes_once()
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo("/home?new=passkey");
        Assert.Equal("Make recovery codes", Draw<Home>().Find("a[href='/account/codes']").TextContent);
        Services.GetRequiredService<NavigationManager>().NavigateTo("/home");
        Assert.Empty(Draw<Home>().FindAll("a[href='/account/codes']"));
    }

    [Fact]
    public void A_promise_to_somebody_who_has_left_is_not_one_to_oneself()
    {
        Profile(retros: [Sits("r1", "Sprint 12", Phase.Close, Between(Ana, Ben, "write the guide", CommitmentStatus.Promised))]);
        Grains.Answer<IPmGrain>(Ben.Value, nameof(IPmGrain.Name), _ => Task.FromResult<string?>(null));
        Assert.Equal("You promised Somebody who left to write the guide by Thu, March 20.", Draw<Home>().Find(".line--promise p").TextContent.Trim());
    }

    [Fact, Trait("Row", "R34")]
    public void It_speaks_German()
    {
        Speak("de");
        Profile(retros: [Sits("r1", "Sprint 12", Phase.Close, Between(Ana, Ben, "die Rechnungen verschicken", CommitmentStatus.Requested))]);
        Assert.Equal("Ben bittet dich: die Rechnungen verschicken, bis Do, 20. März.", Draw<Home>().Find(".line--promise p").TextContent.Trim());
    }

    [Fact]
    public void Whoever_is_signed_out_meanwhile_sees_nothing_of_it()
    {
        var home = Draw<Home>(signedIn: false);
        Assert.Equal("You are signed out.", home.Find("h1").TextContent);
        Assert.Equal("/sign-in?back=%2F", home.Find("a.btn--filled").GetAttribute("href"));
    }
}
