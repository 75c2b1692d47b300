using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.Logging;
using OrleansRetro.Retros;

namespace OrleansRetro.Pms;

sealed class PmGrain(IEventLog log, ILogger<PmGrain> logger) : EventSourcedGrain<Pm, PmEvent>(log, logger), IPmGrain
{
    protected override string Stream => StreamOf(Id);
    protected override JsonTypeInfo<PmEvent> EventFormat => PmJson.Default.PmEvent;

    PersonId Id => new(this.GetPrimaryKey());

    /// <summary>The write that founds a person in the append of whoever meets them first.</summary>
    public static StreamWrite Found(PersonId id, PersonNamed named) =>
        new(StreamOf(id), 0, [JsonSerializer.SerializeToUtf8Bytes<PmEvent>(named, PmJson.Default.PmEvent)]);

    public Task<string?> Name()
    {
        if (Durable.Name is null)
            DeactivateOnIdle();
        return Task.FromResult(Durable.Name);
    }

    public Task<long> Rename(Caller who, string name) => Act(who, pm => pm.Rename(name));
    public Task<long> WriteTakeaway(Caller who, RetroId retro, string text) => Act(who, pm => pm.WriteTakeaway(retro, text));

    public Task<string?> Takeaway(Caller who, RetroId retro)
    {
        OnlyMe(who);
        return Task.FromResult(Durable.Takeaways.GetValueOrDefault(retro));
    }

    async Task<long> Act(Caller who, Func<Pm, IEnumerable<PmEvent>> decision)
    {
        OnlyMe(who);
        MustExist();
        await Decide(decision);
        return DurableVersion;
    }

    void OnlyMe(Caller who)
    {
        if (who.Kind is not (CallerKind.Seat or CallerKind.Account) || who.Person != Id)
            throw new RejectedException("not-yours");
    }

    static string StreamOf(PersonId id) => $"pm/{id}";
}
