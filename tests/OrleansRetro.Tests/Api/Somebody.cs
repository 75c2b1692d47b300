using OrleansRetro.Tests.Infrastructure;

namespace OrleansRetro.Tests.Api;

/// <summary>Somebody with an account, and a program of theirs that may write.</summary>
sealed record Somebody(ApiClient Api, string Token, string Person)
{
    public Task<Answer> Get(string path) => Api.Get($"/api/v1{path}", Token);
    public Task<Answer> Put(string path, object body) => Api.Put($"/api/v1{path}", body, Token);
    public Task<Answer> Post(string path, object body) => Api.Post($"/api/v1{path}", body, Token);
    public Task<Answer> Delete(string path) => Api.Delete($"/api/v1{path}", Token);

    public static async Task<Somebody> Signed(SharedProgram shared, string name)
    {
        var site = (await shared.Program).Address;
        using var browser = new PageVisitor(site);
        await browser.SignUp(name, $"{Guid.NewGuid():N}@example.org");
        var (api, token) = (new ApiClient(site), await browser.Token(writes: true));
        // The one team of a person alone says who they are.
        var own = $"/api/v1/teams/{Guid.NewGuid()}";
        (await api.Put(own, new { name = "Alone" }, token)).Is(200);
        var person = (await api.Get(own, token)).Is(200).Json.GetProperty("members")[0].GetProperty("person").GetString()!;
        Assert.Equal(204, (int)(await api.Delete(own, token)).Status);
        return new(api, token, person);
    }
}
