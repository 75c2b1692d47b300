using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using OrleansRetro.Load.Contract;

namespace OrleansRetro.Load.Circuits;

/// <summary>One person's cookies: joins by the form, loads the page, negotiates a circuit.</summary>
sealed partial class Browser : IDisposable
{
    readonly CookieContainer cookies = new();
    readonly HttpClient http;
    readonly Uri target;

    public Browser(Uri target)
    {
        this.target = target;
        http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = cookies }) { BaseAddress = target };
        http.DefaultRequestHeaders.Add("Origin", Origin);
        http.DefaultRequestHeaders.Add("Accept", "text/html");
    }

    public Uri Target => target;
    public string Origin => target.GetLeftPart(UriPartial.Authority);
    public string Cookies => cookies.GetCookieHeader(target);

    /// <summary>Takes a seat as a person does, with a name and the link.</summary>
    public async Task Join(Board board, string name, CancellationToken stop)
    {
        var path = $"/join/{board.JoinCode}";
        var form = Hidden().Matches(await Page(path, stop)).DistinctBy(field => field.Groups[1].Value)
            .ToDictionary(field => field.Groups[1].Value, field => WebUtility.HtmlDecode(field.Groups[2].Value));
        form["_handler"] = "join";
        form["Name"] = name;
        await Post(path, form, HttpStatusCode.Found, stop);
    }

    public async Task<string> Page(string path, CancellationToken stop)
    {
        using var answer = await http.GetAsync(path, stop);
        return await Expect(answer, HttpStatusCode.OK, stop);
    }

    /// <summary>Answers the token that opens the socket.</summary>
    public async Task<string> Negotiate(CancellationToken stop)
    {
        using var answer = await http.PostAsync("/_blazor/negotiate?negotiateVersion=1", null, stop);
        return JsonElement.Parse(await Expect(answer, HttpStatusCode.OK, stop)).GetProperty("connectionToken").GetString()!;
    }

    /// <summary>What a browser sends when its page is closed, so that the circuit is not kept for its return.</summary>
    public Task Disconnect(string circuit, CancellationToken stop) =>
        Post("/_blazor/disconnect", new Dictionary<string, string> { ["circuitId"] = circuit }, HttpStatusCode.OK, stop);

    async Task Post(string path, IReadOnlyDictionary<string, string> form, HttpStatusCode expected, CancellationToken stop)
    {
        using var content = new FormUrlEncodedContent(form);
        using var answer = await http.PostAsync(path, content, stop);
        await Expect(answer, expected, stop);
    }

    static async Task<string> Expect(HttpResponseMessage answer, HttpStatusCode expected, CancellationToken stop)
    {
        var text = await answer.Content.ReadAsStringAsync(stop);
        return answer.StatusCode == expected ? text : throw new UnexpectedAnswerException($"{answer.RequestMessage!.RequestUri} answered {(int)answer.StatusCode} instead of {(int)expected}: {text[..Math.Min(text.Length, 200)]}");
    }

    public void Dispose() => http.Dispose();

    [GeneratedRegex("""<input type="hidden" name="([^"]+)" value="([^"]*)""")]
    private static partial Regex Hidden();
}
