using OrleansRetro.Tests.Infrastructure;

namespace OrleansRetro.Tests.Security;

/// <summary>Accounts that are left, closed or deleted, and what operators may do with them.</summary>
public abstract class ClosingTests(Store store)
{
    [Fact, Trait("Row", "Attack-A23")]
    public async Task Signing_out_leaves_a_guest_s_boards_and_forgetting_the_browser_does_not()
    {
        await using var program = await RetroProgram.Start();
        using var ana = new PageVisitor(program.Address);
        var retro = await ana.StartRetro();
        await ana.SignUp("Ana", "ana@example.org");
        Assert.Null((await ana.Post("/sign-out", "/account")).Is(302).Header("Clear-Site-Data"));
        (await ana.Get($"/retros/{retro}")).Is(200);
        await ana.SignIn("ana@example.org", password: PageVisitor.Password);

        Assert.Equal("\"storage\"", (await ana.Post("/sign-out", "/account", ("forget", "true"))).Is(302).Header("Clear-Site-Data"));

        Assert.False(await ana.IsSignedIn());
        (await ana.Get($"/retros/{retro}")).Is(404);
    }

    [Fact, Trait("Row", "Attack-A23")]
    public async Task A_closed_account_is_out_everywhere_and_its_tokens_with_it()
    {
        await using var program = await store.Start();
        using var ops = await program.Operator();
        using var ana = new PageVisitor(program.Address);
        using var api = new ApiClient(program.Address);
        var retro = await ana.StartRetro();
        await ana.SignUp("Ana", "ana@example.org", $"?keep={retro}");
        var (token, codes) = (await ana.Token(), await ana.Codes());
        await using var page = await Circuit.Open(ana, $"/retros/{retro}");
        var account = await ops.AccountNamed("Ana");
        var link = await ops.LinkFor(account);

        // Nobody else closes anything.
        (await ana.Post($"/ops/people/{account}/close", "/account")).Is(403);
        (await ops.Post($"/ops/people/{account}/close", $"/ops/people/{account}")).Is(302);
        Assert.False(await ana.IsSignedIn());
        await page.Ended();
        (await api.Get("/api/v1/me", token)).Is(401, "no-token");
        Assert.Contains("An operator has closed this account", (await ana.TrySignIn("ana@example.org")).Is(200).Text, StringComparison.Ordinal);
        (await ana.TryCode(codes[0])).Is(200);
        await ana.Get(link);
        Assert.False((await ana.Post("/sign-in/link", "/sign-in/link", ("_handler", "link"))).Headers.Contains("Location"));
        Assert.False(await ana.IsSignedIn());

        (await ops.Post($"/ops/people/{account}/open", $"/ops/people/{account}")).Is(302);
        await ana.SignIn("ana@example.org");
    }

    /// <summary>A seat is a way in of its own, which no session ends: it opens nothing as long as its person's account is closed.</summary>
    [Fact, Trait("Row", "Attack-A23")]
    public async Task A_closed_account_s_seats_open_nothing_until_it_is_opened_again()
    {
        await using var program = await store.Start();
        using var ops = await program.Operator();
        using var ana = new PageVisitor(program.Address);
        using var api = new ApiClient(program.Address);
        await ana.SignUp("Ana", "ana@example.org");
        var key = await ana.Token(writes: true);
        var team = Guid.NewGuid();
        (await api.Put($"/api/v1/teams/{team}", new { name = "Platform" }, key)).Is(200);
        var made = (await api.Post($"/api/v1/teams/{team}/retros", new { }, key)).Is(201).Json;
        var retro = made.GetProperty("id").GetString()!;
        TestSeat seat = new(api, retro, "", made.GetProperty("token").GetString()!);
        (await seat.PutCard(Guid.NewGuid(), "Before")).Is(200);
        await using var stream = await api.Watch(retro, seat.Token);
        await stream.Next("snapshot");
        var account = await ops.AccountNamed("Ana");

        (await ops.Post($"/ops/people/{account}/close", $"/ops/people/{account}")).Is(302);

        (await seat.PutCard(Guid.NewGuid(), "After")).Is(404);
        (await seat.GetBoard()).Is(404);
        (await seat.Export("md")).Is(404);
        (await ana.Get($"/retros/{retro}")).Is(404);
        (await ana.Get($"/retros/{retro}/summary")).Is(404);
        while (await stream.Next() is not null)
        {
            // What was on its way.
        }

        (await ops.Post($"/ops/people/{account}/open", $"/ops/people/{account}")).Is(302);
        (await seat.PutCard(Guid.NewGuid(), "After")).Is(200);
    }

