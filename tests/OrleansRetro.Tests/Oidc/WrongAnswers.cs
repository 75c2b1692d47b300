using OrleansRetro.Tests.Infrastructure;

namespace OrleansRetro.Tests.Oidc;

/// <summary>Answers of a provider that are not what was asked: nobody is let in, a line says so, and there is no account.</summary>
[Trait("Row", "Attack-A27")]
public abstract class WrongAnswers(Store store) : IAsyncLifetime
{
    const string Refusal = "was not let in";

    HostileProvider _provider = null!;
    Installation _program = null!;

    public async ValueTask InitializeAsync()
    {
        _provider = await HostileProvider.Start();
        _program = await store.Start(_provider.Settings);
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await _program.DisposeAsync();
        await _provider.DisposeAsync();
    }

    [Fact]
    public async Task Whatever_is_wrong_with_a_token_nobody_is_let_in()
    {
        var past = TimeProvider.System.GetUtcNow().AddMinutes(-10).ToUnixTimeSeconds();
        (string What, Action Lie)[] lies =
        [
            ("nonce", () => _provider.Lie = claims => claims["nonce"] = "another"),
            ("no nonce", () => _provider.Lie = claims => claims.Remove("nonce")),
            ("issuer", () => _provider.Lie = claims => claims["iss"] = "https://login.example.org"),
            ("issuer with a slash", () => _provider.Lie = claims => claims["iss"] += "/"),
            ("audience", () => _provider.Lie = claims => claims["aud"] = "another"),
            ("expired", () => _provider.Lie = claims => claims["exp"] = past),
            ("no end", () => _provider.Lie = claims => claims.Remove("exp")),
            ("no subject", () => _provider.Lie = claims => claims.Remove("sub")),
            ("alg none", () => _provider.Signature = "none"),
            ("no signature", () => _provider.IsUnsigned = true),
            ("signed by the public key", () => _provider.Signature = "HS256"),
            ("signed by the shared secret", () => _provider.Signature = "HS384"),
            ("another key", () => _provider.ByAnotherKey = true),
            ("another's details", () => _provider.UserInfoSubject = "2"),
            ("state", () => _provider.State = state => state[..^1]),
            ("no state", () => _provider.State = _ => ""),
        ];
        foreach (var (what, lie) in lies)
        {
            (_provider.Lie, _provider.Signature, _provider.IsUnsigned, _provider.ByAnotherKey, _provider.UserInfoSubject, _provider.State) = (_ => { }, "RS256", false, false, null, state => state);
            lie();
            using var eve = new PageVisitor(_program.Address);
            Assert.Equal($"{what}: /sign-in?problem=provider-failed", $"{what}: {await ComeBack(eve)}");
            Assert.False(await eve.IsSignedIn(), what);
            Assert.Contains("That sign-in did not work.", System.Net.WebUtility.HtmlDecode((await eve.Get("/sign-in?problem=provider-failed")).Is(200).Text), StringComparison.Ordinal);
        }
        // The same one, honest.
        (_provider.State, _provider.Lie) = (state => state, _ => { });
        using var ana = new PageVisitor(_program.Address);
        Assert.Equal("/", await ComeBack(ana));
        Assert.True(await ana.IsSignedIn());

        // A line for each of them; all have been read when the program has ended.
        await _program.Stop();
        Assert.Equal(lies.Length, _program.Said.Count(line => line.Contains(Refusal, StringComparison.Ordinal)));
        Assert.DoesNotContain(_program.Complaints, line => line.Contains("ExceptionHandler", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_answer_counts_once_and_in_the_browser_that_asked()
    {
        using var ana = new PageVisitor(_program.Address);
        var answer = await Asked(ana);
        using var eve = new PageVisitor(_program.Address);
        Assert.Equal("/sign-in?problem=provider-failed", eve.Leads(await eve.Get(answer)));
        Assert.Equal("/", ana.Leads(await ana.Get(answer)));
        await ana.SignOut();
        Assert.Equal("/sign-in?problem=provider-failed", ana.Leads(await ana.Get(answer)));
        Assert.False(await ana.IsSignedIn());

        // With cookies of its own, too: the state is of another asking.
        await Asked(eve);
        Assert.Equal("/sign-in?problem=provider-failed", eve.Leads(await eve.Get(answer)));
    }

    [Theory, Trait("Row", "Attack-A28")]
    [InlineData(true), InlineData("true")]
    public async Task Somebody_with_an_operators_mail_address_is_somebody_else(object verified)
    {
        using var ops = new PageVisitor(_program.Address);
        await ops.SignUp("Olga", "olga@example.org");
        await ops.BecomeOperator(_program.Web);
        (_provider.Email, _provider.EmailVerified) = ("olga@example.org", verified);
        using var eve = new PageVisitor(_program.Address);
        Assert.Equal("/", await ComeBack(eve));
        Assert.Contains("Somebody there", (await eve.Get("/account")).Is(200).Text, StringComparison.Ordinal);
        (await eve.Get("/ops/people")).Is(403);

        // From inside the operator adds it, where it isn't another account's; and nobody adds it for them.
        (_provider.Subject, _provider.Email) = ("2", "olga@example.org");
        Assert.Equal("/account", await ComeBack(ops, "?link=true"));
        using var elsewhere = new PageVisitor(_program.Address);
        Assert.Equal("/", await ComeBack(elsewhere));
        (await elsewhere.Get("/ops/people")).Is(200);
        _provider.Subject = "1";
        Assert.Equal("/sign-in?problem=provider-taken", await ComeBack(ops, "?link=true"));
        Assert.Equal("/sign-in?problem=provider-failed", await ComeBack(new PageVisitor(_program.Address), "?link=true"));
    }

    [Fact]
    public async Task Nobody_is_sent_to_the_provider_by_another_site_or_from_it_to_another()
    {
        using var ana = new PageVisitor(_program.Address);
        Assert.Equal("/sign-in", ana.Leads(await ana.Get("/sign-in/provider", ("Sec-Fetch-Site", "cross-site"))));
        Assert.Equal("/", await ComeBack(ana, "?back=//evil.example"));
    }

    /// <summary>To the provider and back; answers where it ends.</summary>
    async Task<string> ComeBack(PageVisitor visitor, string query = "") => visitor.Leads(await visitor.Get(await Asked(visitor, query)));

    /// <summary>To the provider; answers where that sends the browser back to.</summary>
    async Task<string> Asked(PageVisitor visitor, string query = "")
    {
        var there = (await visitor.Get($"/sign-in/provider{query}")).Is(302).Header("Location")!;
        Assert.StartsWith(_provider.Issuer.ToString(), there, StringComparison.Ordinal);
        return (await visitor.Get(there)).Is(302).Header("Location")!;
    }
}

public sealed class WrongAnswersInFiles() : WrongAnswers(Store.Files);

public sealed class WrongAnswersInADatabase(Postgres postgres) : WrongAnswers(Store.In(postgres));
