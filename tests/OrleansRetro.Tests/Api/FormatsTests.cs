using OrleansRetro.Tests.Infrastructure;

namespace OrleansRetro.Tests.Api;

/// <summary>The formats that programs may start with.</summary>
public sealed class FormatsTests(SharedProgram shared)
{
    // The ids that outside programs rely on, in no code of ours.
    const string Promised = """
        start-stop-continue: start, stop, continue
        went-well: went-well, did-not, ideas
        plus-delta: plus, delta
        mad-sad-glad: mad, sad, glad
        four-ls: liked, learned, lacked, longed-for
        three-ls: liked, learned, lacked
        sailboat: wind, anchor, rocks, island
        hot-air-balloon: hot-air, sandbags, storm-clouds, sunny-sky
        starfish: keep, more, less, start, stop
        kalm: keep, add, less, more
        daki: drop, add, keep, improve
        kpt: keep, problem, try
        wrap: wishes, risks, appreciations, puzzles
        rose-thorn-bud: rose, thorn, bud
        lean-coffee: to-discuss, discussing, done
        timeline: events, energy-up, energy-down
        five-whys: problem, why-1, why-2, why-3, why-4, why-5
        fishbone: effect, people, process, tools, environment, policy, materials
        learning-matrix: liked, disliked, ideas, thanks
        kudos: kudos
        circles-and-soup: control, influence, soup
        anchors-engines: anchors, engines
        what-so-what: what, so-what, now-what
        original-four: done-well, learned, do-differently, puzzles
        premortem: failure, causes, safeguards
        incident-review: timeline, impact, factors, what-helped, follow-ups
        health-check: statements
        three-little-pigs: straw, sticks, bricks
        working-agreements: keep, change, add
        expectation-review: set, met, partly, missed, why
        impact-review: forecast, actual, why, now-believe
        working-backwards-check: still-true, promise-kept, not-in-release
        """;

    [Fact, Trait("Row", "R03"), Trait("Row", "R34")]
    public async Task All_32_formats_are_listed_with_their_columns_titles_and_prompts()
    {
        using var api = await shared.Client();
        var formats = (await api.Get("/api/v1/formats")).Is(200).Json.EnumerateArray().ToArray();
        Assert.Equal(32, formats.Length);
        Assert.Equal(
            Promised.ReplaceLineEndings("\n").Split('\n').Order(),
            formats.Select(format => $"{format.GetProperty("id")}: {string.Join(", ", format.GetProperty("columns").EnumerateArray().Select(column => column.GetProperty("id").GetString()))}").Order());
        foreach (var text in formats.SelectMany(format => format.GetProperty("columns").EnumerateArray().SelectMany(column => new[] { column.GetProperty("title"), column.GetProperty("prompt") }).Append(format.GetProperty("title"))))
            Assert.NotEqual("", text.GetString()!.Trim());
    }

    [Fact, Trait("Row", "R34")]
    public async Task Titles_are_in_English_whatever_the_browser_asks_for()
    {
        using var api = await shared.Client();
        var german = await api.Get("/api/v1/formats", null, ("Accept-Language", "de"));
        Assert.Equal((await api.Get("/api/v1/formats")).Text, german.Text);
    }
}
