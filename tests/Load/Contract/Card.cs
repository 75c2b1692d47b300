namespace OrleansRetro.Load.Contract;

/// <summary>What the driver knows of a card that it sent.</summary>
struct Card
{
    public int Author;

    /// <summary><see cref="Clock"/> ticks; 0: not yet.</summary>
    public long SentAt;

    /// <summary><see cref="Clock"/> ticks; 0: not acknowledged.</summary>
    public long AckedAt;

    /// <summary>The version that the acknowledgement told.</summary>
    public long Version;
}
