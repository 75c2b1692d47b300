using System.Collections.Immutable;
using AngleSharp.Dom;
using Bunit;
using Microsoft.Extensions.DependencyInjection;
using OrleansRetro.Changes;
using OrleansRetro.Commitments;
using OrleansRetro.Pms;
using OrleansRetro.Teams;

namespace OrleansRetro.Tests.Components.House;

/// <summary>A change around the team, as Ana sees it.</summary>
[Trait("Row", "A13")]
public sealed class ChangeTests : HouseDrawing
{
    static readonly ChangeId Moved = new(new Guid("00000000-0000-0000-0000-0000000000ec"));
    static readonly CommitmentId Invoices = new(new Guid("00000000-0000-0000-0000-000000000007")), Guide = new(new Guid("00000000-0000-0000-0000-000000000008"));

    DateTimeOffset Now => Time.GetUtcNow();

    public ChangeTests() => Grains.Answer<ITeamLedgerGrain>(Platform.Value, nameof(ITeamLedgerGrain.Position), _ => Task.FromResult(1L));

    [Fact]
    public void What_to_say_about_it_fits_in_one_small_form()
    {
        Open(Promise(Invoices, "send the invoices"), Promise(Guide, "write the guide"));
        var page = DrawForm();
        Assert.Equal(["What changed?", "Since when?", "Which open promises does it touch?"], page.FindAll("form .label").Select(label => label.TextContent));
        Assert.Equal("2031-03-13", page.Find("#change-since").GetAttribute("value"));
        Assert.Equal("Tell the team", Assert.Single(page.FindAll(".btn--filled")).TextContent);
        Assert.Equal("Ben will send the invoices by Thu, March 20.", Words(page.Find(".check")));
    }

    [Fact]
    public async Task It_is_told_with_the_promises_that_were_picked()
    {
        Open(Promise(Invoices, "send the invoices"), Promise(Guide, "write the guide"));
        var page = DrawForm();
        await page.Find("#change-what").ChangeAsync(new() { Value = "The client moved the launch" });
        await page.FindAll("[type=checkbox]")[1].ChangeAsync(new() { Value = true });
        await page.Find("form").SubmitAsync();
        var (act, given) = Assert.Single(Grains.Acts);
        Assert.Equal("ITeamGrain.DeclareChange", act);
        var draft = Assert.IsType<ChangeDraft>(given[2]);
        Assert.Equal(("The client moved the launch", new DateOnly(2031, 3, 13), Guide), (draft.What, draft.Since, Assert.Single(draft.Affected)));
        Assert.EndsWith($"/changes/{given[1]}", Services.GetRequiredService<Microsoft.AspNetCore.Components.NavigationManager>().Uri, StringComparison.Ordinal);
    }

    [Fact]
    public void An_observer_reads_what_changed_and_says_nothing()
    {
        Team(View(TeamRole.Observer));
        Told(Change(Affected("send the invoices")) with { Mine = TeamRole.Observer });
        Assert.Empty(DrawForm().FindAll("form"));
        Assert.Equal("The client moved the launch", DrawForm().Find(".line__link b").TextContent);
        var page = Draw();
        Assert.Empty(page.FindAll("button, form"));
        Assert.Equal("Ben and Chidi say what becomes of it.", page.Find(".line__more").TextContent);
    }

    [Fact]
    public async Task One_of_its_two_people_says_that_it_holds_or_goes_to_the_promise()
    {
        Told(Change(Affected("send the invoices") with { IsMine = true, MayUphold = true }, Affected("write the guide", Guide)));
        var page = Draw();
        Assert.Equal("The client moved the launch", page.Find("h1").TextContent);
        Assert.Empty(page.FindAll(".btn--filled"));
        Assert.Equal(["", "Open"], page.FindAll(".line__acts").Select(acts => acts.QuerySelector(".chip")?.TextContent ?? ""));
        Assert.Equal("2 promises open", page.FindAll(".block > .quiet").Single().TextContent);
        Assert.Equal(($"/promises/{Invoices}", "Something else…: send the invoices"), page.Find(".line__acts a") is var link ? (link.GetAttribute("href"), link.GetAttribute("aria-label")) : default);
        await page.Find(".line__acts button").ClickAsync(new());
        Assert.Equal(("IChangeGrain.Uphold", Invoices), Assert.Single(Grains.Acts) is var (act, given) ? (act, (CommitmentId)given[1]!) : default);
    }

