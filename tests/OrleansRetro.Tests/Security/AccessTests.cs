using System.Net.Http.Json;
using OrleansRetro.Tests.Infrastructure;

namespace OrleansRetro.Tests.Security;

/// <summary>Boards are walls.</summary>
public abstract class AccessTests(SharedInstallation shared)
{
    [Fact, Trait("Row", "Attack-A31"), Trait("Row", "Attack-A33")]
    public async Task No_endpoint_lets_anybody_else_in()
    {
        using var api = await shared.Client();
        var (retro, other) = (await TestRetro.Start(api), await TestRetro.Start(api));
        var card = await retro.Facilitator.Card("Ours");
        var operations = (await api.Get("/openapi/v1.json")).Is(200).Json.GetProperty("paths").EnumerateObject()
            .SelectMany(path => path.Value.EnumerateObject().Where(method => method.Value.TryGetProperty("security", out var security) && security[0].TryGetProperty("seat", out _)).Select(method => (Path: path.Name, Method: method.Name))).ToArray();
        Assert.True(operations.Length >= 9, "The description names too few endpoints for seats.");
        var before = (await retro.Facilitator.GetBoard()).Text;
        foreach (var (path, method) in operations)
        {
            var filled = path.Replace("{id}", retro.Id, StringComparison.Ordinal).Replace("{cardId}", card.ToString(), StringComparison.Ordinal)
                .Replace("{groupId}", Guid.NewGuid().ToString(), StringComparison.Ordinal).Replace("{topicId}", card.ToString(), StringComparison.Ordinal).Replace("{kind}", "json", StringComparison.Ordinal);
            foreach (var (token, status) in new[] { (null, 401), ("", 404), ("guessed", 404), (other.Facilitator.Token, 404), (new string('A', 43), 404) })
            {
                var answer = await api.Send(new(method.ToUpperInvariant()), filled, token, JsonContent.Create(new { column = "ideas", text = "theirs", phase = "close", count = 1, cards = new[] { card }, group = (string?)null }));
                Assert.True((int)answer.Status == status || (token is "" && (int)answer.Status == 401), $"{method} {path} with '{token}': {(int)answer.Status} {answer.Text}");
                Assert.DoesNotContain("Ours", answer.Text, StringComparison.Ordinal);
            }
        }
        Assert.Equal(before, (await retro.Facilitator.GetBoard()).Text);
    }

    [Fact, Trait("Row", "Attack-A31")]
    public async Task A_page_of_another_board_is_not_there()
    {
        using var api = await shared.Client();
        var retro = await TestRetro.Start(api, title: "Not for strangers");
        using var stranger = new PageVisitor(api.Address);
        foreach (var id in new[] { retro.Id, new string('A', 43), "1", "..%2F..%2Fetc" })
        {
            var page = (await stranger.Get($"/retros/{id}")).Is(404);
            Assert.DoesNotContain("Not for strangers", page.Text, StringComparison.Ordinal);
        }
        await stranger.StartRetro();
        (await stranger.Get($"/retros/{retro.Id}")).Is(404);
        (await api.Get($"/api/v1/retros/{retro.Id}", null, ("Cookie", stranger.Cookies))).Is(404, "not-found");
    }

    [Fact, Trait("Row", "Attack-A34")]
    public async Task What_a_body_may_not_set_it_does_not_set()
    {
        using var api = await shared.Client();
        var retro = await TestRetro.Start(api);
        var more = new { name = "Eve", joinCode = retro.JoinCode, facilitator = true, role = "facilitator", person = Guid.NewGuid(), participantId = "1", isNew = false };
        var eve = (await api.Post($"/api/v1/retros/{retro.Id}/seats", more)).Is(201).Json;
        var seat = new TestSeat(api, retro.Id, eve.GetProperty("participantId").GetString()!, eve.GetProperty("token").GetString()!);
        Assert.Equal("2", seat.Participant);
        (await seat.PutPhase("close")).Is(403, "not-facilitator");

        var card = Guid.NewGuid();
        (await api.Put($"/api/v1/retros/{retro.Id}/cards/{card}", new { column = "ideas", text = "mine", author = "1", authorId = "1", votes = 99, group = Guid.NewGuid(), faceUp = true, mine = false }, seat.Token)).Is(200);
        var seen = (await seat.See(card))!.Value;
        Assert.Equal("2", seen.GetProperty("author").GetString());
        Assert.False(seen.TryGetProperty("group", out _));
        Assert.True(seen.GetProperty("mine").GetBoolean());
    }

    [Fact, Trait("Row", "Attack-A6")]
    public async Task A_facilitators_act_replayed_by_somebody_else_is_refused()
    {
        using var api = await shared.Client();
        var retro = await TestRetro.Start(api, hidden: true);
        var eve = await retro.Join("Eve");
        await retro.Facilitator.Card("Face down");
        await retro.Facilitator.Enter("group");
        await retro.Facilitator.Enter("write");
        var hidden = await retro.Facilitator.Card("Face down again");
        (await eve.PutPhase("group")).Is(403, "not-facilitator");
        Assert.False((await eve.See(hidden))!.Value.TryGetProperty("text", out _));
    }

    [Fact, Trait("Row", "Attack-A7")]
    public async Task Five_clicks_in_one_moment_are_one_card()
    {
        using var api = await shared.Client();
        var retro = await TestRetro.Start(api);
        var card = Guid.NewGuid();
        await Task.WhenAll(Enumerable.Range(0, 5).Select(async _ => (await retro.Facilitator.PutCard(card, "once")).Is(200)));
        Assert.Single((await retro.Facilitator.Board()).GetProperty("cards").EnumerateArray());
    }

    [Fact, Trait("Row", "Attack-A59")]
    public async Task A_token_in_the_address_is_no_token()
    {
        using var api = await shared.Client();
        var retro = await TestRetro.Start(api);
        foreach (var name in new[] { "token", "access_token", "authorization" })
            (await api.Get($"/api/v1/retros/{retro.Id}?{name}={retro.Facilitator.Token}")).Is(401, "no-token");
    }
}

public sealed class AccessTestsInFiles(SharedProgram shared) : AccessTests(shared);

public sealed class AccessTestsInADatabase(Postgres postgres) : AccessTests(postgres.Shared);
