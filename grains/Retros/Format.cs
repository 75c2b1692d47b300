namespace OrleansRetro.Retros;

/// <summary>A way to ask: columns in their order. Titles, prompts and examples are words and live with the page, one set a language.</summary>
/// <param name="Id">Kebab-case, the same in every language.</param>
/// <param name="Columns">Kebab-case ids, in order.</param>
public sealed record Format(string Id, IReadOnlyList<string> Columns)
{
    /// <summary>Every format there is, in the order they are offered.</summary>
    public static IReadOnlyList<Format> All { get; } = Read("""
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
        """);

    /// <summary>The six that a first screen offers.</summary>
    public static IReadOnlyList<Format> Favourites { get; } =
        [.. new[] { "went-well", "start-stop-continue", "mad-sad-glad", "four-ls", "sailboat", "original-four" }.Select(id => Find(id)!)];

    /// <summary>The format of this id, or null.</summary>
    public static Format? Find(string id) => All.FirstOrDefault(format => format.Id == id);

    static Format[] Read(string table) =>
        [.. from line in table.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            let colon = line.IndexOf(':')
            select new Format(line[..colon], line[(colon + 1)..].Split(',', StringSplitOptions.TrimEntries))];
}
