using System.Net;
using System.Text.RegularExpressions;
using OrleansRetro.Retros;
using OrleansRetro.Visitors;

namespace OrleansRetro.Tests.Infrastructure;

/// <summary>A browser without scripts: keeps cookies, fills in forms, follows no redirects.</summary>
sealed partial class PageVisitor : IDisposable
{
    readonly CookieContainer _cookies = new();
    readonly HttpClient _http;

    public PageVisitor(Uri address)
    {
        Address = address;
        _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = _cookies }) { BaseAddress = address };
    }

    public Uri Address { get; }

    /// <summary>As a browser sends them to this path.</summary>
    public string Cookies => _cookies.GetCookieHeader(Address);

    /// <summary>What is behind this browser's cookie, once it has one.</summary>
    public Visitor Secret => new(_cookies.GetCookies(Address)["visitor"]!.Value);

    /// <summary>This browser's seat in a retro, as the API knows it.</summary>
    public TestSeat SeatIn(ApiClient api, string retro) => new(api, retro, "", Secret.SeatIn(new RetroId(retro)).Value);

    public async Task<Answer> Get(string path, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.TryAddWithoutValidation("Accept", "text/html");
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        return await Send(request);
    }

    /// <summary>Sends the fields as a form, with what <paramref name="page"/> hides in its form for this path; if it has none, with its proof against forgery alone.</summary>
    public Task<Answer> Post(string path, string? page, params (string Name, string Value)[] fields) => PostAt(Address, path, page, fields);

    /// <summary>Like <see cref="Post"/>, to another process than the page came from.</summary>
    public async Task<Answer> PostAt(Uri address, string path, string? page, params (string Name, string Value)[] fields)
    {
        var all = fields.ToList();
        if (page is not null)
        {
            var forms = Form().Matches((await Get(page)).Is(200).Text);
            var own = forms.FirstOrDefault(form => form.Value.Contains($" action=\"{path}\"", StringComparison.Ordinal));
            var hidden = Hidden().Matches((own ?? forms[0]).Value).Select(field => (Name: field.Groups[1].Value, Value: WebUtility.HtmlDecode(field.Groups[2].Value)));
            all.AddRange(hidden.Where(field => own is not null ? all.TrueForAll(given => given.Name != field.Name) : field.Name == "__RequestVerificationToken"));
        }
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(address, path))
        {
            Content = new FormUrlEncodedContent(all.Select(field => KeyValuePair.Create(field.Name, field.Value))),
        };
        return await Send(request);
    }

    /// <summary>What proves that a form comes from a page of this site.</summary>
    public async Task<string> ForgeryToken() =>
        WebUtility.HtmlDecode(Hidden().Matches((await Get("/join")).Is(200).Text).First(field => field.Groups[1].Value == "__RequestVerificationToken").Groups[2].Value);

    /// <summary>Starts a retro from the landing page; answers its id.</summary>
    public async Task<string> StartRetro()
    {
        var location = (await Post("/start", "/")).Is(302).Header("Location")!;
        Assert.StartsWith("/retros/", location, StringComparison.Ordinal);
        return location["/retros/".Length..];
    }

    /// <summary>Joins a retro by its code.</summary>
    public async Task Join(TestRetro retro, string name) =>
        Assert.Equal(new Uri(Address, $"/retros/{retro.Id}"), new Uri(Address, (await Post($"/join/{retro.JoinCode}", $"/join/{retro.JoinCode}", ("_handler", "join"), ("Name", name))).Is(302).Header("Location")));

    public void Dispose() => _http.Dispose();

    async Task<Answer> Send(HttpRequestMessage request)
    {
        using var response = await _http.SendAsync(request, TestContext.Current.CancellationToken);
        return new(response.StatusCode, response.Headers, response.Content.Headers, await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }

    [GeneratedRegex("(?s)<form .*?</form>")]
    private static partial Regex Form();

    [GeneratedRegex("""<input type="hidden" name="([^"]+)" value="([^"]*)""")]
    private static partial Regex Hidden();
}
