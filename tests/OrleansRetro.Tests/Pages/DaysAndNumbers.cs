using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using OrleansRetro.Tests.Infrastructure;

namespace OrleansRetro.Tests.Pages;

/// <summary>Words come in a language, days and numbers as they are written where the reader lives.</summary>
[Trait("Row", "R34")]
public sealed partial class DaysAndNumbers(SharedProgram shared)
{
    [Theory]
    [InlineData("en-US,en;q=0.9", "en-US", "en-US", "Kept until")]
    [InlineData("en-GB,en;q=0.9", "en-GB", "en-GB", "Kept until")]
    [InlineData("de-AT,de;q=0.9", "de-AT", "de-AT", "Bleibt bis")]
    [InlineData("de-DE", "de-DE", "de-DE", "Bleibt bis")]
    [InlineData("fr-FR,en-GB;q=0.8", "en-GB", "en-GB", "Kept until")]
    [InlineData("fr-FR", "en", "en", "Kept until")]
    public async Task Are_written_as_the_reader_writes_them(string accepted, string region, string language, string words)
    {
        using var visitor = new PageVisitor((await shared.Program).Address);
        var id = await visitor.StartRetro();

        var page = WebUtility.HtmlDecode((await visitor.Get($"/retros/{id}/summary", ("Accept-Language", accepted))).Is(200).Text);

        Assert.Contains($"<html lang=\"{language}\"", page, StringComparison.Ordinal);
        Assert.Contains(words, page, StringComparison.Ordinal);
        var days = Times().Matches(page);
        Assert.Equal(2, days.Count);
        Assert.All(days, day =>
        {
            var local = TimeZoneInfo.ConvertTime(DateTimeOffset.Parse(day.Groups["at"].Value, CultureInfo.InvariantCulture), TimeZoneInfo.Local);
            Assert.Equal(local.ToString(day.Groups["kind"].Value == "full" ? "D" : "M", CultureInfo.GetCultureInfo(region)), day.Groups["text"].Value);
        });
    }

    [GeneratedRegex("""<time datetime="(?<at>[^"]+)" data-day="(?<kind>[a-z]+)">(?<text>[^<]+)</time>""")]
    private static partial Regex Times();
}
