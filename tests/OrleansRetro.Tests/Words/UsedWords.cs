using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using OrleansRetro.Words;

namespace OrleansRetro.Tests;

/// <summary>No word is kept that nobody reads. (That every format's words are there, and no others, is asked elsewhere.)</summary>
[Trait("Row", "R34")]
public sealed partial class UsedWords
{
    static readonly string House = Path.Combine(Path.GetDirectoryName(Here())!, "..", "..", "..");
    static readonly string Web = Source("web", "*.razor", "*.cs", "*.js");

    /// <summary>Words whose keys are put together: how the code begins to, and which they are.</summary>
    static readonly (Type Kind, string Code, string Keys)[] PutTogether =
    [
        (typeof(Words.Words), "$\"check-in.last-time.{", @"^check-in\.last-time\.[2-6]$"),
        (typeof(Words.Words), "$\"check-in.{key}\"", @"^check-in\.(safety|esvp|mood)$"),
        (typeof(Words.Words), "$\"promise.{key}\"", @"^promise\.(kept|kept-late|partly|not-kept|not-confirmed|withdrawn|disputed)$"),
        (typeof(Words.Words), "$\"language.{", @"^language\."),
        (typeof(Words.Words), "$\"settings.theme.{", @"^settings\.theme\."),
        (typeof(Words.Words), "$\"export.{kind}\"", @"^export\.(csv|json)$"),
        (typeof(Words.Words), "$\"sees.{", @"^sees\."),
        (typeof(HouseWords), "$\"nav.{room.Key}\"", @"^nav\.(home|team|promises|retros)$"),
        (typeof(HouseWords), "home.{Own.Sentence}", @"^home\.(asks-you|asked-yourself|you-promised|you-promised-yourself|says-done|you-asked|promised-you|asks-day|asks-terms|still-good|helped|offers|asks-instead|offers-instead|you-offered|asked-you|offered-you|settles|differently)$"),
        (typeof(HouseWords), "$\"promise.{Key}.label\"", @"^promise\.(new-day|other-day|asking-back|answering|withdrawing|missing|showing|not-kept|disputing|settling|other-terms)\.(label|do)$"),
        (typeof(HouseWords), "$\"size.{KebabCase.Of(size)}\"", @"^size\."),
        (typeof(HouseWords), "$\"keeping.size.{KebabCase.Of(size.Size)}\"", @"^keeping\.size\."),
        (typeof(HouseWords), "$\"mail.kind.{", @"^mail\.kind\."),
        (typeof(HouseWords), "$\"mail.off.{", @"^mail\.off\."),
        (typeof(HouseWords), "$\"promise.{Key}.label\"", @"^promise\.(new-day|other-day|asking-back|answering|withdrawing|missing|showing|not-kept|disputing|settling)\.(label|do)$"),
        (typeof(HouseWords), "$\"update.{KebabCase.Of(", @"^update\.(kept|kept-late|partly|not-kept|withdrawn|let-go)$"),
        (typeof(HouseWords), "$\"settle.{KebabCase.Of(", @"^settle\."),
        (typeof(HouseWords), "$\"promises.{Side}.empty\"", @"^promises\.(mine|to-me|team)\.empty$"),
        (typeof(HouseWords), "$\"keeping.{one.Key}\"", @"^keeping\.(moved|moved-late|withdrawn|released|unconfirmed|disputed)\.(one|other)$"),
        (typeof(HouseWords), "$\"agenda.{KebabCase.Of(", @"^agenda\.(work|problem|opportunity|learning)$"),
        (typeof(HouseWords), "$\"change.{KebabCase.Of(", @"^change\.(kept|renegotiated|dropped)$"),
        (typeof(HouseWords), "$\"mood.{KebabCase.Of(", @"^mood\.(very-low|low|mixed|good|very-good)$"),
        (typeof(HouseWords), "$\"mood.round.{", @"^mood\.round\.[12]$"),
        (typeof(HouseWords), "$\"checkin.{KebabCase.Of(", @"^checkin\.(smoothly|mixed|hard)$"),
        (typeof(HouseWords), "$\"promise.days.{day.What}\"", @"^promise\.days\.(asked|offered|earlier|fair|wanted|due|handed-over|today|confirmed|ended)$"),
        (typeof(HouseWords), "$\"keeping.range.{", @"^keeping\.range\.(on-time|as-agreed)$"),
        (typeof(HouseWords), "$\"story.{moment.What}\"", @"^story\."),
        (typeof(HouseWords), "$\"look.{look.What}\"", @"^look\."),
        (typeof(HouseWords), "$\"role.{", @"^role\."),
        (typeof(HouseWords), "$\"stage.{Key(stage)}", @"^stage\."),
        (typeof(AuditWords), "$\"outcome.{", @"^outcome\.(refused|failed)$"),
        (typeof(AccountWords), "$\"{what}.subject\"", @"^mail\.(sign-in|proof)\.(subject|text)$"),
        (typeof(CheckInWords), "\"icebreaker.\"", @"^icebreaker\.\d\d$"),
        (typeof(CheckInWords), "$\"{Stem(poll.Kind)}.", @"^(safety|esvp|mood|fist|more-time|roti)\.[a-z0-5]+$"),
        (typeof(CheckInWords), "$\"esvp.{option}.meaning\"", @"^esvp\.[a-z]+\.meaning$"),
        (typeof(PhaseWords), "$\"{KebabCase.Of(phase)}.", @"^(check-in|write|group|vote|discuss|commit|close)\.(title|advice)$"),
        (typeof(PhaseWords), "$\"{KebabCase.Of(board.Phase)}.room\"", @"^(check-in|write|group|vote|discuss|commit|close)\.room$"),
        (typeof(SampleWords), "$\"{column}.{number}\"", @"^(went-well|did-not|ideas)\.\d$"),
        (typeof(SampleWords), "$\"group.{title}\"", @"^group\."),
        (typeof(AuditWords), "$\"kind.{what}\"", @"^kind\."),
        (typeof(SampleWords), "$\"{key}.done-when\"", @"^promise\.\d\.done-when$"),
    ];