    [Fact, Trait("Row", "Attack-A73")]
    public async Task Of_a_deleted_account_no_byte_is_left()
    {
        await using var program = await store.Start();
        using var zelda = new PageVisitor(program.Address);
        await zelda.SignUp("Zeldaqxw", "zeldaqx@erase.example");
        var token = await zelda.Token();
        await zelda.Codes();
        Assert.Equal("/", zelda.Leads(await zelda.Post("/account/leave", "/account/delete")));
        await program.Stop();
        Assert.Empty(await program.Keeps("Zeldaqxw", "zeldaqx@erase.example", "ZELDAQX@ERASE.EXAMPLE", token[..8]));
    }

    [Fact]
    public async Task Whoever_is_looked_at_or_acted_upon_is_told_and_found_by_their_name()
    {
        await using var program = await store.Start();
        using var ops = await program.Operator();
        using var ana = new PageVisitor(program.Address);
        await ana.SignUp("Ana", "ana@example.org");
        Assert.Contains("Nobody looked so far.", (await ana.Get("/home/looks")).Is(200).Text, StringComparison.Ordinal);

        var account = await ops.AccountNamed("Ana");
        (await ops.Get($"/ops/people/{account}")).Is(200);
        await ops.LinkFor(account);
        Assert.Equal(2, (await ana.Get("/home/looks")).Is(200).Text.Split("Olga looked at your name and mail address").Length);
        (await ops.Get($"/ops/people/{await ops.AccountNamed("Olga")}")).Is(200);
        Assert.Contains("Nobody looked so far.", (await ops.Get("/home/looks")).Is(200).Text, StringComparison.Ordinal);

        Assert.Contains("One-time link made", (await ops.Get("/ops/audit?find=ana")).Is(200).Text, StringComparison.Ordinal);
        Assert.EndsWith("?problem=last-operator", ops.Leads(await ops.Post("/account/leave", "/account/delete")), StringComparison.Ordinal);
        var refused = (await ops.Get("/ops/audit?find=last-operator")).Is(200).Text;
        Assert.Contains("You are the only operator", refused, StringComparison.Ordinal);
        Assert.DoesNotContain("<code", refused, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_last_operator_stays_until_somebody_takes_over()
    {
        await using var program = await store.Start();
        using var ops = await program.Operator();
        using var ana = new PageVisitor(program.Address);
        await ana.SignUp("Ana", "ana@example.org");
        var (own, other) = (await ops.AccountNamed("Olga"), await ops.AccountNamed("Ana"));
        Assert.Equal("/account?problem=last-operator", ops.Leads(await ops.Post("/account/leave", "/account/delete")));
        foreach (var act in new[] { "no-operator", "close" })
            Assert.EndsWith("?problem=last-operator", ops.Leads(await ops.Post($"/ops/people/{own}/{act}", $"/ops/people/{own}")), StringComparison.Ordinal);
        Assert.Contains("You are the only operator", (await ops.Get("/account?problem=last-operator")).Text, StringComparison.Ordinal);

        (await ops.Post($"/ops/people/{other}/make-operator", $"/ops/people/{other}")).Is(302);
        (await ana.Get("/ops/people")).Is(200);
        Assert.Equal("/", ops.Leads(await ops.Post("/account/leave", "/account/delete")));
        (await ops.Get("/ops/people")).Is(302);
    }
}

public sealed class ClosingTestsInFiles() : ClosingTests(Store.Files);

public sealed class ClosingTestsInADatabase(Postgres postgres) : ClosingTests(Store.In(postgres));
