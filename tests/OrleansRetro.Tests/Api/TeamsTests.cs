using System.Text.Json;
using OrleansRetro.Tests.Infrastructure;

namespace OrleansRetro.Tests.Api;

/// <summary>What a program does for somebody in their teams, by that person's token.</summary>
public sealed class TeamsTests(SharedProgram shared)
{
    static string NewId() => Guid.NewGuid().ToString();

    [Fact, Trait("Row", "R20")]
    public async Task A_team_is_founded_joined_kept_and_left()
    {
        var (ana, ben, eve) = (await Somebody.Signed(shared, "Ana"), await Somebody.Signed(shared, "Ben"), await Somebody.Signed(shared, "Eve"));
        var team = $"/teams/{NewId()}";
        Assert.Equal(1, Version(await ana.Put(team, new { name = "Platform" })));
        Assert.Equal(1, Version(await ana.Put(team, new { name = "Platform" })));
        (await eve.Put(team, new { name = "Mine" })).Is(404, "not-found");
        (await eve.Get(team)).Is(404, "not-found");

        var (invite, secret) = (NewId(), new string('s', 43));
        var made = (await ana.Put($"{team}/invites/{invite}", new { role = "member", uses = 1, token = secret })).Is(200).Json;
        Assert.EndsWith($"{team}/join/{secret}", made.GetProperty("url").GetString(), StringComparison.Ordinal);
        Assert.Equal(made.GetProperty("version").GetInt64(), Version(await ana.Put($"{team}/invites/{invite}", new { role = "member", uses = 1, token = secret })));
        (await eve.Post($"{team}/members", new { token = new string('x', 43) })).Is(404, "not-found");
        var joined = Version(await ben.Post($"{team}/members", new { token = secret }));
        Assert.Equal(joined, Version(await ben.Post($"{team}/members", new { token = secret })));
        (await eve.Post($"{team}/members", new { token = secret })).Is(404, "not-found");
        (await ben.Put(team, new { name = "Ours" })).Is(403);
        (await ben.Put($"{team}/members/{ana.Person}", new { role = "observer" })).Is(403);

        var (agreement, topic) = (NewId(), NewId());
        (await ben.Put($"{team}/agreements/{agreement}", new { text = "We start on time" })).Is(200);
        var reworded = Version(await ben.Put($"{team}/agreements/{agreement}", new { text = "We start at nine" }));
        Assert.Equal(reworded, Version(await ben.Put($"{team}/agreements/{agreement}", new { text = "We start at nine" })));
        (await ben.Put($"{team}/topics/{topic}", new { text = "Deploys take an hour" })).Is(200);
        (await ben.Put($"{team}/rhythm", new { rhythm = new { first = "2027-01-04", at = "09:30:00", zone = "Europe/Berlin", every = 2, unit = "weeks" } })).Is(200);
        (await ben.Put($"{team}/formats/ours", new { title = "Ours", columns = new[] { new { id = "keep", title = "Keep" }, new { id = "drop", title = "Drop" } } })).Is(200);
        (await ana.Put($"{team}/retention", new { months = 12 })).Is(200);

        var seen = (await ben.Get(team)).Is(200).Json;
        Assert.Equal(("Platform", "member", 12), (seen.GetProperty("name").GetString(), seen.GetProperty("mine").GetString(), seen.GetProperty("retentionMonths").GetInt32()));
        Assert.Equal(["Ana facilitator", "Ben member"], Each(seen, "members", member => $"{member.GetProperty("name").GetString()} {member.GetProperty("role").GetString()}").Order());
        Assert.Equal(["We start at nine"], Each(seen, "agreements", each => each.GetProperty("text").GetString()!));
        Assert.Equal(["Deploys take an hour"], Each(seen, "waiting", each => each.GetProperty("text").GetString()!));
        Assert.Equal(["ours"], Each(seen, "formats", each => each.GetProperty("id").GetString()!));
        Assert.Equal("09:30:00", seen.GetProperty("rhythm").GetProperty("at").GetString());
        Assert.Empty(Each(seen, "invites", each => each.ToString()));

        var teams = (await ben.Get("/teams")).Is(200).Json.EnumerateArray().ToArray();
        Assert.Equal(("Platform", "member"), (Assert.Single(teams).GetProperty("name").GetString(), teams[0].GetProperty("mine").GetString()));
        Assert.Empty((await eve.Get("/teams")).Is(200).Json.EnumerateArray());

        (await ben.Delete($"{team}/agreements/{agreement}")).Is(200);
        (await ben.Delete($"{team}/topics/{topic}")).Is(200);
        (await ben.Put($"{team}/rhythm", new { rhythm = (object?)null })).Is(200);
        (await ana.Delete($"{team}/members/{ana.Person}")).Is(409, "last-facilitator");
        (await ana.Put($"{team}/members/{ben.Person}", new { role = "facilitator" })).Is(200);
        (await ana.Delete($"{team}/members/{ana.Person}")).Is(200);
        (await ana.Get(team)).Is(404, "not-found");
        Assert.Equal(204, (int)(await ben.Delete(team)).Status);
        (await ben.Get(team)).Is(404, "not-found");
    }

