namespace OrleansRetro.EventSourcing;

/// <summary>Whether the store takes writes, for readiness.</summary>
public interface IStoreCondition
{
    /// <summary>False from a failed write until the next one that succeeds.</summary>
    bool Healthy { get; }

    /// <summary>Durably writes 64 KiB that mean nothing.</summary>
    /// <exception cref="UnknownOutcomeException">The store takes no writes.</exception>
    Task Probe();
}
