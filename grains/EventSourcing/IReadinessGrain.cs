using Orleans.Concurrency;

namespace OrleansRetro.EventSourcing;

/// <summary>Asks a silo whether it could keep a fact now; key 0.</summary>
[Alias("readiness")]
public interface IReadinessGrain : IGrainWithIntegerKey
{
    /// <exception cref="UnknownOutcomeException">The store takes no writes.</exception>
    [Alias("Probe")] Task Probe();
}

[StatelessWorker(1)]
sealed class ReadinessGrain(IStoreCondition store) : Grain, IReadinessGrain
{
    public Task Probe() => store.Probe();
}
