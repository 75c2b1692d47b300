using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using OrleansRetro.Retros;
using OrleansRetro.Teams;
using OrleansRetro.Words;

namespace OrleansRetro.Tests;

[Trait("Row", "R34")]
public sealed partial class WordsTests
{
    static readonly string[] Phases = ["check-in", "write", "group", "vote", "discuss", "commit", "close"];

    [Fact, Trait("Row", "R03")]
    public void Every_format_says_what_it_is_good_for_and_every_column_asks_in_every_language()
    {
        string[] keys =
        [
            .. from format in Format.All from part in new[] { "title", "good-for" } select $"{format.Id}.{part}",
            .. from format in Format.All
               from column in format.Columns
               from part in new[] { "title", "prompt", "example" }
               select $"{format.Id}/{column}.{part}",
        ];
        Assert.All(Resource.Of<FormatWords>(), resource => Assert.Equal(keys.Order(), resource.Words.Keys.Order()));
    }

    [Fact]
    public void Every_phase_has_a_title_a_line_for_the_room_and_advice_in_every_language() =>
        Assert.All(Resource.Of<PhaseWords>(), resource =>
            Assert.Empty(from phase in Phases
                         from part in new[] { "title", "room", "advice" }
                         where !resource.Words.ContainsKey($"{phase}.{part}")
                         select $"{phase}.{part}"));

    [Fact]
    public void Whatever_happens_in_a_team_is_said_in_its_audit_in_every_language()
    {
        var acts = typeof(TeamEvent).GetCustomAttributes<JsonDerivedTypeAttribute>().Select(kind => $"act.{kind.TypeDiscriminator}").Order();
        Assert.All(Resource.Of<AuditWords>(), resource => Assert.Equal(acts, resource.Words.Keys.Where(key => key.StartsWith("act.", StringComparison.Ordinal)).Order()));
    }

    [Fact]
    public void Every_language_has_the_same_words_with_the_same_gaps() =>
        Assert.All(Resource.All.GroupBy(resource => resource.Kind), languages =>
        {
            Assert.Equal(Resource.Languages, languages.Select(resource => resource.Language));
            var english = Keyed(languages.First());
            Assert.All(languages, resource => Assert.Equal(english, Keyed(resource)));

            static IEnumerable<string> Keyed(Resource resource) =>
                resource.Words.Select(word => $"{word.Key}: {string.Join(' ', Gaps(word.Value))}").Order();

            static IEnumerable<string> Gaps(string words) => Gap().Matches(words).Select(gap => gap.Value).Distinct().Order();
        });

    [Fact]
    public void Words_are_there_tidy_and_can_be_filled_in() =>
        Assert.Empty(Where((_, words) => words.Trim() != words || words.Length == 0 || words.Contains("  ") || words.Contains("...") || !Fills(words)));

    [Fact]
    public void Every_count_knows_one_and_many()
    {
        Assert.All(Resource.All, resource => Assert.Equal(Stems(resource, ".other"), Stems(resource, ".one")));

        static IEnumerable<string> Stems(Resource resource, string form) =>
            resource.Words.Keys.Where(key => key.EndsWith(form, StringComparison.Ordinal)).Select(key => key[..^form.Length]).Order();
    }

    [Fact, Trait("Row", "R03")]
    public void Words_keep_to_their_budget()
    {
        (Type Kind, string Key, int Most)[] budgets =
        [
            (typeof(FormatWords), @"/.*\.title$", 3), (typeof(FormatWords), @"\.good-for$", 12),
            (typeof(FormatWords), @"\.prompt$", 12), (typeof(FormatWords), @"\.example$", 16),
            (typeof(PhaseWords), @"\.title$", 2), (typeof(PhaseWords), @"\.room(\.|$)", 8), (typeof(PhaseWords), @"\.advice$", 16),
            (typeof(CheckInWords), @"^icebreaker\.", 12), (typeof(CheckInWords), @"^prime-directive$", 30), (typeof(CheckInWords), "", 30),
            (typeof(Refusals), "", 25), (typeof(AccountWords), @"\.hint$", 12), (typeof(AccountWords), "", 25), (typeof(Words.Words), @"\.hint$", 12), (typeof(Words.Words), "", 25),
        ];
        Assert.All(budgets, budget => Assert.Contains(Resource.All, resource => resource.Kind == budget.Kind && resource.Words.Keys.Any(key => Regex.IsMatch(key, budget.Key))));
        Assert.Empty(from budget in budgets
                     from found in Where((key, words) => Regex.IsMatch(key, budget.Key) && Length(words) > budget.Most, budget.Kind)
                     select $"more than {budget.Most} words: {found}");
    }

    [Fact]
    public void The_tone_is_quiet() =>
        Assert.Empty(Where((_, words) =>
            words.Contains('!') || Unwanted().IsMatch(words) ||
            words.EnumerateRunes().Any(rune => Rune.GetUnicodeCategory(rune) is UnicodeCategory.OtherSymbol)));

    [Fact, Trait("Row", "R08")]
    public void A_room_can_be_asked_forty_different_icebreakers() =>
        Assert.All(Resource.Of<CheckInWords>(), resource =>
        {
            var questions = Enumerable.Range(1, 40).Select(n => resource.Words[$"icebreaker.{n:00}"]).ToArray();
            Assert.Distinct(questions);
            Assert.All(questions, question => Assert.EndsWith("?", question));
        });

    [Theory]
    [InlineData("landing.start", "Start a retro")]
    [InlineData("join.name", "Your name")]
    [InlineData("join.join", "Join")]
    [InlineData("board.add-card-to", "Add a card to {0}")]
    [InlineData("board.next", "Next: {0}")]
    [InlineData("board.export", "Export")]
    [InlineData("vote.for", "Vote for {0}")]
    public void Labels_that_outside_programs_look_for_stay_as_they_are(string key, string label) =>
        Assert.Equal(label, Resource.Of<Words.Words>().First().Words[key]);

    /// <summary>Every word that fits, named so that it can be found.</summary>
    static IEnumerable<string> Where(Func<string, string, bool> fits, Type? kind = null) =>
        from resource in Resource.All
        where kind is null || resource.Kind == kind
        from word in resource.Words
        where fits(word.Key, word.Value)
        select $"{resource} {word.Key}: {word.Value}";

    static int Length(string words) => words.Split(' ').Count(word => word.Any(char.IsLetterOrDigit));

    static bool Fills(string words)
    {
        var gaps = Gap().Count(words);
        return words.Count(letter => letter is '{') == gaps && words.Count(letter => letter is '}') == gaps;
    }

    [GeneratedRegex(@"\{\d\}")]
    private static partial Regex Gap();

    [GeneratedRegex(@"\b(trust|score|performance|compliance|overdue|fail|violat|assignee|resource|Vertrauenswert|überfällig|gescheitert|fehlgeschlagen|versagt|Versto)", RegexOptions.IgnoreCase)]
    private static partial Regex Unwanted();
}
