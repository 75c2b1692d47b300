namespace OrleansRetro.Promises;

/// <summary>What can be said about a promise in one field.</summary>
public enum PromiseField
{
    /// <summary>Another day than the one that both agreed on.</summary>
    NewDay,

    /// <summary>Another day than the one that is asked for or offered.</summary>
    OtherDay,

    /// <summary>Other words, and another day if need be, than both agreed on.</summary>
    OtherTerms,
    AskingBack,
    Answering,
    Withdrawing,

    /// <summary>Where it can be seen.</summary>
    Showing,

    /// <summary>What isn't there yet of what was handed over.</summary>
    Missing,

    /// <summary>The same, and that it isn't kept therefore.</summary>
    NotKept,

    /// <summary>How one of the two sees it.</summary>
    Disputing,

    /// <summary>How one of the two would settle that.</summary>
    Settling,
}
