namespace OrleansRetro.Tests.Infrastructure;

/// <summary>Somebody with an account, in a browser without scripts: by mail address and password.</summary>
sealed partial class PageVisitor
{
    public const string Password = "a few words that nobody guesses";

    /// <summary>Creates an account; answers where that leads.</summary>
    public async Task<string> SignUp(string name, string email, string query = "", string password = Password) =>
        Leads(await TrySignUp(name, email, query, password));

    public Task<Answer> TrySignUp(string name, string email, string query = "", string password = Password) =>
        Post($"/sign-up{query}", $"/sign-up{query}", ("_handler", "sign-up"), ("Name", name), ("Email", email), ("Password", password), ("Way", "password"));

    public async Task<string> SignIn(string email, string query = "", string password = Password) =>
        Leads(await TrySignIn(email, query, password));

    public Task<Answer> TrySignIn(string email, string query = "", string password = Password) =>
        Post($"/sign-in{query}", $"/sign-in{query}", ("_handler", "password"), ("Email", email), ("Password", password));

    public Task<Answer> TryCode(string code) => Post("/sign-in", "/sign-in", ("_handler", "code"), ("Code", code));

    /// <summary>New recovery codes, as they are shown.</summary>
    public async Task<string[]> Codes() =>
        [.. Shown().Matches((await Post("/account/codes", "/account/codes", ("_handler", "codes"))).Is(200).Text).Select(code => code.Groups[1].Value)];

    /// <summary>A new token for programs, as it is shown.</summary>
    public async Task<string> Token(int days = 90, bool writes = false) => Shown().Match((await TryToken(days, writes)).Is(200).Text).Groups[1].Value;

    public Task<Answer> TryToken(int days, bool writes = false) =>
        Post("/account/tokens", "/account/tokens", ("_handler", "token"), ("Label", "A program"), ("Days", $"{days}"), ("Writes", writes ? "true" : "false"));

    /// <summary>Makes this an operator, by the code that the console has shown.</summary>
    public async Task BecomeOperator(RetroProgram program) =>
        Assert.DoesNotContain("problem", (await Post("/ops/sign-in", "/ops/sign-in", ("token", program.OperatorCode!))).Is(302).Header("Location"), StringComparison.Ordinal);

    /// <summary>The account's id, as operators see it in their list.</summary>
    public async Task<string> AccountNamed(string name) =>
        System.Text.RegularExpressions.Regex.Match((await Get("/ops/people")).Is(200).Text, $"/ops/people/([0-9a-f-]{{36}})\">{name}<").Groups[1].Value;

    /// <summary>A link that an operator makes for an account, as it is shown.</summary>
    public async Task<string> LinkFor(string account) =>
        new Uri(Shown().Match((await Post($"/ops/people/{account}", $"/ops/people/{account}", ("_handler", "link"))).Is(200).Text).Groups[1].Value).PathAndQuery;

    public async Task SignOut() => (await Post("/sign-out", "/account")).Is(302);

    /// <summary>Where an answer leads on this site; to another it must not.</summary>
    public string Leads(Answer answer)
    {
        var to = new Uri(Address, answer.Is(302).Header("Location"));
        Assert.Equal(Address.Authority, to.Authority);
        return to.PathAndQuery;
    }

    public async Task<bool> IsSignedIn() => (int)(await Get("/account")).Status == 200;

    [System.Text.RegularExpressions.GeneratedRegex("<code>([^<]+)</code>")]
    private static partial System.Text.RegularExpressions.Regex Shown();
}
