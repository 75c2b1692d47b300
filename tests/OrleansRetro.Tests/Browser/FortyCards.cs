namespace OrleansRetro.Tests.Browser;

/// <summary>What four people say about building this product.</summary>
static class FortyCards
{
    public const string DoneWell = "Done well", Learned = "Learned", DoDifferently = "Do differently", Puzzles = "Puzzles";

    public static readonly IReadOnlyList<(string Column, string Text)> All =
    [
        .. In(DoneWell,
            "The log's contract was written before the log, and the tests came with it.",
            "Every answer waits until it is durable, also a refusal.",
            "We looked at each screen on a phone before we called it done.",
            "Words in two languages from the first day.",
            "One command starts everything, and a stranger got through without help.",
            "The floor next to our own server kept us honest about speed.",
            "Reviews were short because changes were.",
            "Nobody can tell whose card turned first.",
            "The sample retro explains more than a page of text would.",
            "We deleted the second promise component instead of keeping both."),
        .. In(Learned,
            "A reader that is quick may wait further down the chain than the writer thinks.",
            "Versions tell times, so an anonymous board must count what it shows.",
            "A setting lies where the program lies, not where somebody started it.",
            "Half of the CPU went into spinning threads that waited for work.",
            "Killing a process never tests the disk; counting syncs does.",
            "People read three words on a button and none below it.",
            "A card made in the browser can be sent again without fear.",
            "Long polling still matters behind old proxies.",
            "An empty column needs one good example and nothing else.",
            "The same question asked seven ways is one poll."),
        .. In(DoDifferently,
            "Measure on a quiet machine, or quote ratios alone.",
            "Agree on component names before two people build them.",
            "Start the browser tests with the first page, not with the last.",
            "Merge every hour instead of every evening.",
            "Write the words first; the layout follows them.",
            "Give each test host its own data directory from the start.",
            "Ask somebody new to run the README each week.",
            "Keep the resource files in small pieces.",
            "Draw the dark theme together with the light one.",
            "Decide on the promise's states before drawing its faces."),
        .. In(Puzzles,
            "How long should a retro wait for a facilitator who went for coffee?",
            "Why does the first request after a pause take three times as long?",
            "When is a group of cards one topic, and when is it two?",
            "Who reads the export, and in which program?",
            "Is ten seconds too long to see what others wrote?",
            "What would make us stop using our own product?",
            "Does anybody vote after reading all topics?",
            "How do we notice that a promise was too small to matter?",
            "Can a wall screen be useful without a single button?",
            "What do teams of two need that teams of ten don't?"),
    ];

    /// <summary>Cards that say much the same, and what their group is called.</summary>
    public static readonly Pair
        Merging = new("Working together", Starting("Merge every hour"), Starting("Agree on component names")),
        Newcomers = new("Newcomers", Starting("Ask somebody new"), Starting("One command starts"));

    /// <summary>A topic of its own.</summary>
    public static readonly string Alone = Starting("Who reads the export");

    public sealed record Pair(string Title, string Card, string With);

    /// <summary>What the group of a card is called, if it is in one.</summary>
    public static string? GroupOf(string text) => new[] { Merging, Newcomers }.SingleOrDefault(pair => pair.Card == text || pair.With == text)?.Title;

    static string Starting(string text) => All.Single(card => card.Text.StartsWith(text, StringComparison.Ordinal)).Text;

    static IEnumerable<(string, string)> In(string column, params string[] texts) => texts.Select(text => (column, text));
}
