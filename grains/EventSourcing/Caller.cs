namespace OrleansRetro.EventSourcing;

/// <summary>Who asks. The web authenticates, the grain decides on it.</summary>
public enum CallerKind
{
    /// <summary>A seat in a retro, taken without an account.</summary>
    Seat,
    Account,
    Operator,
    /// <summary>A deadline that has come.</summary>
    Clock,
    /// <summary>A retro that speaks for the people in its room, or this program where it looks for all of them; never whoever asks from outside.</summary>
    Room,
}

/// <summary>Who asks: a person, and in which capacity.</summary>
[GenerateSerializer, Immutable, Alias("caller")]
public readonly record struct Caller(PersonId Person, CallerKind Kind)
{
    /// <summary>Says no name: whatever prints a call, a time-out for one, prints this beside what was written.</summary>
    public override string ToString() => Kind.ToString();

    public static Caller Seat(PersonId person) => new(person, CallerKind.Seat);
    public static Caller Account(PersonId person) => new(person, CallerKind.Account);
    public static Caller Operator(PersonId person) => new(person, CallerKind.Operator);
    public static Caller Clock { get; } = new(default, CallerKind.Clock);
    public static Caller Room { get; } = new(default, CallerKind.Room);
}
