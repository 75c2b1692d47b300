using AngleSharp.Html.Parser;
using OrleansRetro.Tests.Infrastructure;

namespace OrleansRetro.Tests.Security;

/// <summary>Words that would rather be a program, in every field that HTTP reaches, on every way out.</summary>
[Trait("Row", "Attack-A46")]
public abstract class InertTests(SharedInstallation shared)
{
    public static TheoryData<string> Payloads { get; } =
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "\"><svg onload=alert(1)>",
        "' autofocus onfocus=alert(1) x='",
        "</title><script>alert(1)</script>",
        "--><script>alert(1)</script><!--",
        "<b>bold</b><iframe src=//evil.example></iframe>",
        "{{constructor.constructor('alert(1)')()}}",
    ];

    [Theory, MemberData(nameof(Payloads))]
    public async Task On_pages_they_are_letters(string payload)
    {
        using var api = await shared.Client();
        var retro = await TestRetro.Start(api, title: payload);
        using var ben = new PageVisitor(api.Address);
        await ben.Join(retro, payload);
        var seat = ben.SeatIn(api, retro.Id);
        Guid[] cards = [await seat.Card(payload), await retro.Facilitator.Card(payload)];
        await retro.Facilitator.Enter("group");
        (await retro.Facilitator.PutGroup(Guid.NewGuid(), payload, cards)).Is(200);
        foreach (var phase in new[] { "write", "group", "vote", "discuss", "commit", "close" })
        {
            await retro.Facilitator.Enter(phase);
            var page = (await ben.Get($"/retros/{retro.Id}")).Is(200).Text;
            AssertInert(page);
        }
        foreach (var path in new[] { $"/join/{Uri.EscapeDataString(payload)}", $"/?problem={Uri.EscapeDataString(payload)}", $"/join/{retro.JoinCode}?problem={Uri.EscapeDataString(payload)}", $"/{Uri.EscapeDataString(payload)}" })
        {
            AssertInert((await ben.Get(path)).Text);
        }
    }

    /// <summary>As a browser reads the page, not as it is spelt.</summary>
    static void AssertInert(string page)
    {
        foreach (var element in new HtmlParser().ParseDocument(page).All)
        {
            Assert.DoesNotContain(element.Attributes, attribute => attribute.Name.StartsWith("on", StringComparison.OrdinalIgnoreCase));
            Assert.False(element.LocalName == "iframe" || element.GetAttribute("src") == "x", element.OuterHtml);
            Assert.False(element.LocalName == "script" && element.TextContent.Contains("alert", StringComparison.Ordinal), element.OuterHtml);
        }
    }

    [Theory, MemberData(nameof(Payloads))]
    public async Task In_documents_and_JSON_they_are_letters(string payload)
    {
        using var api = await shared.Client();
        var retro = await TestRetro.Start(api, title: payload);
        await retro.Join(payload);
        await retro.Facilitator.Card(payload);
        var document = (await retro.Facilitator.Export("md")).Is(200);
        Assert.DoesNotMatch(@"(?<!\\)<(script|img|svg|iframe|b)\b", document.Text);
        Assert.Contains(payload, (await retro.Facilitator.Board()).GetProperty("cards")[0].GetProperty("text").GetString(), StringComparison.Ordinal);
        foreach (var answer in new[] { document, await retro.Facilitator.Export("csv"), await retro.Facilitator.Export("json"), await retro.Facilitator.GetBoard() })
        {
            Assert.Equal("nosniff", answer.Header("X-Content-Type-Options"));
            Assert.NotEqual("text/html", answer.ContentHeaders.ContentType?.MediaType);
        }
    }

    [Theory, Trait("Row", "Attack-A42"), Trait("Row", "Attack-A43"), Trait("Row", "Attack-A45")]
    [InlineData("[x](javascript:alert(1))"), InlineData("![t](http://tracker.example/p.gif)"), InlineData("<javascript:alert(1)>"), InlineData("hi\n# h {style=color:red}"), InlineData("[a]: javascript:alert(1)")]
    public async Task Markdown_in_a_card_stays_letters_in_the_document(string text)
    {
        using var api = await shared.Client();
        var retro = await TestRetro.Start(api);
        await retro.Facilitator.Card(text);
        var document = (await retro.Facilitator.Export("md")).Is(200).Text;
        var html = Markdig.Markdown.ToHtml(document);
        Assert.DoesNotContain("href=\"javascript:", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<img", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<h1 style", html, StringComparison.OrdinalIgnoreCase);
    }
}

public sealed class InertTestsInFiles(SharedProgram shared) : InertTests(shared);

public sealed class InertTestsInADatabase(Postgres postgres) : InertTests(postgres.Shared);
