namespace OrleansRetro.EventSourcing;

/// <summary>Whom a grain answers.</summary>
public enum Audience
{
    /// <summary>Nobody has to be anybody: the answer says no more than the arguments prove.</summary>
    Anybody,

    /// <summary>Other grains and the clock; never whoever asks from outside.</summary>
    Room,

    /// <summary>May look: seats and readers of a retro, everybody in a team, both parties of a promise.</summary>
    Reader,

    /// <summary>Takes part: a seat in a retro, a member of a team.</summary>
    Member,

    /// <summary>Runs it.</summary>
    Facilitator,

    /// <summary>The person whose stream it is.</summary>
    Self,

    /// <summary>Looks after the installation.</summary>
    Operator,
}

/// <summary>Whom a contract method answers: any of these. Asked in one place, before the grain is.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ForAttribute(params Audience[] audiences) : Attribute
{
    public IReadOnlyList<Audience> Audiences { get; } = audiences;
}
