using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;
using OrleansRetro.Retros;
using OrleansRetro.Words;

namespace OrleansRetro.Tests;

/// <summary>The words as pages ask for them.</summary>
[Trait("Row", "R34")]
public sealed class LocalizerTests : IDisposable
{
    readonly ServiceProvider services = new ServiceCollection().AddLogging().AddLocalization().BuildServiceProvider();
    static readonly BoardSettings Board = new() { Format = "went-well" };

    readonly (CultureInfo Formats, CultureInfo Words) before = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);

    [Theory]
    [InlineData("en", 0, "0 cards")]
    [InlineData("en", 1, "1 card")]
    [InlineData("en-GB", 2000, "2,000 cards")]
    [InlineData("de", 0, "0 Karten")]
    [InlineData("de-AT", 1, "1 Karte")]
    [InlineData("de-DE", 2000, "2.000 Karten")]
    [InlineData("fr", 2, "2 cards")]
    public void A_count_has_the_form_and_the_digits_of_its_language(string language, long n, string expected) =>
        Assert.Equal(expected, Speaking<Words.Words>(language).Count("cards", n));

    [Theory, Trait("Row", "R03")]
    [InlineData("en", "Went well · Didn't · Ideas", "Went well", "Didn't", "Ideas")]
    [InlineData("de-CH", "Lief gut · Weniger gut · Ideen", "Lief gut", "Weniger gut", "Ideen")]
    public void One_format_is_read_in_each_ones_language(string language, string title, params string[] columns)
    {
        var words = Speaking<FormatWords>(language);
        var format = Format.Find("went-well")!;
        Assert.Equal(title, words.Title(format));
        Assert.Equal(columns, format.Columns.Select(column => words.TitleOf(Board, new ColumnId(column))));
    }

    [Fact, Trait("Row", "R03")]
    public void A_column_asks_and_shows_an_example()
    {
        var words = Speaking<FormatWords>("en");
        var column = new Column(new("went-well"));
        Assert.Equal("What went well?", words.PromptOf(Board, column));
        Assert.Equal("We shipped the import two days early.", words.ExampleOf(Board, column));
        Assert.Equal("A first retro, and any week after it", words.GoodFor(Format.Find("went-well")!));
    }

    [Fact]
    public void A_refusal_is_filled_in() =>
        Assert.Equal("Dieses Board ist mit 2000 Karten voll. Nichts ging verloren.", Speaking<Refusals>("de")["full-cards", "2000"].Value);

    public void Dispose()
    {
        (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = before;
        services.Dispose();
    }

    IStringLocalizer<TKind> Speaking<TKind>(string language)
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);
        return services.GetRequiredService<IStringLocalizer<TKind>>();
    }
}
