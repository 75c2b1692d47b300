namespace OrleansRetro.Retros;

/// <summary>How large one retro may grow; configuration <c>Retro:Limits</c>.</summary>
public sealed record RetroLimits
{
    /// <summary>People with a seat.</summary>
    public int SeatsPerRetro { get; init; } = 200;

    /// <summary>Cards that are not deleted.</summary>
    public int CardsPerRetro { get; init; } = 2_000;
    public int ColumnsPerRetro { get; init; } = 12;
    public int CommentsPerRetro { get; init; } = 2_000;

    /// <summary>Topics with notes.</summary>
    public int NotesPerRetro { get; init; } = 2_000;
    public int PollsPerRetro { get; init; } = 200;

    /// <summary>Promises asked for in one retro.</summary>
    public int PromisesPerRetro { get; init; } = 200;
    public int ThanksPerRetro { get; init; } = 2_000;

    /// <summary>Take-aways that their owners shared with the room.</summary>
    public int TakeawaysPerRetro { get; init; } = 2_000;

    /// <summary>Times one invite link or code may be used.</summary>
    public int UsesPerInvite { get; init; } = 250;

    /// <summary>Days until an unclaimed board without open promises is deleted, from its last phase on.</summary>
    public int DaysKept { get; init; } = 14;

    /// <summary>People whose answers are needed before a distribution about people is shown; never below 3.</summary>
    public int PeoplePerScore { get; init; } = 5;
}

/// <summary>Longest texts, in UTF-16 characters.</summary>
public static class Longest
{
    public const int Card = 2_000;
    public const int Title = 120;
    public const int Name = 60;
    public const int Notes = 4_000;
    public const int Sentence = 500;
}
