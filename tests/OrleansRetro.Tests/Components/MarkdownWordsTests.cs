using OrleansRetro.Shared;

namespace OrleansRetro.Tests.Components;

/// <summary>What is left of a card's text where no formatting is shown.</summary>
[Trait("Row", "R11")]
public sealed class MarkdownWordsTests
{
    [Theory]
    [InlineData("**Deploys** are `slow`, see [wiki](https://example.com)", "Deploys are slow, see wiki")]
    [InlineData("~~Never~~ _again_", "Never again")]
    [InlineData("Two\nlines", "Two\nlines")]
    [InlineData("- one\n- two", "one\ntwo")]
    [InlineData("<script>alert(1)</script>", "<script>alert(1)</script>")]
    [InlineData("5 > 3 and 2 < 4", "5 > 3 and 2 < 4")]
    [InlineData("https://example.com/a_b", "https://example.com/a_b")]
    [InlineData("***", "***")]
    [InlineData("Plain words, and nothing else", "Plain words, and nothing else")]
    public void Marks_go_and_words_stay(string text, string words) => Assert.Equal(words, Markdown.Words(text));

    [Fact]
    public void What_is_nested_too_deep_stays_as_it_is()
    {
        var text = new string('>', 7_000) + "deep";
        Assert.Equal(text, Markdown.Words(text));
    }
}
