using System.Collections.Immutable;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using OrleansRetro.Commitments;
using OrleansRetro.EventSourcing;
using OrleansRetro.Owning;
using OrleansRetro.Pms;
using OrleansRetro.Promises;

namespace OrleansRetro.Tests.Components.House;

/// <summary>What Ana owns up to, as nobody but she sees it.</summary>
[Trait("Row", "S24")]
public sealed class MakeRightTests : HouseDrawing
{
    static readonly MistakeId Now = new(new Guid("00000000-0000-0000-0000-0000000000d1")), Then = new(new Guid("00000000-0000-0000-0000-0000000000d2"));

    public MakeRightTests() => Mistakes();

    [Fact]
    public void Whoever_owns_up_to_nothing_finds_one_line_and_one_button()
    {
        var page = Draw<MakeRightPage>();
        Assert.Equal(("Made right", "Only you"), (page.Find("h1").TextContent, page.Find(".chip--who").TextContent));
        Assert.Equal("What went wrong, and what you did about it. Only you see this.", page.Find(".house-empty p").TextContent);
        page.Find(".btn--filled").Click();
        Assert.Equal(["What happened?", "Whom did it touch?", "Who knows, since when?", "What did you do about it?", "What keeps it from happening again?"], page.FindAll(".make-right .label").Select(label => label.TextContent));
        Assert.Equal(["What happened?"], page.FindAll(".make-right [required]").Select(field => page.Find($"label[for={field.Id}]").TextContent));
        Assert.Single(page.FindAll(".btn--filled"));
    }

    [Fact]
    public async Task It_is_written_and_the_form_makes_room()
    {
        var page = Draw<MakeRightPage>();
        await page.Find(".btn--filled").ClickAsync(new());
        await Fill(page, "I forgot to tell support");
        await page.Find(".make-right__told input[type=date]").ChangeAsync(new() { Value = "2031-03-12" });
        await page.Find(".make-right").SubmitAsync();
        var act = Assert.Single(Grains.Acts);
        Assert.Equal(("IAmendsGrain.MakeRight", new MistakeWords("I forgot to tell support", ToldOn: new(2031, 3, 12)), null), (act.Act, (MistakeWords)act.Given[2]!, (CommitmentId?)act.Given[3]));
        Assert.Empty(page.FindAll(".make-right"));
    }

    [Fact, Trait("Row", "T27")]
    public async Task What_was_refused_stays_and_is_sent_again_as_the_same_with_other_words()
    {
        Grains.Answer<IAmendsGrain>(Ana.Value, nameof(IAmendsGrain.MakeRight), _ => throw new RejectedException("told-ahead"));
        var page = Draw<MakeRightPage>();
        await page.Find(".btn--filled").ClickAsync(new());
        await Fill(page, "I forgot");
        await page.Find(".make-right").SubmitAsync();
        Assert.Equal("I forgot", page.Find(".make-right textarea").GetAttribute("value"));
        var given = new List<object?[]>();
        Grains.Answer<IAmendsGrain>(Ana.Value, nameof(IAmendsGrain.MakeRight), sent => { given.Add(sent); return Task.FromResult(1L); });
        await Fill(page, "I forgot support");
        await page.Find(".make-right").SubmitAsync();
        var act = Assert.Single(Grains.Acts);
        Assert.Equal(("IAmendsGrain.Correct", Assert.Single(given)[1], new MistakeWords("I forgot support")), (act.Act, act.Given[1], (MistakeWords)act.Given[2]!));
    }

    [Fact]
    public async Task From_a_promise_that_was_not_kept_it_opens_about_it_until_it_is_made_right()
    {
        var promise = Closed(Between(Ana, Ben, "send the pilot invoices", CommitmentStatus.NotMet));
        var page = Draw<MakeRightPage>(About(promise));
        Assert.Equal("About your promise: send the pilot invoices", page.Find(".make-right .quiet").TextContent);
        await Fill(page, "They came late");
        await page.Find(".make-right").SubmitAsync();
        Assert.Equal(promise.Id, Assert.Single(Grains.Acts).Given[3]);
        Assert.EndsWith("/promises/make-right", Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal);

        Mistakes(Owned(Now, "They came late") with { Promise = promise.Id });
        page = Draw<MakeRightPage>(About(promise));
        Assert.Empty(page.FindAll(".make-right"));
        Assert.Equal(("About your promise: send the pilot invoices", $"/promises/{promise.Id}"), page.Find(".line--mistake .line__more a") is var link ? (link.TextContent, link.GetAttribute("href")) : default);
    }