    [Fact, Trait("Row", "R03"), Trait("Row", "S08")]
    public async Task A_retro_of_the_team_opens_with_what_has_waited()
    {
        var ana = await Somebody.Signed(shared, "Ana");
        var team = $"/teams/{NewId()}";
        (await ana.Put(team, new { name = "Payments" })).Is(200);
        (await ana.Put($"{team}/topics/{NewId()}", new { text = "Refunds wait for a person" })).Is(200);
        var body = new { id = new string('r', 20) + Guid.NewGuid().ToString("N"), token = new string('t', 40), title = "Sprint 12", format = "start-stop-continue", anonymous = false, hidden = false };

        var started = (await ana.Post($"{team}/retros", body)).Is(201).Json;
        var again = (await ana.Post($"{team}/retros", body)).Is(201).Json;

        Assert.Equal(started.GetProperty("participantId").GetString(), again.GetProperty("participantId").GetString());
        var retro = started.GetProperty("id").GetString();
        var board = (await ana.Api.Get($"/api/v1/retros/{retro}", body.token)).Is(200).Json;
        Assert.Equal("Sprint 12", board.GetProperty("title").GetString());
        Assert.Equal(["Refunds wait for a person"], Each(board, "cards", card => card.GetProperty("text").GetString()!));
        Assert.Equal([retro!], Each((await ana.Get(team)).Is(200).Json, "retros", each => each.GetProperty("id").GetString()!));

        (await ana.Put($"{team}/retros/{retro}", new { discarded = true })).Is(200);
        (await ana.Put($"{team}/retros/{retro}", new { archived = true })).Is(200);
        var kept = (await ana.Get(team)).Is(200).Json.GetProperty("retros")[0];
        Assert.True(kept.GetProperty("archived").GetBoolean());
        Assert.False(kept.TryGetProperty("discardedAt", out _));
    }

    [Theory, Trait("Row", "Attack-A59")]
    [InlineData("rhythm", "{}")]
    [InlineData("rhythm", """{"rhythm":{"first":"2027-01-04","at":"nine","zone":"Europe/Berlin","every":1,"unit":"weeks"}}""")]
    [InlineData("rhythm", """{"rhythm":{"first":"2027-01-04","at":"09:00:00","zone":null,"every":1,"unit":"weeks"}}""")]
    [InlineData("rhythm", """{"rhythm":{"first":"2027-01-04","at":"09:00:00","zone":"Mars/Base","every":1,"unit":"weeks"}}""")]
    [InlineData("retention", "{}")]
    [InlineData("retention", """{"months":7}""")]
    [InlineData("formats/x", "{}")]
    [InlineData("formats/x", """{"title":"X","columns":[null]}""")]
    [InlineData("formats/x", """{"title":"X","columns":[{"id":"UPPER","title":"x"}]}""")]
    [InlineData("agreements/7", """{"text":"x"}""")]
    [InlineData("agreements/7ffbf9d9-6d2b-4f0e-9b11-5e9a4bf3a001", "{}")]
    [InlineData("topics/7ffbf9d9-6d2b-4f0e-9b11-5e9a4bf3a001", """{"text":" "}""")]
    [InlineData("members/7ffbf9d9-6d2b-4f0e-9b11-5e9a4bf3a001", """{"role":"god"}""")]
    [InlineData("members/7ffbf9d9-6d2b-4f0e-9b11-5e9a4bf3a001", """{"role":2}""")]
    [InlineData("invites/7ffbf9d9-6d2b-4f0e-9b11-5e9a4bf3a001", """{"role":"member","token":"short"}""")]
    [InlineData("invites/7ffbf9d9-6d2b-4f0e-9b11-5e9a4bf3a001", """{"until":"2001-01-01T00:00:00Z"}""")]
    [InlineData("invites/7ffbf9d9-6d2b-4f0e-9b11-5e9a4bf3a001", """{"uses":0}""")]
    [InlineData("invites/7ffbf9d9-6d2b-4f0e-9b11-5e9a4bf3a001", """{"uses":-1}""")]
    [InlineData("invites/7ffbf9d9-6d2b-4f0e-9b11-5e9a4bf3a001", """{"uses":1000000}""")]
    [InlineData("retros/x", "[]")]
    public async Task What_makes_no_sense_is_refused_and_changes_nothing(string what, string body)
    {
        var ana = await Somebody.Signed(shared, "Ana");
        var team = $"/teams/{NewId()}";
        var version = Version(await ana.Put(team, new { name = "Payments" }));
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        var answer = await ana.Api.Send(HttpMethod.Put, $"/api/v1{team}/{what}", ana.Token, content);
        Assert.InRange((int)answer.Status, 400, 409);
        Assert.NotEmpty(answer.Json.GetProperty("code").GetString()!);
        Assert.Equal(version, (await ana.Get(team)).Json.GetProperty("version").GetInt64());
    }