    [Fact]
    public async Task It_is_called_settled_once_all_have_an_answer()
    {
        Told(Change(Affected("a") with { Answer = ChangeAnswer.Kept }, Affected("b", Guide) with { Answer = ChangeAnswer.Renegotiated }, Affected("", new(Guid.NewGuid())) with { Answer = ChangeAnswer.Dropped }));
        var page = Draw();
        Assert.Equal(["Still holds", "Agreed anew", "Let go"], page.FindAll(".line__acts .chip").Select(chip => chip.TextContent));
        Assert.Equal("A promise that is no more", page.FindAll(".line__text")[^1].TextContent.Trim());
        await page.FindAll(".btn--filled").Single(button => button.TextContent == "Call it settled").ClickAsync(new());
        Assert.Equal("IChangeGrain.Settle", Assert.Single(Grains.Acts).Act);
    }

    [Fact]
    public async Task The_mood_is_asked_in_words_and_one_s_own_answer_can_be_changed()
    {
        Told(Change() with { Asked = new(1, Now.AddDays(7), null, 5) });
        var page = Draw();
        Assert.Equal(["Very low", "Low", "So-so", "Good", "Very good"], page.FindAll(".choices label").Select(label => label.TextContent));
        Assert.StartsWith("No names are kept. Shown from 5 answers on, after March 20", Words(page.Find(".hint")), StringComparison.Ordinal);
        await page.FindAll(".choices input")[3].ChangeAsync(new() { Value = "on" });
        await page.Find(".check-in").SubmitAsync();
        Assert.Equal(("IChangeGrain.AnswerMood", 1, TeamMood.Good), Assert.Single(Grains.Acts) is var (act, given) ? (act, (int)given[1]!, (TeamMood)given[2]!) : default);

        Told(Change() with { Asked = new(1, Now.AddDays(7), TeamMood.Good, 5) });
        page = Draw();
        Assert.Equal("Your answer: Good", page.Find(".row span").TextContent);
        Assert.Empty(page.FindAll(".choices"));
        await page.FindAll("button").Single(button => button.TextContent == "Change answer").ClickAsync(new());
        Assert.Equal(5, page.FindAll(".choices label").Count);
    }

    [Fact]
    public void Two_rounds_stand_side_by_side_and_too_few_tell_nothing()
    {
        Told(Change() with { Moods = [new(1, Now.AddDays(-40), [3, 2, 1, 0, 0], 0.5), new(2, Now.AddDays(-12), null, 0)] });
        var rounds = Draw().FindAll(".moods > section");
        Assert.Equal(["When it changed", "Four weeks later"], rounds.Select(round => round.QuerySelector("h3")!.TextContent));
        Assert.Equal("In the middle: Very low to Low", rounds[0].QuerySelector("p")!.TextContent);
        Assert.Equal(["Very good 0", "Good 0", "So-so 1", "Low 2", "Very low 3"], rounds[0].QuerySelectorAll("tr").Select(row => $"{row.Children[0].TextContent} {row.Children[1].TextContent}"));
        Assert.Equal("Too few answers to show any.", rounds[1].QuerySelector("p")!.TextContent);
        Assert.DoesNotMatch(@"\d", rounds[1].TextContent);
    }

