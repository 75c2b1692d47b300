using System.Net.Http.Headers;
using System.Net.Http.Json;

namespace OrleansRetro.Tests.Infrastructure;

/// <summary>An outside program: speaks HTTP, keeps no cookies and follows no redirects.</summary>
sealed class ApiClient(Uri address) : IDisposable
{
    // Whoever stops listening hangs up at once.
    readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, ConnectTimeout = TimeSpan.FromSeconds(10), MaxResponseDrainSize = 0 })
    {
        BaseAddress = address,
        Timeout = TimeSpan.FromSeconds(60),
    };

    public Uri Address => address;

    public Task<Answer> Get(string path, string? token = null, params (string Name, string Value)[] headers) => Send(HttpMethod.Get, path, token, null, headers);

    public Task<Answer> Delete(string path, string? token = null, params (string Name, string Value)[] headers) => Send(HttpMethod.Delete, path, token, null, headers);

    public Task<Answer> Post(string path, object body, string? token = null, params (string Name, string Value)[] headers) =>
        Send(HttpMethod.Post, path, token, JsonContent.Create(body), headers);

    public Task<Answer> Put(string path, object body, string? token = null, params (string Name, string Value)[] headers) =>
        Send(HttpMethod.Put, path, token, JsonContent.Create(body), headers);

    public async Task<Answer> Send(HttpMethod method, string path, string? token, HttpContent? content, params (string Name, string Value)[] headers)
    {
        using var response = await Ask(method, path, token, content, headers, HttpCompletionOption.ResponseContentRead);
        return new(response.StatusCode, response.Headers, response.Content.Headers, await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }

    /// <summary>The changes of a retro, from the wire on.</summary>
    public async Task<EventStream> Watch(string retro, string? token, long? after = null, string? lastEventId = null, string? cookies = null)
    {
        var query = after is { } version ? $"?after={version}" : "";
        (string, string)[] headers = [.. lastEventId is null ? [] : new[] { ("Last-Event-ID", lastEventId) }, .. cookies is null ? [] : new[] { ("Cookie", cookies) }];
        return new(await Ask(HttpMethod.Get, $"/api/v1/retros/{retro}/changes{query}", token, null, headers, HttpCompletionOption.ResponseHeadersRead));
    }

    public void Dispose() => _http.Dispose();

    async Task<HttpResponseMessage> Ask(
        HttpMethod method, string path, string? token, HttpContent? content, (string Name, string Value)[] headers, HttpCompletionOption until)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        if (token is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        return await _http.SendAsync(request, until, TestContext.Current.CancellationToken);
    }
}
