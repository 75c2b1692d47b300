using OrleansRetro.Tests.Infrastructure;

namespace OrleansRetro.Tests.Security;

/// <summary>What every answer carries, and what cookies are like.</summary>
public abstract class HeaderTests(SharedInstallation shared)
{
    [Theory]
    [InlineData("GET", "/", 200)]
    [InlineData("GET", "/css/app.css", 200)]
    [InlineData("GET", "/_framework/blazor.web.js", 200)]
    [InlineData("GET", "/nothing-here", 404)]
    [InlineData("GET", "/api/v1/formats", 200)]
    [InlineData("GET", "/api/v1/nothing", 404)]
    [InlineData("DELETE", "/api/v1/formats", 405)]
    [InlineData("POST", "/api/v1/retros", 415)]
    [InlineData("POST", "/start", 400)]
    [InlineData("POST", "/_blazor/negotiate", 403)]
    [InlineData("GET", "/health/live", 200)]
    [InlineData("GET", "/openapi/v1.json", 200)]
    [InlineData("GET", "/docs/api/", 200)]
    [Trait("Row", "Attack-A13")]
    public async Task Every_kind_of_answer_has_the_safe_headers(string method, string path, int status)
    {
        using var api = await shared.Client();
        var answer = (await api.Send(new(method), path, null, null)).Is(status);
        var policy = answer.Header("Content-Security-Policy")!;
        Assert.All(["default-src 'self'", "object-src 'none'", "base-uri 'self'", "form-action 'self'", "frame-ancestors 'none'"], part => Assert.Contains(part, policy, StringComparison.Ordinal));
        Assert.Equal(path.StartsWith("/docs", StringComparison.Ordinal), policy.Contains("script-src 'self' 'unsafe-inline'", StringComparison.Ordinal));
        Assert.DoesNotContain("frame-ancestors 'self'", policy, StringComparison.Ordinal);
        Assert.Equal("DENY", answer.Header("X-Frame-Options"));
        Assert.Equal("nosniff", answer.Header("X-Content-Type-Options"));
        Assert.Equal("no-referrer", answer.Header("Referrer-Policy"));
        Assert.Equal("same-origin", answer.Header("Cross-Origin-Opener-Policy"));
        Assert.Contains("camera=()", answer.Header("Permissions-Policy"), StringComparison.Ordinal);
        Assert.Null(answer.Header("Server"));
        Assert.Null(answer.Header("X-Powered-By"));
    }

    [Fact, Trait("Row", "Attack-A13")]
    public async Task A_board_has_them_too_and_is_kept_by_nobody()
    {
        using var visitor = new PageVisitor((await shared.Program).Address);
        var board = (await visitor.Get($"/retros/{await visitor.StartRetro()}")).Is(200);
        Assert.Contains("frame-ancestors 'none'", board.Header("Content-Security-Policy"), StringComparison.Ordinal);
        Assert.DoesNotContain("|", board.Header("Content-Security-Policy"), StringComparison.Ordinal);
        Assert.Equal("DENY", board.Header("X-Frame-Options"));
        Assert.Contains("no-store", board.Header("Cache-Control"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cookies_are_out_of_reach_of_scripts_and_other_sites()
    {
        using var visitor = new PageVisitor((await shared.Program).Address);
        var landing = (await visitor.Get("/")).Is(200).Header("Set-Cookie")!;
        Assert.Contains("httponly", landing, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=strict", landing, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("visitor=", landing, StringComparison.Ordinal);
        var started = (await visitor.Post("/start", "/")).Is(302).Header("Set-Cookie")!;
        Assert.Matches("^visitor=[A-Za-z0-9_-]{43};", started);
        foreach (var part in new[] { "httponly", "samesite=lax", "path=/" })
            Assert.Contains(part, started, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("domain=", started, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("evil.example"), InlineData("127.0.0.1.evil.example"), InlineData("evil.example:80"), InlineData("localhost.evil.example")]
    [Trait("Row", "Attack-A11")]
    public async Task Another_host_is_400_on_every_page(string host)
    {
        using var api = await shared.Client();
        foreach (var path in new[] { "/", "/api/v1/formats", "/join/ABCDEF", "/health/live", "/openapi/v1.json", "/_blazor/negotiate" })
            (await api.Get(path, null, ("Host", host))).Is(400);
        (await api.Post("/api/v1/retros", new { title = "A", format = "kudos" }, null, ("Host", host))).Is(400);
    }

    [Fact, Trait("Row", "Attack-A11")]
    public async Task Forwarded_hosts_do_not_get_into_links()
    {
        using var api = await shared.Client();
        var made = (await api.Post("/api/v1/retros", new { title = "A", format = "kudos" }, null, ("X-Forwarded-Host", "evil.example"), ("X-Original-Host", "evil.example"), ("Forwarded", "host=evil.example"))).Is(201);
        Assert.StartsWith($"{api.Address}join/", made.Json.GetProperty("joinUrl").GetString(), StringComparison.Ordinal);
    }
}

public sealed class HeaderTestsInFiles(SharedProgram shared) : HeaderTests(shared);

public sealed class HeaderTestsInADatabase(Postgres postgres) : HeaderTests(postgres.Shared);