    public static TheoryData<Type> Kinds => [typeof(Words.Words), typeof(HouseWords), typeof(CheckInWords), typeof(PhaseWords), typeof(SampleWords), typeof(AccountWords), typeof(AuditWords)];

    [Theory, MemberData(nameof(Kinds))]
    public void Every_word_is_on_some_screen(Type kind) =>
        Assert.DoesNotContain(Keys(kind), key => !IsWritten(key, Web) && !PutTogether.Any(some => some.Kind == kind && Regex.IsMatch(key, some.Keys)));

    [Fact]
    public void Every_no_is_said_by_somebody()
    {
        var everywhere = Web + Source("grains", "*.cs") + Source("silo", "*.cs");
        Assert.DoesNotContain(Keys(typeof(Refusals)), key => !IsWritten(key, everywhere));
    }

    [Fact]
    public void Keys_that_are_put_together_still_are() =>
        Assert.All(PutTogether, some =>
        {
            Assert.Contains(some.Code, Web, StringComparison.Ordinal);
            Assert.Contains(Keys(some.Kind), key => Regex.IsMatch(key, some.Keys));
        });

    static IEnumerable<string> Keys(Type kind) => Resource.All.First(resource => resource.Kind == kind).Words.Keys;

    /// <summary>By its name, by that of its count, or by another form of the same count.</summary>
    static bool IsWritten(string key, string source) =>
        new[] { key, Form().Replace(key, ""), Form().Replace(key, ".other") }.Any(name => source.Contains($"\"{name}\"", StringComparison.Ordinal));

    static string Source(string part, params string[] kinds) =>
        string.Join('\n', kinds.SelectMany(kind => Directory.EnumerateFiles(Path.Combine(House, part), kind, SearchOption.AllDirectories)).Order(StringComparer.Ordinal).Select(File.ReadAllText));

    static string Here([CallerFilePath] string path = "") => path;

    [GeneratedRegex(@"\.(one|other)$")]
    private static partial Regex Form();
}
