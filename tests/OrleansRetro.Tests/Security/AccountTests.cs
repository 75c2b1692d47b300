using OrleansRetro.Tests.Infrastructure;

namespace OrleansRetro.Tests.Security;

/// <summary>Accounts as somebody meets them who wants into one that isn't theirs; limits as shipped, or nearly.</summary>
public abstract class AccountTests(Store store)
{
    const string Wrong = "not the password at all";

    [Fact, Trait("Row", "Attack-A19")]
    public async Task Who_guesses_at_an_account_is_slowed_down_and_its_owner_is_not()
    {
        await using var program = await store.Start(("Retro__Limits__WrongCodesAtOnce", "1000"));
        using var ana = new PageVisitor(program.Address);
        using var elsewhere = new PageVisitor(program.Address);
        await ana.SignUp("Ana", "ana@example.org");
        var codes = await ana.Codes();
        await ana.SignOut();
        using var eve = new PageVisitor(program.Address);
        for (var i = 0; i < 10; i++)
            Assert.Contains("fit together", (await eve.TrySignIn("ana@example.org", password: $"{Wrong} {i}")).Is(200).Text, StringComparison.Ordinal);

        // From now on not even the right one helps whoever was never here before; nor an address with capitals, nor a browser that knows another account.
        foreach (var mail in new[] { "ana@example.org", "ANA@example.org" })
            Assert.Contains("a lot at once", (await eve.TrySignIn(mail)).Is(200).Text, StringComparison.Ordinal);
        await eve.SignUp("Eve", "eve@example.org");
        await eve.SignOut();
        Assert.Contains("a lot at once", (await eve.TrySignIn("ana@example.org")).Is(200).Text, StringComparison.Ordinal);

        // The owner gets in where they were before, and with a code anywhere.
        await ana.SignIn("ana@example.org");
        (await elsewhere.TryCode(codes[0])).Is(302);
    }

    [Fact, Trait("Row", "Attack-A19")]
    public async Task Who_guesses_at_many_accounts_is_slowed_down_by_address()
    {
        await using var program = await store.Start(("Retro__Limits__WrongCodesAtOnce", "8"), ("Retro__Limits__WrongCodesPerMinute", "1"));
        using var eve = new PageVisitor(program.Address);
        for (var i = 0; i < 8; i++)
            await eve.TrySignIn($"somebody-{i}@example.org", password: Wrong);
        Assert.Contains("a lot at once", (await eve.TrySignIn("somebody-9@example.org", password: Wrong)).Is(200).Text, StringComparison.Ordinal);
        Assert.Contains("a lot at once", (await eve.TryCode("ABCD-EFGH-JKLM-NPQR")).Is(200).Text, StringComparison.Ordinal);
    }

    [Fact, Trait("Row", "Attack-A59"), Trait("Row", "Attack-A60")]
    public async Task Somebody_s_dead_tokens_keep_nobody_else_out()
    {
        await using var program = await store.Start(("Retro__Limits__WrongCodesAtOnce", "12"));
        using var ana = new PageVisitor(program.Address);
        using var api = new ApiClient(program.Address);
        await ana.SignUp("Ana", "ana@example.org");
        var token = await ana.Token();
        for (var number = 0; number < 40; number++)
            (await api.Get("/api/v1/me", $"ort_{Guid.NewGuid():N}{Guid.NewGuid():N}"[..47])).Is(401, "no-token");
        (await api.Get("/api/v1/me", token)).Is(200);
        using var ben = new PageVisitor(program.Address);
        await ben.SignUp("Ben", "ben@example.org");
    }

    [Theory, Trait("Row", "Attack-A33")]
    [InlineData("/ü", "/%C3%BC"), InlineData("/retros?find=über", "/retros?find=%C3%BCber"), InlineData("/😀\u2028", "/%F0%9F%98%80%E2%80%A8"), InlineData("/ü/..//evil.example", "//evil.example")]
    public async Task Whoever_comes_from_a_page_in_another_alphabet_goes_back_to_it(string page, string leads)
    {
        await using var program = await store.Start();
        using var ana = new PageVisitor(program.Address);
        await ana.SignUp("Ana", "ana@example.org");
        await ana.SignOut();
        var location = new Uri((await ana.TrySignIn("ana@example.org", $"?back={Uri.EscapeDataString(page)}")).Is(302).Header("Location")!, UriKind.Absolute);
        Assert.Equal((program.Address.Authority, leads), (location.Authority, location.PathAndQuery));
    }

    [Fact, Trait("Row", "Attack-A22")]
    public async Task A_one_time_link_opens_once_its_own_account_and_not_by_being_looked_at()
    {
        await using var program = await store.Start(("Retro__Limits__WrongCodesAtOnce", "1000"));
        using var ops = await program.Operator();
        using var ana = new PageVisitor(program.Address);
        await ana.SignUp("Ana", "ana@example.org");
        await ana.SignOut();
        var account = await ops.AccountNamed("Ana");
        var link = await ops.LinkFor(account);

        using var preview = new PageVisitor(program.Address);
        Assert.Equal("/sign-in/link", preview.Leads(await preview.Get(link)));
        (await preview.Get("/sign-in/link")).Is(200);
        Assert.Equal("/account", await Use(ana, link));
        Assert.Contains("Ana", (await ana.Get("/account")).Text, StringComparison.Ordinal);
        Assert.Null(await Use(preview, link));
        Assert.Null(await Use(preview, link.ToUpperInvariant().Replace("/SIGN-IN/LINK", "/sign-in/link", StringComparison.Ordinal)));
        Assert.Null(await Use(preview, "/sign-in/link/" + new string('A', 43)));

        // A new password and mail address make links from before worthless.
        var before = await ops.LinkFor(account);
        (await ana.Post("/account/password", "/account", ("email", "ana.new@example.org"), ("password", "a new one with some words"))).Is(302);
        Assert.Null(await Use(preview, before));
        await preview.SignIn("ana.new@example.org", password: "a new one with some words");
    }