    [Fact, Trait("Row", "S26")]
    public async Task What_somebody_has_chosen_is_theirs_to_read_and_change()
    {
        var ana = await Somebody.Signed(shared, "Ana");
        (await ana.Put("/me/stage", new { stage = "senior" })).Is(200);
        (await ana.Put("/me/zone", new { zone = "Asia/Kathmandu" })).Is(200);
        (await ana.Put("/me/language", new { language = "de" })).Is(200);
        (await ana.Put("/me/zone", new { zone = "Mars/Base" })).Is(409, "unknown-zone");
        (await ana.Put("/me/language", new { language = "tlh" })).Is(409, "unknown-language");
        (await ana.Put("/me/stage", new { stage = "king" })).Is(400, "malformed");
        (await ana.Put("/me/stage", new { })).Is(400, "malformed");
        var me = (await ana.Get("/me")).Is(200).Json;
        Assert.Equal(("Ana", "senior", "Asia/Kathmandu", "de"), (me.GetProperty("name").GetString(), me.GetProperty("stage").GetString(), me.GetProperty("zone").GetString(), me.GetProperty("language").GetString()));
        Assert.Contains("Asia/Kathmandu", (await ana.Get("/me/export")).Is(200).Json.ToString(), StringComparison.Ordinal);

        (await ana.Put("/me/stage", new { stage = (string?)null })).Is(200);
        Assert.False((await ana.Get("/me")).Json.TryGetProperty("stage", out _));
    }

    [Fact]
    public async Task Everything_about_somebody_is_theirs_to_take_along_and_nothing_of_others_with_it()
    {
        var (ana, ben) = (await Somebody.Signed(shared, "Ana"), await Somebody.Signed(shared, "Ben"));
        var team = $"/teams/{NewId()}";
        (await ana.Put(team, new { name = "Payments" })).Is(200);
        var (mine, bens) = (new string('a', 40), new string('b', 40));
        var retro = (await ana.Post($"{team}/retros", new { token = mine, title = "Sprint 12", format = "went-well", anonymous = false, hidden = false })).Is(201).Json;
        var board = $"/api/v1/retros/{retro.GetProperty("id").GetString()}";
        (await ana.Api.Post($"{board}/seats", new { name = "Guest", joinCode = retro.GetProperty("joinCode").GetString(), token = bens })).Is(201);
        (await ana.Api.Put($"{board}/cards/{NewId()}", new { column = "ideas", text = "Refund by button" }, mine)).Is(200);
        (await ana.Api.Put($"{board}/cards/{NewId()}", new { column = "ideas", text = "Not Ana's words" }, bens)).Is(200);

        var record = (await ana.Get("/me/export")).Is(200).Json;

        Assert.Equal("Ana", record.GetProperty("profile").GetProperty("name").GetString());
        Assert.EndsWith("@example.org", record.GetProperty("account").GetProperty("email").GetString(), StringComparison.Ordinal);
        Assert.Equal([ana.Token[..8]], Each(record.GetProperty("account"), "tokens", token => token.GetProperty("start").GetString()!));
        Assert.Equal(["password"], Each(record.GetProperty("account"), "sessions", session => session.GetProperty("cameBy").GetString()!));
        Assert.Equal(["Payments"], Each(record, "teams", each => each.GetProperty("name").GetString()!));
        var kept = Assert.Single(record.GetProperty("retros").EnumerateArray());
        Assert.Equal(["Refund by button"], Each(kept, "cards", card => card.GetProperty("text").GetString()!));
        Assert.NotEmpty(record.GetProperty("kept").GetProperty("events").EnumerateArray());
        Assert.All(["Not Ana's words", ana.Token[8..], mine, PageVisitor.Password, ben.Person], never => Assert.DoesNotContain(never, record.ToString(), StringComparison.Ordinal));
        Assert.DoesNotContain("Payments", (await ben.Get("/me/export")).Json.ToString(), StringComparison.Ordinal);
    }

    static long Version(Answer answer) => answer.Is(200).Json.GetProperty("version").GetInt64();

    static string[] Each(JsonElement of, string list, Func<JsonElement, string> say) => [.. of.GetProperty(list).EnumerateArray().Select(say)];
}
