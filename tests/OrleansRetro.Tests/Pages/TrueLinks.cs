using System.Net;
using OrleansRetro.Tests.Infrastructure;

namespace OrleansRetro.Tests.Pages;

/// <summary>Where links lead that somebody was given by others, or has kept.</summary>
public sealed class TrueLinks(SharedProgram shared)
{
    [Fact, Trait("Row", "R28")]
    public async Task A_running_retro_of_the_team_leads_a_member_to_a_seat()
    {
        var (_, retro, ben) = await Somebody("member");
        using (ben)
        {
            Assert.Equal($"/retros/{retro}/join", ben.Leads(await ben.Get($"/retros/{retro}")));
            Assert.Contains("Sprint 12", (await ben.Get($"/retros/{retro}/join")).Is(200).Text, StringComparison.Ordinal);
            Assert.Equal($"/retros/{retro}", ben.Leads(await ben.Post($"/retros/{retro}/enter", $"/retros/{retro}/join")));
            (await ben.Get($"/retros/{retro}")).Is(200);
        }
    }

    [Fact, Trait("Row", "R28")]
    public async Task It_leads_an_observer_to_its_summary_and_says_why_there_is_no_seat()
    {
        var (_, retro, ben) = await Somebody("observer");
        using (ben)
        {
            Assert.Equal($"/retros/{retro}/summary", ben.Leads(await ben.Get($"/retros/{retro}")));
            (await ben.Get($"/retros/{retro}/summary")).Is(200);
            var home = ben.Leads(await ben.Post($"/retros/{retro}/enter", null, ("__RequestVerificationToken", await ben.ForgeryToken())));
            Assert.Equal("/home?problem=no-seat", home);
            Assert.Contains("Observers read along", (await ben.Get(home)).Is(200).Text, StringComparison.Ordinal);
        }
    }

    [Fact, Trait("Row", "R28")]
    public async Task One_that_was_archived_is_still_there()
    {
        var (_, retro, ben) = await Somebody("member", archived: true);
        using (ben)
            Assert.Equal($"/retros/{retro}/join", ben.Leads(await ben.Get($"/retros/{retro}")));
    }

    [Fact, Trait("Row", "R28")]
    public async Task It_is_not_there_for_others()
    {
        var (address, retro, ben) = await Somebody("member");
        ben.Dispose();
        using var eve = new PageVisitor(address);
        await eve.SignUp("Eve", $"{Guid.NewGuid():N}@example.org");
        (await eve.Get($"/retros/{retro}")).Is(404);
        (await eve.Get($"/retros/{retro}/join")).Is(404);
    }

    [Fact]
    public async Task A_board_of_whoever_was_signed_out_elsewhere_offers_to_sign_in()
    {
        using var ana = new PageVisitor((await shared.Program).Address);
        var page = (await ana.Get("/retros/ABCDEFGHIJKLMNOPQRSTUV")).Is(404).Text;
        Assert.Contains("/sign-in?back=%2Fretros%2FABCDEFGHIJKLMNOPQRSTUV", page, StringComparison.Ordinal);
        await ana.SignUp("Ana", $"{Guid.NewGuid():N}@example.org");
        Assert.DoesNotContain("/sign-in?back", (await ana.Get("/retros/ABCDEFGHIJKLMNOPQRSTUV")).Is(404).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/goals")]
    [InlineData("/drafts")]
    [InlineData("/whatever/else")]
    [InlineData("/teams/7ffbf9d9-6d2b-4f0e-9b11-5e9a4bf3a001")]
    public async Task What_is_no_address_says_so_and_speaks_of_no_retro(string path)
    {
        using var ana = new PageVisitor((await shared.Program).Address);
        await ana.SignUp("Ana", $"{Guid.NewGuid():N}@example.org");
        var page = WebUtility.HtmlDecode((await ana.Get(path)).Is(404).Text);
        Assert.Contains("Nothing is here", page, StringComparison.Ordinal);
        Assert.Contains("Go to start", page, StringComparison.Ordinal);
        Assert.DoesNotContain("no retro", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/", 200)]
    [InlineData("/sign-in", 200)]
    [InlineData("/goals", 404)]
    public async Task Asked_for_its_head_a_page_answers_as_it_would_and_without_a_body(string path, int status)
    {
        using var http = new HttpClient { BaseAddress = (await shared.Program).Address };
        using var request = new HttpRequestMessage(HttpMethod.Head, path);
        using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Empty(await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }

    /// <summary>Somebody in Ana's team, and a retro that she has started there.</summary>
    async Task<(Uri Address, string Retro, PageVisitor Visitor)> Somebody(string role, bool archived = false)
    {
        var address = (await shared.Program).Address;
        using var api = new ApiClient(address);
        using var ana = new PageVisitor(address);
        var ben = new PageVisitor(address);
        await ana.SignUp("Ana", $"{Guid.NewGuid():N}@example.org");
        await ben.SignUp("Ben", $"{Guid.NewGuid():N}@example.org");
        var (anas, bens, secret) = (await ana.Token(writes: true), await ben.Token(writes: true), Guid.NewGuid().ToString("N") + "0123456789a");
        var team = $"/api/v1/teams/{Guid.NewGuid()}";
        (await api.Put(team, new { name = "Platform" }, anas)).Is(200);
        (await api.Put($"{team}/invites/{Guid.NewGuid()}", new { role, token = secret }, anas)).Is(200);
        (await api.Post($"{team}/members", new { token = secret }, bens)).Is(200);
        var retro = (await api.Post($"{team}/retros", new { title = "Sprint 12", format = "went-well", anonymous = false, hidden = false }, anas)).Is(201).Json;
        var id = retro.GetProperty("id").GetString()!;
        (await api.Put($"{team}/retros/{id}", new { archived }, anas)).Is(200);
        return (address, id, ben);
    }
}
