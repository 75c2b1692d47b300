using System.Globalization;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Markdig;
using Microsoft.Extensions.DependencyInjection;
using OrleansRetro.Retros;

namespace OrleansRetro.Tests.Components;

/// <summary>The document that people take home, read by the most eager viewer there is: all extensions on, HTML let through.</summary>
public sealed class MarkdownExportTests : IDisposable
{
    /// <summary>How often <see cref="FullRetro"/> shows what people wrote: a name signs two things, a group's title stands at its cards too.</summary>
    const int Written = 19;

    static readonly MarkdownPipeline Eager = new MarkdownPipelineBuilder().UseAdvancedExtensions().Build();
    static readonly string[] Elements = ["html", "head", "body", "h1", "h2", "p", "ul", "ol", "li", "em", "strong", "input", "a"];
    static readonly string[] Attributes = ["id", "class", "type", "checked", "disabled", "href"];

    readonly ServiceProvider _services = new ServiceCollection().AddLogging().AddLocalization().AddSingleton<MarkdownExport>().BuildServiceProvider();
    readonly (CultureInfo Formats, CultureInfo Words) _before = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);

    public static TheoryData<string> Hostile => [.. Payloads.All];

    [Theory, MemberData(nameof(Hostile)), Trait("Row", "Attack-A46"), Trait("Row", "Attack-A42"), Trait("Row", "Attack-A43"), Trait("Row", "Attack-A45")]
    public void Whatever_is_written_anywhere_stays_words(string payload)
    {
        var plain = Read(Document("en", FullRetro.With(place => $"Word of {place}")));
        var hostile = Read(Document("en", FullRetro.With(_ => payload)));

        Assert.Empty(hostile.All.Select(element => element.LocalName).Except(Elements));
        Assert.Empty(hostile.All.SelectMany(element => element.Attributes).Select(attribute => attribute.Name).Except(Attributes));
        Assert.All(hostile.Links, link => Assert.Equal(link.TextContent, link.GetAttribute("href")));
        Assert.All(hostile.Links, link => Assert.StartsWith("http", link.TextContent, StringComparison.Ordinal));
        Assert.Equal(Shape(plain), Shape(hostile));
        var words = Squeezed(payload);
        Assert.Equal(Written, Squeezed(hostile.Body!.TextContent).Split(words).Length - 1);
    }

    [Fact, Trait("Row", "R22")]
    public void It_has_everything_that_was_said_and_promised()
    {
        var text = Document("en", FullRetro.With(place => $"Word of {place}"));
        Assert.Equal(
            """
            # Word of title

            2025-03-13 · Went well · Didn't · Ideas · 2 people

            ## What we promised

            - [ ] **Word of owner** will Word of promise by 2025-03-28. Done when Word of done-when. (Open)

            ## From last time

            - [x] **Ana** will Word of carried by 2025-03-07. Done when it is there. (Kept)

            ## What we said

            1. Word of group (5 votes, Parked)

               Word of notes


            ## Went well

            _What went well?_

            - Word of card (Word of name) \[Word of group\] 👍 2
              - Word of comment (Ben)

            ## Word of column

            - Word of second card (Ben) \[Word of group\]

            ## Thanks

            - Ben: Word of thanks (Word of name)

            ## Take-aways

            - Word of take-away (Ben)

            ## What we asked

            - How are you right now? 6 answers, mean 3.5. 1: 0 · 2: 3 · 3: 0 · 4: 0 · 5: 3
            - More time for this topic? 2 answers. Yes, go on: 2 · Either is fine: 0 · No, move on: 0
            - Word of question 3 answers. Word of answer: 2 · no: 1

            ## Worth the time

            6 answers, mean 4.2. 1: 0 · 2: 0 · 3: 0 · 4: 5 · 5: 1

            """, text, ignoreLineEndingDifferences: true);
    }

    [Fact, Trait("Row", "R22"), Trait("Row", "R34")]
    public void It_speaks_the_reader_s_language()
    {
        var text = Document("de", FullRetro.With(place => $"Wort: {place}"));
        Assert.Contains("## Was wir zugesagt haben", text, StringComparison.Ordinal);
        Assert.Contains("## Lief gut\n\n_Was lief gut?_", text, StringComparison.Ordinal);
        Assert.Contains("(5 Stimmen, Geparkt)", text, StringComparison.Ordinal);
        Assert.Contains("## Was wir gefragt haben\n\n- Wie geht es dir gerade? 6 Antworten, Mittelwert 3,5. 1: 0 · ", text, StringComparison.Ordinal);
    }

    [Fact, Trait("Row", "R21"), Trait("Row", "Attack-A66")]
    public void Too_few_ratings_are_counted_and_not_shown()
    {
        var text = Document("en", FullRetro.With(place => place, answers: 4));
        Assert.Equal(2, text.Split("4 answers. Shown once five people have answered, so that nobody can be singled out.").Length - 1);
        Assert.DoesNotContain("4: 3", text, StringComparison.Ordinal);
    }

    [Fact, Trait("Row", "R09")]
    public void Of_cards_face_down_it_has_one_s_own_alone()
    {
        var text = Document("en", FaceDown.Seen());
        Assert.Contains("- mine", text, StringComparison.Ordinal);
        Assert.Equal(1, text.Split("\n- ").Length - 1);
    }

    public void Dispose()
    {
        (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = _before;
        _services.Dispose();
    }

    string Document(string language, SeenRetro seen)
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);
        return _services.GetRequiredService<MarkdownExport>().Text(seen);
    }

    static IDocument Read(string markdown) => new HtmlParser().ParseDocument(Markdown.ToHtml(markdown, Eager));

    /// <summary>Headings and list entries, which no word adds to or takes from.</summary>
    static string Shape(IDocument document) => string.Join(' ', document.QuerySelectorAll("h1, h2, li, input").Select(element => element.LocalName));

    static string Squeezed(string text) => string.Concat(text.Where(letter => !char.IsWhiteSpace(letter)));
}