    [Fact, Trait("Row", "T26")]
    public void Where_whoever_told_it_is_gone_so_are_the_words()
    {
        Told(Change() with { What = "", By = null });
        var page = Draw();
        Assert.Equal("A change", page.Find("h1").TextContent);
        Assert.Contains("Told by somebody who left", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void The_team_s_page_leads_to_it_while_something_of_it_is_open()
    {
        Told(Change(Affected("send the invoices")) with { Asked = new(1, Now.AddDays(7), null, 5) });
        var link = DrawTeam().Find($"a[href='/changes/{Moved}']");
        Assert.Equal(["The client moved the launch", "Since Mon, March 10", "1 promise open", "A question for you"], link.QuerySelectorAll("b, .meta > span").Select(part => part.TextContent));
        Assert.Contains(DrawTeam().FindAll(".menu__item"), item => item.TextContent == "Something changed…" && item.GetAttribute("href") == $"/teams/{Platform}/changes");

        Told(Change(Affected("send the invoices") with { Answer = ChangeAnswer.Kept }) with { SettledAt = Now, Asked = new(1, Now.AddDays(7), TeamMood.Good, 5) });
        Assert.Empty(DrawTeam().FindAll($"a[href='/changes/{Moved}']"));
    }

    [Fact]
    public void At_home_waits_what_asks_for_ones_own_word_and_nothing_else()
    {
        Told(Change(Affected("send the invoices")));
        Assert.Empty(Draw<Home>().FindAll($"a[href='/changes/{Moved}']"));
        Told(Change(Affected("send the invoices") with { IsMine = true }));
        Assert.Single(Draw<Home>().FindAll($"a[href='/changes/{Moved}']"));
        Told(Change(Affected("send the invoices") with { IsMine = true, Answer = ChangeAnswer.Kept }) with { Asked = new(1, Now.AddDays(7), null, 5) });
        Assert.Single(Draw<Home>().FindAll($"a[href='/changes/{Moved}']"));
    }

    [Fact]
    public void It_speaks_german()
    {
        Speak("de");
        Told(Change(Affected("die Rechnungen senden") with { Answer = ChangeAnswer.Kept }) with { Asked = new(1, Now.AddDays(7), null, 5) });
        var page = Draw();
        Assert.Equal("Gilt weiter", page.Find(".line__acts .chip").TextContent);
        Assert.Equal("Wie ist die Stimmung im Team?", page.FindAll("h2")[0].TextContent);
    }

    void Open(params TeamPromise[] promises) => Ledger([], [.. promises]);

    void Told(ChangeView change)
    {
        Grains.Answer<ITeamGrain>(Platform.Value, nameof(ITeamGrain.Changes), _ => Task.FromResult<ImmutableArray<ChangeId>>([Moved]));
        Grains.Answer<IChangeGrain>(Moved.Value, nameof(IChangeGrain.View), _ => Task.FromResult(change));
    }

    ChangeView Change(params AffectedPromise[] affected) =>
        new(Moved, Platform, TeamRole.Member, "The client moved the launch", new(2031, 3, 10), "Ben", Now.AddDays(-1), [.. affected], null, null, [], 1);

    static AffectedPromise Affected(string what, CommitmentId? id = null) => new(id ?? Invoices, what, "Ben", "Chidi", new(2031, 3, 20), CommitmentStatus.Promised, null, false, false);

    static TeamPromise Promise(CommitmentId id, string what) => new(id, default, what, "Ben", "Ana Kovač", new(2031, 3, 20), CommitmentStatus.Promised);

    IRenderedComponent<ChangePage> Draw() => Draw<ChangePage>(page => page.Add(change => change.Id, Moved.Value));

    IRenderedComponent<ChangesPage> DrawForm() => Draw<ChangesPage>(page => page.Add(changes => changes.Id, Platform.Value));

    IRenderedComponent<TeamPage> DrawTeam() => Draw<TeamPage>(page => page.Add(team => team.Id, Platform.Value));

    static string Words(IElement element) => string.Join(' ', element.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
