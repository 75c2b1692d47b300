namespace OrleansRetro.Load;

/// <summary>The exit codes.</summary>
enum Outcome
{
    Passed = 0,

    /// <summary>The server broke a promise: something lost, repeated, skipped or refused.</summary>
    Violated = 1,

    /// <summary>All promises held, but a figure missed its bar.</summary>
    TooSlow = 2,

    /// <summary>The driver was called wrongly, or stopped from outside.</summary>
    Misused = 64,
}