    [Fact]
    public void Nobody_elses_promise_and_none_that_was_kept_opens_the_form()
    {
        foreach (var promise in new[] { Between(Ben, Ana, "call the customer", CommitmentStatus.NotMet), Between(Ana, Ben, "write the guide", CommitmentStatus.Met) with { OnTime = true, AsSpecified = true } })
            Assert.Empty(Draw<MakeRightPage>(About(Closed(promise))).FindAll(".make-right"));
    }

    [Fact]
    public void Both_ends_of_a_link_show_the_other_one_also_where_that_was_taken_back()
    {
        Mistakes(
            Owned(Now, "Again") with { Before = [new(new(Then), At(-10), false), new(new(new MistakeId(Guid.NewGuid())), At(-20), true)] },
            Owned(Then, "First", -10) with { Again = [new(new(Now), At(0), false)] });
        var page = Draw<MakeRightPage>();
        Assert.Equal(["Happened before:", "March 3", "February 21, taken back", "Happened again:", "March 13"], page.FindAll(".mistake__links > *").Select(part => part.TextContent.Trim()));
        Assert.Equal([$"/promises/make-right#mistake-{Then}", $"/promises/make-right#mistake-{Now}"], page.FindAll(".mistake__links a").Select(link => link.GetAttribute("href")));
        Assert.All([Now, Then], id => Assert.NotNull(page.Find($"#mistake-{id}")));
    }

