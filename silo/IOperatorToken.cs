namespace OrleansRetro;

/// <summary>The SHA-256 of the code that makes an account an operator, once.</summary>
public interface IOperatorToken
{
    /// <summary>Keeps the first hash it is given; true when it is this one. With <paramref name="again"/> it takes the place of one that is there, used or not.</summary>
    bool TryKeep(byte[] hash, bool again);

    /// <summary>Uses it up; of several who show it at once, one alone is told true.</summary>
    bool TryUse(byte[] hash);
}
