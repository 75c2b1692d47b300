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

    public async Task SignOut() => (await Post("/sign-out", "/account")).Is(302);

    /// <summary>Where an answer leads on this site; to another it must not.</summary>
    public string Leads(Answer answer)
    {
        var to = new Uri(Address, answer.Is(302).Header("Location"));
        Assert.Equal(Address.Authority, to.Authority);
        return to.PathAndQuery;
    }

    public async Task<bool> IsSignedIn() => (int)(await Get("/account")).Status == 200;
}
