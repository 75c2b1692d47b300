namespace OrleansRetro.Account;

/// <summary>One of the codes that an account's owner keeps on paper, as its hash. When it has been used it goes.</summary>
public sealed class RecoveryCode
{
    public Guid Account { get; init; }
    public required byte[] Hash { get; init; }
}
