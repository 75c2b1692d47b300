using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;
using OrleansRetro.Retros;
using OrleansRetro.Words;

namespace OrleansRetro.Tests.Components;

/// <summary>Numbers are written as the reader writes them.</summary>
[Trait("Row", "R34")]
public sealed class NumbersTests : Drawing
{
    [Theory]
    [InlineData("en", "2,000")]
    [InlineData("de", "2.000")]
    public void How_much_fits_into_a_card(string language, string most)
    {
        Speak(language);
        var composer = Render<CardComposer>(parameters => parameters.Add(it => it.Key, "card:ideas").Add(it => it.Label, "").Add(it => it.Example, ""));
        Assert.Contains($" {most} ", composer.Find("form").GetAttribute("data-cut"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("en", "This board is full at 2,000 cards. Nothing was lost.")]
    [InlineData("de", "2.000")]
    public void What_a_full_board_says(string language, string words)
    {
        Speak(language);
        Assert.Contains(words, Services.GetRequiredService<IStringLocalizer<Refusals>>().Sentence(new("full-cards", "2000")), StringComparison.Ordinal);
    }
}
