using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;
using OrleansRetro.Tests.Infrastructure;

namespace OrleansRetro.Tests.Pages;

[Trait("Row", "R01")]
public sealed partial class LandingPage(SharedProgram shared)
{
    const int Budget = 60_000;

    [Fact]
    public async Task It_is_light_and_opens_no_circuit()
    {
        using var visitor = new PageVisitor((await shared.Program).Address);
        var page = (await visitor.Get("/")).Is(200);
        Assert.DoesNotMatch("<script[^>]*blazor", page.Text);
        var weights = new Dictionary<string, int> { ["/"] = page.Bytes.Length };
        foreach (Match asset in Assets().Matches(page.Text))
            await Weigh(visitor, "/" + asset.Groups[1].Value, weights);
        Assert.True(weights.Values.Sum() < Budget, string.Join('\n', weights.Select(weight => $"{weight.Value} {weight.Key}")));
    }

    [Fact, Trait("Row", "R03")]
    public async Task It_offers_every_format_with_what_it_is_good_for_and_starts_the_chosen_one()
    {
        using var visitor = new PageVisitor((await shared.Program).Address);
        using var api = await shared.Client();
        var page = (await visitor.Get("/")).Text;
        Assert.Equal(OrleansRetro.Retros.Format.All.Select(format => format.Id).Order(), Choices().Matches(page).Select(choice => choice.Groups[1].Value).Order());
        Assert.All(Choices().Matches(page), choice => Assert.NotEqual("", choice.Groups[2].Value));

        var id = (await visitor.Post("/start", "/", ("format", "sailboat"))).Is(302).Header("Location")!["/retros/".Length..];
        Assert.Equal("sailboat", (await visitor.SeatIn(api, id).Board()).GetProperty("format").GetString());
        Assert.Matches("""value="sailboat" checked""", (await visitor.Get("/")).Text);
        var other = (await visitor.Post("/start", "/", ("format", "no-such-format"))).Is(302).Header("Location")!["/retros/".Length..];
        Assert.Equal("went-well", (await visitor.SeatIn(api, other).Board()).GetProperty("format").GetString());
    }

    [Fact]
    public async Task A_sample_has_been_written_voted_and_promised_in_and_can_be_removed()
    {
        using var visitor = new PageVisitor((await shared.Program).Address);
        using var api = await shared.Client();
        var id = (await visitor.Post("/sample", "/")).Is(302).Header("Location")!["/retros/".Length..];
        var board = await visitor.SeatIn(api, id).Board();
        Assert.Equal("discuss", board.GetProperty("phase").GetString());
        Assert.Equal(11, board.GetProperty("cards").GetArrayLength());
        Assert.Equal(["Facilitator", "Ben", "Chidi", "Dana"], board.GetProperty("participants").EnumerateArray().Select(person => person.GetProperty("name").GetString()));
        Assert.Equal(9, board.GetProperty("topics").EnumerateArray().Sum(topic => topic.GetProperty("votes").GetInt32()));
        Assert.Equal(2, board.GetProperty("promises").GetArrayLength());

        var summary = (await visitor.Get($"/retros/{id}/summary")).Is(200).Text;
        Assert.Contains("A sample with invented people.", summary, StringComparison.Ordinal);
        (await visitor.Post($"/retros/{id}/remove-sample", $"/retros/{id}/summary")).Is(302);
        (await visitor.Get($"/retros/{id}/summary")).Is(404);
    }

    [Fact]
    public async Task Only_a_sample_is_removed_by_that_button()
    {
        using var visitor = new PageVisitor((await shared.Program).Address);
        var id = await visitor.StartRetro();
        (await visitor.Post($"/retros/{id}/remove-sample", $"/retros/{id}/summary")).Is(302);
        (await visitor.Get($"/retros/{id}/summary")).Is(200);
    }

    [Theory, Trait("Row", "R34")]
    [InlineData("/join/ABC234", "/join/ABC234")]
    [InlineData("//evil.example/", "/")]
    [InlineData("/\\evil.example/", "/")]
    [InlineData("https://evil.example/", "/")]
    public async Task A_language_is_kept_and_leads_back_to_this_site_alone(string back, string leads)
    {
        using var visitor = new PageVisitor((await shared.Program).Address);
        Assert.Equal(leads, (await visitor.Post("/language", "/", ("culture", "de"), ("back", back))).Is(302).Header("Location"));
        Assert.Contains("Eine Retro, die zu etwas führt.", System.Net.WebUtility.HtmlDecode((await visitor.Get("/")).Text), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Its_scripts_are_asked_for_once_and_have_another_address_when_they_change()
    {
        using var visitor = new PageVisitor((await shared.Program).Address);
        var script = Start().Match((await visitor.Get("/")).Text);
        Assert.Equal("public, max-age=31536000, immutable", (await visitor.Get($"/js/{script.Groups[1].Value}/start.js")).Is(200).Header("Cache-Control"));
        Assert.Equal("no-cache", (await visitor.Get("/js/start.js")).Is(200).Header("Cache-Control"));
        // The page of an earlier program goes on; what it gets isn't kept under that name.
        Assert.Equal("no-cache", (await visitor.Get("/js/0123456789abcdef/start.js")).Is(200).Header("Cache-Control"));
        (await visitor.Get($"/js/{script.Groups[1].Value}/nothing.js")).Is(404);
        (await visitor.Get($"/js/{script.Groups[1].Value}/../../css/app.js")).Is(404);
    }

    /// <summary>What a browser that understands gzip is sent, with the modules that a script asks for; not what it fetches for later when it has nothing to do.</summary>
    static async Task Weigh(PageVisitor visitor, string path, Dictionary<string, int> weights)
    {
        if (!weights.TryAdd(path, 0))
            return;
        var answer = (await visitor.Get(path, ("Accept-Encoding", "gzip"))).Is(200);
        weights[path] = answer.Bytes.Length;
        var text = answer.ContentHeaders.ContentEncoding.Contains("gzip") ? Unzipped(answer.Bytes) : answer.Text;
        if (!path.EndsWith(".js", StringComparison.Ordinal))
            return;
        foreach (Match module in Modules().Matches(text))
            await Weigh(visitor, $"{path[..path.LastIndexOf('/')]}/{module.Groups[1].Value}", weights);
    }

    static string Unzipped(byte[] bytes)
    {
        using var reader = new StreamReader(new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress), Encoding.UTF8);
        return reader.ReadToEnd();
    }

    [GeneratedRegex("""src="js/([0-9a-f]{16})/start\.js""")]
    private static partial Regex Start();

    [GeneratedRegex("""(?<!rel="prefetch" )(?:src|href)="([^"]+\.(?:js|css|svg))""")]
    private static partial Regex Assets();

    [GeneratedRegex("""(?:from|import) '\./([^']+)'""")]
    private static partial Regex Modules();

    [GeneratedRegex("""name="format" value="([^"]+)"[^>]*><span>[^<]+<small>([^<]*)""")]
    private static partial Regex Choices();
}
