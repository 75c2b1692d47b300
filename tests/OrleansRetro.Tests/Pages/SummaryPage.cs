using System.Text.RegularExpressions;
using OrleansRetro.Tests.Infrastructure;

namespace OrleansRetro.Tests.Pages;

[Trait("Row", "R21")]
public abstract partial class SummaryPage(SharedInstallation shared)
{
    [Fact]
    public async Task The_first_starts_the_next_retro_and_the_others_find_it()
    {
        using var api = await shared.Client();
        using var ana = new PageVisitor((await shared.Program).Address);
        using var ben = new PageVisitor((await shared.Program).Address);
        var id = await ana.StartRetro();
        var code = (await ana.SeatIn(api, id).Board()).GetProperty("joinCode").GetString();
        (await ben.Post($"/join/{code}", $"/join/{code}", ("_handler", "join"), ("Name", "Ben"))).Is(302);
        Assert.DoesNotContain("Start the next one", (await ana.Get($"/retros/{id}/summary")).Is(200).Text, StringComparison.Ordinal);
        await ana.SeatIn(api, id).Enter("close");
        Assert.Contains("Start the next one", (await ben.Get($"/retros/{id}/summary")).Is(200).Text, StringComparison.Ordinal);

        var next = (await ana.Post($"/retros/{id}/next", $"/retros/{id}/summary")).Is(302).Header("Location")!["/retros/".Length..];

        Assert.NotEqual(id, next);
        Assert.Contains("The next retro is open.", (await ben.Get($"/retros/{id}/summary")).Text, StringComparison.Ordinal);
        Assert.Equal($"/retros/{next}", (await ben.Post($"/retros/{id}/next", $"/retros/{id}/summary")).Is(302).Header("Location"));
        Assert.Equal($"/retros/{next}", (await ben.Post($"/retros/{id}/next", $"/retros/{id}/summary")).Is(302).Header("Location"));
        var titles = await Task.WhenAll(new[] { id, next }.Select(async retro => (await ana.SeatIn(api, retro).Board()).GetProperty("title").GetString()));
        Assert.Equal($"{titles[0]} · 2", titles[1]); // the same day
        Assert.Equal(["Facilitator", "Ben"], (await ben.SeatIn(api, next).Board()).GetProperty("participants").EnumerateArray().Select(person => person.GetProperty("name").GetString()));
    }

    [Fact, Trait("Row", "R28")]
    public async Task The_next_retro_goes_on_counting()
    {
        using var api = await shared.Client();
        using var ana = new PageVisitor((await shared.Program).Address);
        var retro = await TestRetro.Start(api, title: "Sprint 12");
        await ana.Join(retro, "Ana");
        await retro.Facilitator.Enter("close");

        var next = (await ana.Post($"/retros/{retro.Id}/next", $"/retros/{retro.Id}/summary")).Is(302).Header("Location")!["/retros/".Length..];

        Assert.Equal("Sprint 13", (await ana.SeatIn(api, next).Board()).GetProperty("title").GetString());
    }

    [Fact, Trait("Row", "R19")]
    public async Task A_promise_is_given_and_done_with_one_button_each()
    {
        using var ana = new PageVisitor((await shared.Program).Address);
        var id = (await ana.Post("/sample", "/")).Is(302).Header("Location")!["/retros/".Length..];
        var page = $"/retros/{id}/summary";
        var promise = Answering().Match((await ana.Get(page)).Text).Groups[1].Value;

        Assert.Equal(page, (await ana.Post(promise, page, ("back", "summary"), ("act", "promise"))).Is(302).Header("Location"));
        Assert.Contains("value=\"deliver\"", (await ana.Get($"/retros/{id}/promises")).Is(200).Text, StringComparison.Ordinal);
        Assert.Equal($"/retros/{id}/promises", (await ana.Post(promise, $"/retros/{id}/promises", ("act", "deliver"))).Is(302).Header("Location"));
        Assert.DoesNotContain("name=\"act\"", (await ana.Get($"/retros/{id}/promises")).Text, StringComparison.Ordinal);
        Assert.EndsWith("?problem=promise-closed", (await ana.Post(promise, page, ("act", "decline"))).Is(302).Header("Location"), StringComparison.Ordinal);
    }

