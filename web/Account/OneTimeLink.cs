namespace OrleansRetro.Account;

/// <summary>A link that signs its account in once, as its hash.</summary>
public sealed class OneTimeLink
{
    public required byte[] Hash { get; init; }
    public Guid Account { get; init; }

    /// <summary>The mail address that whoever opens it has; null when it was handed over in person.</summary>
    public string? Proves { get; init; }

    public DateTimeOffset Until { get; init; }
}
