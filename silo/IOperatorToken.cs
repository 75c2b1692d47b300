namespace OrleansRetro;

/// <summary>The SHA-256 of the one token that operators show.</summary>
public interface IOperatorToken
{
    /// <summary>Keeps the first hash it is given; true when it is this one. With <paramref name="again"/> it takes the place of one that is there.</summary>
    bool TryKeep(byte[] hash, bool again);

    byte[]? Find();
}
