using OrleansRetro.Tests.Distributed;
using OrleansRetro.Tests.Infrastructure;
using OrleansRetro.Tests.Log;

namespace OrleansRetro.Tests.Account;

/// <summary>An account is known at every web, and out at every web.</summary>
[Collection(nameof(Alone))]
public sealed class InACluster(Postgres postgres)
{
    [Fact, Trait("Row", "Attack-A23")]
    public async Task Signing_out_at_one_web_cuts_off_the_page_at_another_within_a_minute()
    {
        await using var fleet = await Fleet.Start(postgres);
        using var ana = new PageVisitor(fleet.Webs[0].Address);
        var retro = await ana.StartRetro();
        await ana.SignUp("Ana", "ana@example.org", $"?keep={retro}");
        using var api = new ApiClient(fleet.Webs[0].Address);
        var token = await ana.Token();
        await using var page = await Circuit.Open(ana, $"/retros/{retro}");
        var kept = ana.Cookies;

        var began = TimeProvider.System.GetTimestamp();
        (await ana.PostAt(fleet.Webs[1].Address, "/sign-out", "/account")).Is(302);
        (await api.Get("/account", null, ("Cookie", kept), ("Accept", "text/html"))).Is(302);
        await page.Ended();
        Assert.True(TimeProvider.System.GetElapsedTime(began) < TimeSpan.FromSeconds(60));

        using var there = new ApiClient(fleet.Webs[1].Address);
        Assert.Equal("Ana", (await there.Get("/api/v1/me", token)).Is(200).Json.GetProperty("name").GetString());
        await ana.SignIn("ana@example.org");
        Assert.Empty(fleet.Webs.SelectMany(web => web.Complaints));
    }

    [Fact, Trait("Row", "Fault-R5")]
    public async Task Whoever_comes_first_after_the_database_was_restarted_is_not_told_of_it()
    {
        await using var server = await PostgresServer.Start();
        await using var fleet = await Fleet.Start(await TestDatabase.On(server));
        using var ana = new PageVisitor(fleet.Webs[0].Address);
        var retro = await ana.StartRetro();
        await ana.SignUp("Ana", "ana@example.org", $"?keep={retro}");
        using var api = new ApiClient(fleet.Webs[0].Address);
        var token = await ana.Token();
        // So many connections lie idle when the server dies.
        await Task.WhenAll(Enumerable.Range(0, 8).Select(async _ => (await api.Get("/api/v1/me", token)).Is(200)));

        await server.Crash();
        await server.Run();
        foreach (var _ in Enumerable.Range(0, 8))
            (await api.Get("/api/v1/me", token)).Is(200);
        (await api.Get("/account", null, ("Cookie", ana.Cookies), ("Accept", "text/html"))).Is(200);
    }
}
