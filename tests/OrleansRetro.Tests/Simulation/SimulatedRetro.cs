using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.Logging.Abstractions;
using Orleans.Core;
using Orleans.Timers;
using OrleansRetro.EventSourcing;
using OrleansRetro.Retros;

namespace OrleansRetro.Tests.Simulation;

/// <summary>A retro's real shell and real decisions, without Orleans around them.</summary>
sealed class SimulatedRetro : EventSourcedGrain<Retro, RetroEvent>
{
    readonly List<(long Version, byte[] Event)> _told = [];

    public SimulatedRetro(IEventLog log, Action ended)
        : base(log, NullLogger.Instance) => Runtime(this) = new OnlyEnding(ended);

    protected override string Stream => "retro/simulated";
    protected override JsonTypeInfo<RetroEvent> EventFormat => RetroJson.Default.RetroEvent;

    /// <summary>What watchers were told, in order.</summary>
    public IReadOnlyList<(long Version, byte[] Event)> Told => _told;

    public Task Activate() => OnActivateAsync(CancellationToken.None);

    public async Task<long> Act(Func<Retro, IEnumerable<RetroEvent>> decision)
    {
        await Decide(decision);
        return DurableVersion;
    }

    public (long Version, Retro State) Look() => (DurableVersion, Durable);

    protected override void OnCommitted(IReadOnlyList<RetroEvent> events)
    {
        for (var i = 0; i < events.Count; i++)
            _told.Add((DurableVersion - events.Count + i + 1, JsonSerializer.SerializeToUtf8Bytes(events[i], EventFormat)));
    }

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "<Runtime>k__BackingField")]
    static extern ref IGrainRuntime Runtime(Grain grain);

    /// <summary>All of Orleans that the shell needs: to be ended.</summary>
    sealed class OnlyEnding(Action ended) : IGrainRuntime
    {
        public void DeactivateOnIdle(IGrainContext grainContext) => ended();

        public string SiloIdentity => throw new NotSupportedException();
        public SiloAddress SiloAddress => throw new NotSupportedException();
        public IGrainFactory GrainFactory => throw new NotSupportedException();
        public ITimerRegistry TimerRegistry => throw new NotSupportedException();
        public IServiceProvider ServiceProvider => throw new NotSupportedException();
        public void DelayDeactivation(IGrainContext grainContext, TimeSpan timeSpan) => throw new NotSupportedException();
        public IStorage<TGrainState> GetStorage<TGrainState>(IGrainContext grainContext) => throw new NotSupportedException();
    }
}
