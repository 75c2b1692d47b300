using OrleansRetro.Tests.Infrastructure;

namespace OrleansRetro.Tests.Api;

/// <summary>Getting in.</summary>
public sealed class SeatsTests(SharedProgram shared)
{
    [Fact, Trait("Row", "R02")]
    public async Task A_seat_is_taken_with_the_code_and_by_whoever_has_only_the_code()
    {
        using var api = await shared.Client();
        var retro = await TestRetro.Start(api);
        var ben = await retro.Join("Ben");
        Assert.Equal("2", ben.Participant);

        var found = (await api.Post("/api/v1/seats", new { name = "Cleo", joinCode = retro.JoinCode })).Is(201).Json;
        Assert.Equal(retro.Id, found.GetProperty("retroId").GetString());
        var cleo = new TestSeat(api, retro.Id, found.GetProperty("participantId").GetString()!, found.GetProperty("token").GetString()!);
        Assert.Equal("3", cleo.Participant);

        var people = (await cleo.Board()).GetProperty("participants").EnumerateArray().ToArray();
        Assert.Equal(["Facilitator", "Ben", "Cleo"], people.Select(person => person.GetProperty("name").GetString()));
        Assert.Equal([true, false, false], people.Select(person => person.GetProperty("facilitator").GetBoolean()));
    }

    [Theory, Trait("Row", "R02")]
    [InlineData("lower")]
    [InlineData("spaced")]
    [InlineData("link")]
    public async Task A_code_may_be_typed_as_people_type_and_the_links_token_works_as_well(string how)
    {
        using var api = await shared.Client();
        var retro = await TestRetro.Start(api);
        var typed = how switch
        {
            "lower" => retro.JoinCode.ToLowerInvariant(),
            "spaced" => $" {retro.JoinCode[..3]}-{retro.JoinCode[3..]} ",
            _ => retro.JoinUrl.Split('/')[^1],
        };
        Assert.Equal(retro.Id, (await api.Post("/api/v1/seats", new { name = "Ben", joinCode = typed })).Is(201).Json.GetProperty("retroId").GetString());
    }

    [Fact, Trait("Row", "R02")]
    public async Task With_an_id_and_a_token_of_the_callers_own_a_repeat_is_the_same_seat()
    {
        using var api = await shared.Client();
        var retro = await TestRetro.Start(api);
        var body = new { name = "Ben", joinCode = retro.JoinCode, id = Token(), token = Token() };
        foreach (var path in new[] { $"/api/v1/retros/{retro.Id}/seats", "/api/v1/seats" })
        {
            var mine = body with { id = Token(), token = Token() };
            var first = (await api.Post(path, mine)).Is(201);
            Assert.Equal(mine.token, first.Json.GetProperty("token").GetString());
            Assert.Equal(first.Text, (await api.Post(path, mine)).Is(201).Text);
            (await api.Post(path, mine with { token = Token() })).Is(403, "seat-taken");
        }
        Assert.Equal(3, (await retro.Facilitator.Board()).GetProperty("participants").GetArrayLength());
    }

    [Fact, Trait("Row", "R02")]
    public async Task A_wrong_code_opens_nothing_and_tells_nothing()
    {
        using var api = await shared.Client();
        var retro = await TestRetro.Start(api);
        var other = await TestRetro.Start(api);
        var wrong = (await api.Post($"/api/v1/retros/{retro.Id}/seats", new { name = "Eve", joinCode = other.JoinCode })).Is(404, "not-found");
        var absent = (await api.Post($"/api/v1/retros/{Token()}/seats", new { name = "Eve", joinCode = other.JoinCode })).Is(404, "not-found");
        var guessed = (await api.Post("/api/v1/seats", new { name = "Eve", joinCode = "AAAAAA" })).Is(404, "not-found");
        Assert.Equal(wrong.Text, absent.Text);
        Assert.Equal(wrong.Text, guessed.Text);
    }

    [Theory, Trait("Row", "R02")]
    [InlineData("", "name-empty")]
    [InlineData("   ", "name-empty")]
    [InlineData(null, "name-empty")]
    public async Task A_seat_needs_a_name(string? name, string code)
    {
        using var api = await shared.Client();
        var retro = await TestRetro.Start(api);
        (await api.Post($"/api/v1/retros/{retro.Id}/seats", new { name, joinCode = retro.JoinCode })).Is(400, code);
    }

    [Fact, Trait("Row", "R35")]
    public async Task Names_ids_and_tokens_have_lengths()
    {
        using var api = await shared.Client();
        var retro = await TestRetro.Start(api);
        var path = $"/api/v1/retros/{retro.Id}/seats";
        (await api.Post(path, new { name = new string('n', 61), joinCode = retro.JoinCode })).Is(400, "text-too-long");
        (await api.Post(path, new { name = "Ben", joinCode = retro.JoinCode, id = new string('i', 40_000), token = Token() })).Is(400, "malformed");
        (await api.Post(path, new { name = "Ben", joinCode = retro.JoinCode, id = Token(), token = new string('t', 400) })).Is(400, "malformed");
        (await api.Post(path, new { name = "Ben", joinCode = new string('c', 40_000) })).Is(404, "not-found");
    }

    [Fact, Trait("Row", "R35")]
    public async Task Two_hundred_people_fit_and_the_next_is_told_so()
    {
        using var api = await shared.Client();
        var retro = await TestRetro.Start(api);
        for (var joined = 1; joined < 200; joined += 20)
            await Task.WhenAll(Enumerable.Range(joined, Math.Min(20, 200 - joined)).Select(number => retro.Join($"Person {number}")));
        var full = (await api.Post($"/api/v1/retros/{retro.Id}/seats", new { name = "One more", joinCode = retro.JoinCode })).Is(409, "full-people");
        Assert.Contains("200", full.Json.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal(200, (await retro.Facilitator.Board()).GetProperty("participants").GetArrayLength());
    }

    static string Token() => System.Buffers.Text.Base64Url.EncodeToString(System.Security.Cryptography.RandomNumberGenerator.GetBytes(32));
}
