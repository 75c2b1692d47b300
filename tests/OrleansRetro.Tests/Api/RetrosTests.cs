using OrleansRetro.Tests.Infrastructure;

namespace OrleansRetro.Tests.Api;

/// <summary>Starting a retro and reading its board.</summary>
public sealed class RetrosTests(SharedProgram shared)
{
    [Fact, Trait("Row", "R01")]
    public async Task Starting_answers_everything_that_is_needed_to_write_and_to_invite()
    {
        using var api = await shared.Client();
        var made = (await api.Post("/api/v1/retros", new { title = "Sprint 12", format = "went-well" })).Is(201).Json;
        Assert.Equal(43, made.GetProperty("id").GetString()!.Length);
        Assert.Equal(43, made.GetProperty("token").GetString()!.Length);
        Assert.Equal("1", made.GetProperty("participantId").GetString());
        Assert.True(made.GetProperty("version").GetInt64() > 0);
        Assert.Matches("^[2-9A-HJKMNP-Z]{6}$", made.GetProperty("joinCode").GetString());
        Assert.Matches("^[A-Za-z0-9_-]{43}$", made.GetProperty("joinUrl").GetString()!.Replace($"{api.Address}join/", ""));
        Assert.Equal(["went-well", "did-not", "ideas"], made.GetProperty("columns").EnumerateArray().Select(column => column.GetProperty("id").GetString()));
        Assert.All(made.GetProperty("columns").EnumerateArray(), column => Assert.NotEqual("", column.GetProperty("title").GetString()));

        var board = (await api.Get($"/api/v1/retros/{made.GetProperty("id")}", made.GetProperty("token").GetString())).Is(200).Json;
        Assert.Equal("write", board.GetProperty("phase").GetString());
        Assert.True(board.GetProperty("anonymous").GetBoolean());
        Assert.True(board.GetProperty("hidden").GetBoolean());
        Assert.Equal("Sprint 12", board.GetProperty("title").GetString());
        Assert.Equal(made.GetProperty("version").GetInt64(), board.GetProperty("version").GetInt64());
        Assert.Empty(board.GetProperty("cards").EnumerateArray());
    }

    [Fact, Trait("Row", "R01")]
    public async Task With_an_id_and_a_token_of_the_callers_own_a_repeat_is_the_same_answer()
    {
        using var api = await shared.Client();
        var body = new { title = "Sprint 12", format = "sailboat", id = Secret(), token = Secret() };
        var first = (await api.Post("/api/v1/retros", body)).Is(201);
        Assert.Equal(body.id, first.Json.GetProperty("id").GetString());
        Assert.Equal(body.token, first.Json.GetProperty("token").GetString());
        Assert.Equal(first.Text, (await api.Post("/api/v1/retros", body)).Is(201).Text);
        (await api.Post("/api/v1/retros", body with { token = Secret() })).Is(403, "not-yours");
    }

    [Fact, Trait("Row", "R01")]
    public async Task Both_of_two_starts_at_once_are_the_same_retro()
    {
        using var api = await shared.Client();
        var body = new { title = "Sprint 12", format = "sailboat", id = Secret(), token = Secret() };
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => api.Post("/api/v1/retros", body)));
        Assert.Single(answers.Select(answer => answer.Is(201).Text).Distinct());
    }

    [Theory, Trait("Row", "R01")]
    [InlineData("""{"format":"went-well"}""", "title-empty")]
    [InlineData("""{"title":"   ","format":"went-well"}""", "title-empty")]
    [InlineData("""{"title":"A","format":"wentwell"}""", "unknown-format")]
    [InlineData("""{"title":"A"}""", "unknown-format")]
    [InlineData("""{"title":"A","format":"went-well","id":"short"}""", "malformed")]
    [InlineData("""{"title":"A","format":"went-well","token":"short"}""", "malformed")]
    [InlineData("""{"title":"A","format":"went-well","anonymous":"yes"}""", "malformed")]
    [InlineData("""{"title":7,"format":"went-well"}""", "malformed")]
    public async Task What_cannot_be_started_is_said(string body, string code)
    {
        using var api = await shared.Client();
        (await api.Send(HttpMethod.Post, "/api/v1/retros", null, new StringContent(body, null, "application/json"))).Is(400, code);
    }

    [Fact, Trait("Row", "R35")]
    public async Task A_title_too_long_is_refused_with_the_length_that_fits()
    {
        using var api = await shared.Client();
        (await api.Post("/api/v1/retros", new { title = new string('x', 120), format = "kudos" })).Is(201);
        var refused = (await api.Post("/api/v1/retros", new { title = new string('x', 121), format = "kudos" })).Is(400, "text-too-long");
        Assert.Contains("120", refused.Json.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact, Trait("Row", "R02")]
    public async Task Only_a_seat_can_read_the_board_and_others_do_not_learn_that_it_exists()
    {
        using var api = await shared.Client();
        var retro = await TestRetro.Start(api);
        var other = await TestRetro.Start(api);
        (await api.Get($"/api/v1/retros/{retro.Id}")).Is(401, "no-token");
        var foreign = (await api.Get($"/api/v1/retros/{retro.Id}", other.Facilitator.Token)).Is(404, "not-found");
        var absent = (await api.Get($"/api/v1/retros/{Secret()}", other.Facilitator.Token)).Is(404, "not-found");
        Assert.Equal(absent.Text, foreign.Text);
        (await api.Get("/api/v1/retros/nothing", other.Facilitator.Token)).Is(404, "not-found");
    }

    [Fact, Trait("Row", "R35")]
    public async Task A_board_says_until_when_it_is_kept()
    {
        using var api = await shared.Client();
        var retro = await TestRetro.Start(api);
        var board = await retro.Facilitator.Board();
        Assert.Equal(14, (board.GetProperty("keptUntil").GetDateTimeOffset() - TimeProvider.System.GetUtcNow()).TotalDays, tolerance: 0.01);
    }

    [Fact]
    public async Task Answers_are_never_cached_and_carry_no_etag()
    {
        using var api = await shared.Client();
        var retro = await TestRetro.Start(api);
        foreach (var answer in new[] { await retro.Facilitator.GetBoard(), await retro.Facilitator.PutCard(Guid.NewGuid(), "a"), await retro.Facilitator.Export("json") })
        {
            Assert.Equal("no-store", answer.Is(200).Header("Cache-Control"));
            Assert.Null(answer.Header("ETag"));
            Assert.Equal(answer.Bytes.Length, answer.ContentHeaders.ContentLength);
        }
    }

    static string Secret() => System.Buffers.Text.Base64Url.EncodeToString(System.Security.Cryptography.RandomNumberGenerator.GetBytes(32));
}
