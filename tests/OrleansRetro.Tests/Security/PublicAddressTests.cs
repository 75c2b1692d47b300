using OrleansRetro.Tests.Infrastructure;

namespace OrleansRetro.Tests.Security;

/// <summary>With a public https address.</summary>
public sealed class PublicAddressTests
{
    [Fact, Trait("Row", "Attack-A11")]
    public async Task Links_cookies_and_headers_are_those_of_the_public_address()
    {
        await using var program = await RetroProgram.Start(null, ("Retro__PublicUrl", "https://retro.example.org"));
        using var api = new ApiClient(program.LocalAddress);
        (string, string) publicly = ("Host", "retro.example.org");
        foreach (var host in new[] { publicly, ("Host", "localhost") })
        {
            var made = (await api.Post("/api/v1/retros", new { title = "A", format = "kudos" }, null, host)).Is(201);
            Assert.StartsWith("https://retro.example.org/join/", made.Json.GetProperty("joinUrl").GetString(), StringComparison.Ordinal);
        }
        (await api.Get("/", null, ("Host", "localhost"))).Is(200);
        var landing = (await api.Get("/", null, publicly)).Is(200);
        Assert.StartsWith("__Host-forms=", landing.Header("Set-Cookie"), StringComparison.Ordinal);
        Assert.Contains("secure", landing.Header("Set-Cookie"), StringComparison.OrdinalIgnoreCase);
        Assert.StartsWith("max-age=", landing.Header("Strict-Transport-Security"), StringComparison.Ordinal);
        (await api.Get("/", null, ("Host", "evil.example"))).Is(400);

        (await api.Send(HttpMethod.Post, "/_blazor/negotiate?negotiateVersion=1", null, null, publicly, ("Origin", "https://retro.example.org"))).Is(200);
        (await api.Send(HttpMethod.Post, "/_blazor/negotiate?negotiateVersion=1", null, null, publicly, ("Origin", "https://evil.example"))).Is(403);
    }

    [Fact, Trait("Row", "Attack-A30")]
    public async Task Behind_a_proxy_each_address_guesses_for_itself_and_nobody_else_can_say_so()
    {
        await using var program = await RetroProgram.Start(null, ("Retro__Limits__WrongCodesAtOnce", "3"), ("Retro__Limits__WrongCodesPerMinute", "1"), ("Retro__Proxies", "10.0.0.0/8, 192.0.2.1"));
        using var api = new ApiClient(program.Address);
        Task<Answer> Guess(string from) => api.Post("/api/v1/seats", new { name = "Eve", joinCode = "AAAAAA" }, null, ("X-Forwarded-For", from));
        for (var guess = 0; guess < 3; guess++)
            (await Guess("203.0.113.7")).Is(404);
        (await Guess("203.0.113.7")).Is(429, "slow-down");
        (await Guess("198.51.100.9, 203.0.113.7")).Is(429, "slow-down");
        (await Guess("203.0.113.8")).Is(404);
    }
}
