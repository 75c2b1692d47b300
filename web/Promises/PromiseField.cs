namespace OrleansRetro.Promises;

/// <summary>What can be said about a promise in one field.</summary>
public enum PromiseField
{
    /// <summary>Another day than the one that both agreed on.</summary>
    NewDay,

    /// <summary>Another day than the one that is asked for or offered.</summary>
    OtherDay,
    AskingBack,
    Answering,
    Withdrawing,
}
