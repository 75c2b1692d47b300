namespace OrleansRetro.Load.History;

enum Promise
{
    /// <summary>What was acknowledged is stored.</summary>
    Kept,

    /// <summary>What was asked for, however often, has one effect.</summary>
    Once,

    /// <summary>Nothing is stored that nobody asked for.</summary>
    Asked,

    /// <summary>Versions are 1, 2, 3, ….</summary>
    Gapless,

    /// <summary>What begins after an answer comes after it.</summary>
    Ordered,

    /// <summary>An answer knows of all answers before the question.</summary>
    Fresh,

    /// <summary>What is shown at a version is what the log says up to it.</summary>
    True,

    /// <summary>Nobody has more votes than they may.</summary>
    Budget,

    /// <summary>Nothing is refused without a reason.</summary>
    Served,
}

/// <summary>A promise that was broken, and how.</summary>
sealed record Violation(Promise Promise, string What)
{
    public override string ToString() => $"{Promise}: {What}";
}
