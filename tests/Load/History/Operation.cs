namespace OrleansRetro.Load.History;

enum Act { Add, Reword, Delete, Vote, Read }

enum Ending
{
    /// <summary>No answer settled it: it may have happened, or happen yet.</summary>
    Unknown,
    Done,
    Refused,
}

/// <summary>One thing that a client asked for, from its first attempt to the answer that settled it.</summary>
/// <param name="Client">Asks for one thing after the other, as far as the same card or its own votes are concerned.</param>
/// <param name="Act">What it is.</param>
/// <param name="Thing">The card, or the topic voted on; empty for a read.</param>
/// <param name="Value">The words of a card, or a count of votes. No two rewordings of a card are the same.</param>
/// <param name="Invoked"><see cref="Clock"/> ticks before the first attempt.</param>
sealed record Operation(string Client, Act Act, string Thing, string Value, long Invoked)
{
    /// <summary><see cref="Clock"/> ticks after the answer.</summary>
    public long Returned { get; init; } = long.MaxValue;

    public Ending Ending { get; init; }

    /// <summary>The version that the answer told.</summary>
    public long Version { get; init; }

    /// <summary>Why it was refused.</summary>
    public string? Code { get; init; }

    /// <summary>Asked in a cluster of its own: nobody in the other hears of it before they write themselves, nor the other way round.</summary>
    public bool IsApart { get; init; }

    /// <summary>What a read showed.</summary>
    public Content Content { get; init; }

    /// <summary>The client's own votes as a read showed them; null where it does not vote.</summary>
    public string? Own { get; init; }

    public override string ToString() => $"{Client}: {Act} {Thing} '{Value.ReplaceLineEndings("/")}'{(Ending == Ending.Done ? $" at version {Version}" : $" ({Ending} {Code})")}";
}
