namespace OrleansRetro.EventSourcing;

/// <summary>Asks a silo whether it could keep a fact now. Any key will do: each asks another part of the grains' directory.</summary>
[Alias("readiness")]
public interface IReadinessGrain : IGrainWithIntegerKey
{
    /// <exception cref="UnknownOutcomeException">The store takes no writes.</exception>
    [Alias("Probe"), For(Audience.Anybody)] Task Probe();
}

sealed class ReadinessGrain(IStoreCondition store) : Grain, IReadinessGrain
{
    public Task Probe() => store.Probe();
}
