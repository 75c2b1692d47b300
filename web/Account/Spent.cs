namespace OrleansRetro.Account;

/// <summary>Something that counts once and has been used.</summary>
public sealed class Spent
{
    public required byte[] Hash { get; init; }

    /// <summary>When it would have lost its worth anyway.</summary>
    public DateTimeOffset Until { get; init; }
}
