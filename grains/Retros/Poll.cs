namespace OrleansRetro.Retros;

/// <summary>A question with one answer each, blind until it is closed. Answers carry a tag under the poll's own key.</summary>
sealed record Poll(PollId Id, PollKind Kind, string? Question, ImmutableArray<string> Options, int Number)
{
    public Phase AskedIn { get; init; }
    public bool Closed { get; init; }
    public ImmutableDictionary<string, string> Answers { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>The options that a kind brings along; empty for those that are given their own.</summary>
    public static ImmutableArray<string> OptionsOf(PollKind kind) => kind switch
    {
        PollKind.Safety or PollKind.Mood or PollKind.ReturnOnTime => ["1", "2", "3", "4", "5"],
        PollKind.Esvp => ["explorer", "shopper", "vacationer", "prisoner"],
        PollKind.FistOfFive => ["0", "1", "2", "3", "4", "5"],
        PollKind.MoreTime => ["up", "sideways", "down"],
        _ => [],
    };

    /// <summary>These answers say something about a person, so they are shown from a number of people on.</summary>
    public bool NeedsCompany => Kind is PollKind.Safety or PollKind.Mood or PollKind.Esvp or PollKind.ReturnOnTime;
}
