using System.Net.WebSockets;
using OrleansRetro.Tests.Infrastructure;

namespace OrleansRetro.Tests.Security;

/// <summary>Pages of other origins: no circuit, no forged form, no reading.</summary>
public abstract class OriginTests(SharedInstallation shared)
{
    [Theory]
    [InlineData("https://evil.example"), InlineData("null"), InlineData(null), InlineData("http://127.0.0.1:1"), InlineData("https://127.0.0.1")]
    [Trait("Row", "Attack-A1")]
    public async Task A_socket_from_elsewhere_is_refused(string? origin)
    {
        using var api = await shared.Client();
        using var socket = new ClientWebSocket();
        socket.Options.CollectHttpResponseDetails = true;
        if (origin is not null)
            socket.Options.SetRequestHeader("Origin", origin);
        await Assert.ThrowsAsync<WebSocketException>(() => socket.ConnectAsync(new($"ws://{api.Address.Authority}/_blazor"), TestContext.Current.CancellationToken));
        Assert.Equal(403, (int)socket.HttpStatusCode);
    }

    [Theory]
    [InlineData("https://evil.example"), InlineData("null"), InlineData(null)]
    [Trait("Row", "Attack-A2")]
    public async Task A_negotiation_from_elsewhere_is_refused(string? origin)
    {
        using var api = await shared.Client();
        (string, string)[] headers = origin is null ? [] : [("Origin", origin)];
        (await api.Send(HttpMethod.Post, "/_blazor/negotiate?negotiateVersion=1", null, null, headers)).Is(403);
        (await api.Send(HttpMethod.Post, "/_blazor/disconnect", null, null, headers)).Is(403);
    }

    [Fact, Trait("Row", "Attack-A1"), Trait("Row", "Attack-A2")]
    public async Task The_same_origin_is_served()
    {
        using var visitor = new PageVisitor((await shared.Program).Address);
        await using var circuit = await Circuit.Connect(visitor);
        Assert.False(circuit.HasEnded);
    }

    [Theory]
    [InlineData("/start", "format", "went-well"), InlineData("/sample", "format", "went-well"), InlineData("/join/ABCDEF", "name", "Eve"), InlineData("/language", "culture", "de")]
    [Trait("Row", "Attack-A14")]
    public async Task A_form_without_the_pages_own_token_is_400(string path, string field, string value)
    {
        using var visitor = new PageVisitor((await shared.Program).Address);
        (await visitor.Post(path, page: null, (field, value))).Is(400);
        (await visitor.Post(path, page: null, (field, value), ("__RequestVerificationToken", "CfDJ8forged"))).Is(400);
        Assert.Equal("", visitor.Cookies);
    }

    [Fact, Trait("Row", "Attack-A14")]
    public async Task A_form_opened_before_the_cookie_came_is_still_good()
    {
        using var visitor = new PageVisitor((await shared.Program).Address);
        var landing = (await visitor.Get("/")).Is(200).Text;
        var token = System.Text.RegularExpressions.Regex.Match(landing, "__RequestVerificationToken\"[^>]* value=\"([^\"]+)").Groups[1].Value;
        (await visitor.Post("/start", null, ("__RequestVerificationToken", token))).Is(302);
        (await visitor.Post("/start", null, ("__RequestVerificationToken", token))).Is(302);
    }

    [Theory]
    [InlineData("text/plain"), InlineData("application/x-www-form-urlencoded"), InlineData("multipart/form-data"), InlineData("text/json"), InlineData("application/json; charset=utf-16"), InlineData(null)]
    [Trait("Row", "Attack-A15")]
    public async Task JSON_by_another_name_is_415(string? type)
    {
        using var api = await shared.Client();
        var content = new ByteArrayContent("""{"title":"A","format":"kudos"}"""u8.ToArray());
        if (type is not null)
            content.Headers.TryAddWithoutValidation("Content-Type", type);
        (await api.Send(HttpMethod.Post, "/api/v1/retros", null, content)).Is(415, "not-json");
    }

    [Theory]
    [InlineData("application/json"), InlineData("application/json; charset=utf-8"), InlineData("Application/JSON;charset=\"UTF-8\"")]
    public async Task JSON_is_JSON_however_it_is_spelt(string type)
    {
        using var api = await shared.Client();
        var content = new ByteArrayContent("""{"title":"A","format":"kudos"}"""u8.ToArray());
        content.Headers.TryAddWithoutValidation("Content-Type", type);
        (await api.Send(HttpMethod.Post, "/api/v1/retros", null, content)).Is(201);
    }

    [Fact, Trait("Row", "Attack-A15")]
    public async Task A_cookie_alone_changes_nothing_over_the_API()
    {
        using var api = await shared.Client();
        using var visitor = new PageVisitor(api.Address);
        var retro = await visitor.StartRetro();
        (await api.Put($"/api/v1/retros/{retro}/phase", new { phase = "close" }, null, ("Cookie", visitor.Cookies))).Is(401, "no-token");
        (await api.Get($"/api/v1/retros/{retro}", null, ("Cookie", visitor.Cookies))).Is(200);
    }

    [Theory]
    [InlineData("/api/v1/retros"), InlineData("/api/v1/formats"), InlineData("/"), InlineData("/openapi/v1.json")]
    [Trait("Row", "Attack-A17")]
    public async Task No_other_origin_is_ever_allowed_to_read(string path)
    {
        using var api = await shared.Client();
        (string, string)[] headers = [("Origin", "https://evil.example"), ("Access-Control-Request-Method", "POST"), ("Access-Control-Request-Headers", "authorization")];
        foreach (var method in new[] { HttpMethod.Options, HttpMethod.Get })
        {
            var answer = await api.Send(method, path, null, null, headers);
            Assert.DoesNotContain(answer.Headers, header => header.Key.StartsWith("Access-Control", StringComparison.OrdinalIgnoreCase));
        }
    }

    [Theory]
    [InlineData("//evil.example"), InlineData("https://evil.example"), InlineData("/\\evil.example"), InlineData("javascript:alert(1)"), InlineData("\t//evil.example"), InlineData("")]
    public async Task Nobody_is_sent_elsewhere_after_choosing_a_language(string back)
    {
        using var visitor = new PageVisitor((await shared.Program).Address);
        Assert.Equal("/", (await visitor.Post("/language", "/", ("culture", "de"), ("back", back))).Is(302).Header("Location"));
    }
}

public sealed class OriginTestsInFiles(SharedProgram shared) : OriginTests(shared);

public sealed class OriginTestsInADatabase(Postgres postgres) : OriginTests(postgres.Shared);
