using System.Collections.Concurrent;
using OrleansRetro.EventSourcing;

namespace OrleansRetro.Tests.Cluster;

/// <summary>Stands behind the gate and hears who comes through.</summary>
public sealed class Doorbell : IIncomingGrainCallFilter
{
    readonly ConcurrentDictionary<(GrainId Grain, string Method, Caller Who), int> _rung = new();

    public Task Invoke(IIncomingGrainCallContext context)
    {
        var call = Gatekeeper.Asked(context.Request);
        _rung.AddOrUpdate((context.TargetId, call.GetMethodName(), Gatekeeper.Who(call) ?? default), 1, static (_, times) => times + 1);
        return context.Invoke();
    }

    public bool WasRung(IAddressable grain, string method, Caller who) => _rung.ContainsKey((grain.GetGrainId(), method, who));
}