    [Fact, Trait("Row", "Attack-A59")]
    public async Task A_token_is_good_for_what_it_says_and_in_its_header_alone()
    {
        await using var program = await store.Start(("Retro__Limits__WrongCodesAtOnce", "1000"));
        using var ana = new PageVisitor(program.Address);
        using var api = new ApiClient(program.Address);
        await ana.SignUp("Ana", "ana@example.org");
        var (reads, writes) = (await ana.Token(), await ana.Token(writes: true));
        Assert.StartsWith("ort_", reads, StringComparison.Ordinal);
        Assert.Equal(47, reads.Length);

        Assert.Equal("Ana", (await api.Get("/api/v1/me", reads)).Is(200).Json.GetProperty("name").GetString());
        (await api.Put("/api/v1/me", new { name = "Eve" }, reads)).Is(403, "read-only-token");
        (await api.Put("/api/v1/me", new { name = "Ana Maria" }, writes)).Is(200);
        Assert.Equal("Ana Maria", (await api.Get("/api/v1/me", reads)).Json.GetProperty("name").GetString());
        (await api.Get("/api/v1/me")).Is(401, "no-token");
        (await api.Get("/api/v1/me", null, ("Cookie", ana.Cookies))).Is(401, "no-token");
        foreach (var wrong in new[] { "", "ort_", reads[..^1], reads + "A", reads.ToUpperInvariant(), reads[4..], new string('A', 10_000) })
            (await api.Get("/api/v1/me", wrong)).Is(401, "no-token");
        foreach (var name in new[] { "token", "access_token", "authorization" })
            (await api.Get($"/api/v1/me?{name}={reads}")).Is(401, "no-token");

        // Listed by how it begins, and never again as it is.
        var page = (await ana.Get("/account/tokens")).Is(200).Text;
        Assert.Contains(reads[..8], page, StringComparison.Ordinal);
        Assert.DoesNotContain(reads[8..], page, StringComparison.Ordinal);
        foreach (var days in new[] { 0, -1, 366 })
            Assert.Contains("one to 365 days", (await ana.TryToken(days)).Is(200).Text, StringComparison.Ordinal);
        using var eve = new PageVisitor(program.Address);
        await eve.SignUp("Eve", "eve@example.org");
        foreach (var id in System.Text.RegularExpressions.Regex.Matches(page, "name=\"id\" value=\"([0-9a-f-]+)").Select(match => match.Groups[1].Value))
            (await eve.Post("/account/tokens/revoke", "/account", ("id", id))).Is(302);
        (await api.Get("/api/v1/me", reads)).Is(200);
        foreach (var id in System.Text.RegularExpressions.Regex.Matches(page, "name=\"id\" value=\"([0-9a-f-]+)").Select(match => match.Groups[1].Value))
            (await ana.Post("/account/tokens/revoke", "/account/tokens", ("id", id))).Is(302);
        (await api.Get("/api/v1/me", reads)).Is(401, "no-token");
    }

    [Fact, Trait("Row", "Attack-A60")]
    public async Task Who_guesses_tokens_is_slowed_down_and_none_is_printed_or_kept()
    {
        await using var program = await store.Start(("Retro__Limits__WrongCodesAtOnce", "12"), ("Logging__LogLevel__Default", "Trace"));
        using var ana = new PageVisitor(program.Address);
        using var api = new ApiClient(program.Address);
        await ana.SignUp("Ana", "ana@example.org");
        var (token, codes) = (await ana.Token(), await ana.Codes());
        (await api.Get("/api/v1/me", token)).Is(200);
        for (var i = 0; i < 10; i++)
            (await api.Get("/api/v1/me", token[..40] + $"{i:0000000}")).Is(401);
        (await api.Get("/api/v1/me", token[..40] + "9999999")).Is(429, "slow-down");
        await program.Stop();
        var said = program.Said.ToArray();
        Assert.All([token, token[8..], codes[0], PageVisitor.Password, "ana@example.org"], secret => Assert.DoesNotContain(said, line => line.Contains(secret, StringComparison.Ordinal)));
        Assert.Empty(await program.Keeps(token, token[4..], codes[0], codes[0].Replace("-", "", StringComparison.Ordinal), PageVisitor.Password));
        // What is kept as it is would be found.
        Assert.Single(await program.Keeps("ana@example.org"));
    }

    static async Task<string?> Use(PageVisitor visitor, string link)
    {
        await visitor.Get(link);
        var answer = await visitor.Post("/sign-in/link", "/sign-in/link", ("_handler", "link"));
        return (int)answer.Status == 302 ? visitor.Leads(answer) : null;
    }
}

public sealed class AccountTestsInFiles() : AccountTests(Store.Files);

public sealed class AccountTestsInADatabase(Postgres postgres) : AccountTests(Store.In(postgres));
