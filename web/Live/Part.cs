namespace OrleansRetro.Live;

/// <summary>A part of a board that a component draws; it hears of changes to that part alone.</summary>
public enum Part
{
    /// <summary>Title, columns' names, plan, carried promises and which of them is before everybody, next retro.</summary>
    Settings,
    Phase,
    Timer,
    People,

    /// <summary>Which cards there are and where they lie.</summary>
    Layout,
    Votes,
    Discussion,
    Polls,
    Closing,
    Room,

    /// <summary>One's own seat: cards, votes, answers.</summary>
    Seat,
}
