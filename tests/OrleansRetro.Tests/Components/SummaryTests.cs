using AngleSharp.Dom;
using Bunit;
using OrleansRetro.Commitments;
using OrleansRetro.Retros;

namespace OrleansRetro.Tests.Components;

/// <summary>What a summary is made of.</summary>
public sealed class SummaryTests : Drawing
{
    static readonly string[] Schemes = ["http", "https", "mailto"];

    public static TheoryData<string> Hostile => [.. Payloads.All];

    [Theory, MemberData(nameof(Hostile)), Trait("Row", "Attack-A46"), Trait("Row", "Attack-A42"), Trait("Row", "Attack-A43"), Trait("Row", "Attack-A45")]
    public void Whatever_is_written_anywhere_does_nothing(string payload)
    {
        foreach (var part in Draw(FullRetro.With(_ => payload)))
        {
            Assert.Empty(part.QuerySelectorAll("script, img, iframe, object, embed, style, link, meta, base, textarea, svg:not(.mark)"));
            Assert.All(part.QuerySelectorAll("*"), element =>
            {
                Assert.DoesNotContain(element.Attributes, attribute => attribute.Name.StartsWith("on", StringComparison.OrdinalIgnoreCase));
                Assert.True(element.GetAttribute("href") is not { } href || Schemes.Contains(new Uri(href).Scheme), element.OuterHtml);
            });
        }
    }

    [Fact, Trait("Row", "R21"), Trait("Row", "R14")]
    public void It_shows_what_was_said_card_by_card()
    {
        var text = Squeezed(string.Join('\n', Draw(FullRetro.With(place => $"Word of {place}")).Select(part => part.TextContent)));
        Assert.All(FullRetro.Places.Except(["title", "question", "answer"]), place => Assert.Contains(Squeezed($"Word of {place}"), text, StringComparison.Ordinal));
        Assert.Contains("5votes", text, StringComparison.Ordinal);
        Assert.Contains("👍2", text, StringComparison.Ordinal);
    }

    [Theory, Trait("Row", "R21"), Trait("Row", "Attack-A66")]
    [InlineData(4, 0)]
    [InlineData(5, 1)]
    public void A_rating_is_drawn_from_five_people_on(int answers, int charts)
    {
        var closing = Render<SummaryClosing>(given => given.Add(part => part.Seen, FullRetro.With(place => place, answers)));
        Assert.Equal(charts, closing.FindAll(".bars").Count);
        Assert.Equal(charts == 0, closing.Markup.Contains("nobody can be singled out", StringComparison.Ordinal));
    }

    [Theory, Trait("Row", "R19")]
    [InlineData(CommitmentStatus.Requested, "I promise", "No")]
    [InlineData(CommitmentStatus.Promised, "Done")]
    [InlineData(CommitmentStatus.Delivered)]
    [InlineData(CommitmentStatus.Met)]
    [InlineData(CommitmentStatus.Declined)]
    public void Only_the_owner_is_offered_an_answer_and_only_the_next_one(CommitmentStatus status, params string[] buttons)
    {
        Assert.Equal(buttons, Entry(mine: true).FindAll("button").Select(button => button.TextContent));
        Assert.Empty(Entry(mine: false).FindAll("button, form"));

        IRenderedComponent<PromiseEntry> Entry(bool mine) => Render<PromiseEntry>(given => given
            .Add(entry => entry.Retro, new("0123456789012345678901"))
            .Add(entry => entry.Promise, FullRetro.With(place => place).Room.Promises[0] with { Status = status })
            .Add(entry => entry.Mine, mine));
    }

    [Fact, Trait("Row", "R34")]
    public void It_speaks_the_reader_s_language()
    {
        Speak("de");
        var cards = Render<SummaryCards>(given => given.Add(part => part.Seen, FullRetro.With(place => place)));
        Assert.Contains("Lief gut", cards.Markup, StringComparison.Ordinal);
        Assert.Contains("Alle Karten", cards.Markup, StringComparison.Ordinal);
    }

    /// <summary>All parts, one after the other.</summary>
    IEnumerable<IElement> Draw(SeenRetro seen)
    {
        yield return Drawn(Render<SummaryTopics>(given => given.Add(part => part.Seen, seen)));
        yield return Drawn(Render<SummaryCards>(given => given.Add(part => part.Seen, seen)));
        yield return Drawn(Render<SummaryClosing>(given => given.Add(part => part.Seen, seen)));
        yield return Drawn(Render<SummaryPromises>(given => given
            .Add(part => part.Retro, seen.Board.Id).Add(part => part.Me, seen.Own!.Participant).Add(part => part.Title, "Promises").Add(part => part.Promises, seen.Room.Promises)));
    }

    static IElement Drawn<TComponent>(IRenderedComponent<TComponent> component) where TComponent : Microsoft.AspNetCore.Components.IComponent =>
        component.Nodes.OfType<IElement>().First().ParentElement!;

    static string Squeezed(string text) => string.Concat(text.Where(letter => !char.IsWhiteSpace(letter)));
}