    [Theory]
    [InlineData("Link them", "IAmendsGrain.Link")]
    [InlineData("Not the same", "IAmendsGrain.TellApart")]
    public void What_reads_like_an_earlier_one_is_asked_about_in_one_line(string choice, string act)
    {
        Mistakes(new SimilarEarlier(Now, new(Then)), Owned(Now, "Again"), Owned(Then, "First", -10));
        var page = Draw<MakeRightPage>();
        Assert.Equal(["Like the one of March 3?", "First"], page.FindAll(".mistake__like p").Select(line => string.Join(' ', line.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))));
        page.FindAll(".mistake__like button").Single(button => button.TextContent == choice).Click();
        Assert.Equal((act, Now, new Earlier(Then)), Assert.Single(Grains.Acts) is var (done, given) ? (done, (MistakeId)given[1]!, (Earlier)given[2]!) : default);
    }

    [Fact]
    public void So_is_a_promise_of_ones_own()
    {
        var promise = Closed(Between(Ana, Ben, "send the pilot invoices", CommitmentStatus.NotMet, day: 3));
        Mistakes(new SimilarEarlier(Now, new(Promise: promise.Id)), Owned(Now, "Again"));
        Assert.Equal(["Like your promise of Mon, March 3?", "send the pilot invoices"], Draw<MakeRightPage>().FindAll(".mistake__like p").Select(line => line.TextContent.Trim()));
    }

    [Fact]
    public async Task It_happened_again_writes_another_one_that_is_linked()
    {
        Mistakes(Owned(Then, "First", -10));
        var page = Draw<MakeRightPage>();
        await Menu(page, "It happened again").ClickAsync(new());
        Assert.Contains("It happened again, as on", page.Find(".make-right .quiet").TextContent, StringComparison.Ordinal);
        await Fill(page, "And once more");
        await page.Find(".make-right").SubmitAsync();
        Assert.Equal(["IAmendsGrain.MakeRight", "IAmendsGrain.Link"], Grains.Acts.Select(act => act.Act));
        Assert.Equal((Grains.Acts.First().Given[1], new Earlier(Then)), (Grains.Acts.Last().Given[1], (Earlier)Grains.Acts.Last().Given[2]!));
    }

    [Fact]
    public async Task Words_are_changed_where_they_stand_and_taken_back_after_a_question()
    {
        Mistakes(Owned(Now, "I forgot") with { Said = new("I forgot", "Support", "Ben", new(2031, 3, 12), "Wrote to them", "A list") });
        var page = Draw<MakeRightPage>();
        Assert.Equal(["Whom it touched Support", "Who knows Ben (since Wed, March 12)", "Done about it Wrote to them", "From now on A list"], page.FindAll(".line__said").Select(said => said.TextContent.Trim()));
        await Menu(page, "Change words").ClickAsync(new());
        Assert.Equal(["I forgot", "Support", "Ben", "2031-03-12", "Wrote to them", "A list"], page.FindAll(".make-right .field").Select(field => field.GetAttribute("value")));
        await Fill(page, "I told them late");
        await page.Find(".make-right").SubmitAsync();
        Assert.Equal(("IAmendsGrain.Correct", "I told them late"), Grains.Acts.Last() is var (act, given) ? (act, ((MistakeWords)given[2]!).What) : default);
        await Menu(page, "Take back…").ClickAsync(new());
        Assert.Equal("Take this back?", page.Find("dialog h2").TextContent);
        await page.Find("dialog .btn--danger").ClickAsync(new());
        Assert.Equal("IAmendsGrain.TakeBack", Grains.Acts.Last().Act);
    }

    [Fact]
    public void Ten_and_the_rest_when_asked_for()
    {
        Mistakes([.. Enumerable.Range(1, 12).Select(number => Owned(new(Guid.NewGuid()), $"mistake {number}"))]);
        var page = Draw<MakeRightPage>();
        Assert.Equal(10, page.FindAll(".line--mistake").Count);
        page.FindAll("button").Single(button => button.TextContent == "See all 12").Click();
        Assert.Equal(12, page.FindAll(".line--mistake").Count);
    }

    [Fact]
    public void A_promise_of_ones_own_that_was_not_kept_leads_there_and_no_other_does()
    {
        foreach (var (promise, leads) in new[]
        {
            (Between(Ana, Ben, "send the invoices", CommitmentStatus.NotMet), true),
            (Between(Ana, Ben, "send the invoices", CommitmentStatus.Met) with { OnTime = true, AsSpecified = true }, false),
            (Between(Ben, Ana, "send the invoices", CommitmentStatus.NotMet), false),
        })
        {
            Closed(promise);
            Grains.Answer<ICommitmentGrain>(promise.Id.Value, nameof(ICommitmentGrain.View), _ => Task.FromResult<CommitmentView?>(promise));
            Grains.Answer<ICommitmentGrain>(promise.Id.Value, nameof(ICommitmentGrain.History), _ => Task.FromResult(ImmutableArray<Moment>.Empty));
            var page = Draw<PromisePage>(given => given.Add(shown => shown.Id, promise.Id.Value));
            Assert.Equal(leads, page.FindAll($".house__acts a[href='/promises/make-right?promise={promise.Id}']").Count == 1);
            Assert.Equal(leads, page.FindAll($".menu a[href='/promises/make-right?promise={promise.Id}']").Count == 1);
        }
    }

    void Mistakes(params OwnedMistake[] mistakes) => Mistakes(null, mistakes);

    void Mistakes(SimilarEarlier? similar, params OwnedMistake[] mistakes) =>
        Grains.Answer<IAmendsGrain>(Ana.Value, nameof(IAmendsGrain.View), _ => Task.FromResult(new AmendsView([.. mistakes], similar, 1)));

    OwnedMistake Owned(MistakeId id, string what, int days = 0) => new(id, new(what), null, At(days), null, [], []);

    DateTimeOffset At(int days) => Time.GetUtcNow().AddDays(days);

    CommitmentView Closed(CommitmentView promise)
    {
        Grains.Answer<IPmLedgerGrain>(Ana.Value, nameof(IPmLedgerGrain.Closed), _ => Held([promise]));
        return promise;
    }

    Action<ComponentParameterCollectionBuilder<MakeRightPage>> About(CommitmentView promise) => _ =>
        Services.GetRequiredService<NavigationManager>().NavigateTo($"/promises/make-right?promise={promise.Id}");

    static Task Fill(IRenderedComponent<MakeRightPage> page, string what) => page.Find(".make-right textarea").ChangeAsync(new() { Value = what });

    static AngleSharp.Dom.IElement Menu(IRenderedComponent<MakeRightPage> page, string act) => page.FindAll(".line--mistake .menu__item").First(item => item.TextContent == act);
}