    [Fact, Trait("Row", "Attack-A31"), Trait("Row", "Attack-A33")]
    public async Task Nobody_answers_for_somebody_else_or_from_another_retro()
    {
        using var ana = new PageVisitor((await shared.Program).Address);
        using var stranger = new PageVisitor((await shared.Program).Address);
        var id = (await ana.Post("/sample", "/")).Is(302).Header("Location")!["/retros/".Length..];
        var promise = Answering().Match((await ana.Get($"/retros/{id}/summary")).Text).Groups[1].Value;
        var (anas, strangers) = (await ana.StartRetro(), await stranger.StartRetro());

        (await stranger.Post(promise, "/", ("act", "promise"))).Is(404);
        Assert.EndsWith("?problem=not-found", (await stranger.Post(promise.Replace(id, strangers, StringComparison.Ordinal), "/", ("act", "promise"))).Is(302).Header("Location"), StringComparison.Ordinal);
        Assert.EndsWith("?problem=not-found", (await ana.Post(promise.Replace(id, anas, StringComparison.Ordinal), "/", ("act", "promise"))).Is(302).Header("Location"), StringComparison.Ordinal);
        foreach (var page in new[] { "summary", "promises", "wall", $"promises/{Guid.NewGuid():N}" })
            (await stranger.Get($"/retros/{id}/{page}")).Is(404);
        (await stranger.Post($"/retros/{id}/next", "/")).Is(404);
        (await stranger.Post($"/retros/{id}/remove-sample", "/")).Is(404);
    }

    [Theory, Trait("Row", "Attack-A14")]
    [InlineData("/start")]
    [InlineData("/sample")]
    [InlineData("/language")]
    [InlineData("/retros/0123456789012345678901/next")]
    [InlineData("/retros/0123456789012345678901/remove-sample")]
    [InlineData("/retros/0123456789012345678901/promises/0a0a0a0a-0a0a-4a0a-8a0a-0a0a0a0a0a0a")]
    [InlineData("/join/ABC234")]
    public async Task A_form_of_another_site_is_refused(string form)
    {
        using var visitor = new PageVisitor((await shared.Program).Address);
        (await visitor.Post(form, page: null)).Is(400);
    }

    [Fact, Trait("Row", "R22")]
    public async Task It_can_be_copied_as_a_document()
    {
        using var api = await shared.Client();
        using var ana = new PageVisitor((await shared.Program).Address);
        var id = (await ana.Post("/sample", "/")).Is(302).Header("Location")!["/retros/".Length..];
        var page = System.Net.WebUtility.HtmlDecode(Template().Match((await ana.Get($"/retros/{id}/summary")).Text).Groups[1].Value);
        Assert.Equal((await ana.SeatIn(api, id).Export("md")).Is(200).Text, page);
    }

    [Fact, Trait("Row", "R10")]
    public async Task Whoever_copies_or_prints_it_hands_on_no_card_that_lies_face_down()
    {
        using var api = await shared.Client();
        using var ana = new PageVisitor((await shared.Program).Address);
        var retro = await TestRetro.Start(api, anonymous: true, hidden: true);
        await ana.Join(retro, "Ana");
        await ana.SeatIn(api, retro.Id).Card("Deploys are slow");

        Assert.DoesNotContain("Deploys are slow", (await ana.Get($"/retros/{retro.Id}/summary")).Is(200).Text, StringComparison.Ordinal);
        await retro.Facilitator.Enter("group");
        Assert.Contains("Deploys are slow", (await ana.Get($"/retros/{retro.Id}/summary")).Is(200).Text, StringComparison.Ordinal);
    }

    [GeneratedRegex("""action="(/retros/[^/"]+/promises/[^"]+)""")]
    private static partial Regex Answering();

    [GeneratedRegex("""<template id="markdown">(.*?)</template>""", RegexOptions.Singleline)]
    private static partial Regex Template();
}

public sealed class SummaryPageInFiles(SharedProgram shared) : SummaryPage(shared);

public sealed class SummaryPageInADatabase(Postgres postgres) : SummaryPage(postgres.Shared);
