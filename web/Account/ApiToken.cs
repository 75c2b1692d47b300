namespace OrleansRetro.Account;

/// <summary>What a program of somebody's shows to act for them, as its hash.</summary>
public sealed class ApiToken
{
    public Guid Id { get; init; }
    public Guid Account { get; init; }
    public required byte[] Hash { get; init; }

    /// <summary>What its owner calls it.</summary>
    public required string Name { get; init; }

    /// <summary>How it begins, for its owner to recognise.</summary>
    public required string Start { get; init; }

    /// <summary>Whether it may change something, or only read.</summary>
    public bool MayWrite { get; init; }

    public DateTimeOffset Made { get; init; }
    public DateTimeOffset Until { get; init; }
    public DateOnly? SeenOn { get; init; }
}
