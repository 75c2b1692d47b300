using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OrleansRetro.Live;
using OrleansRetro.Retros;
using OrleansRetro.Teams;

namespace OrleansRetro.Pms;

sealed partial class PmGrain(IEventLog log, IHostApplicationLifetime host, ILogger<PmGrain> logger) : EventSourcedGrain<Pm, PmEvent>(log, logger), IPmGrain
{
    readonly Versions _versions = new();

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
        return Task.FromResult(_erased ? null : Durable.Name);
    }

    public async Task<long> Introduce(Caller who, string name)
    {
        OnlyMe(who);
        if (who.Kind != CallerKind.Account)
            throw new RejectedException("not-yours");
        MustBeHere();
        await Decide(pm => pm.Found(name));
        return DurableVersion;
    }

    public Task<PmProfile> Profile(Caller who)
    {
        OnlyMe(who);
        MustExist();
        return Task.FromResult(Durable.Profile(Id, DurableVersion));
    }

    public IAsyncEnumerable<long> Watch(Caller who, long after, CancellationToken cancellationToken = default)
    {
        OnlyMe(who);
        return _versions.Watch(after, () => { MustExist(); return DurableVersion; }, () => IsBroken, host, cancellationToken);
    }

    public Task<long> Rename(Caller who, string name) => Act(who, pm => pm.Rename(name));
    public Task<long> ChooseStage(Caller who, PmStage? stage) => Act(who, pm => pm.ChooseStage(stage));
    public Task<long> SetZone(Caller who, string? zone) => Act(who, pm => pm.SetZone(zone));
    public Task<long> SetLanguage(Caller who, string? language) => Act(who, pm => pm.SetLanguage(language));
    public Task<long> KeepRetro(Caller who, RetroId retro, PersonId seatedAs) => Act(who, pm => pm.KeepRetro(Id, retro, seatedAs));
    public Task<long> ForgetRetro(Caller who, RetroId retro) => Act(who, pm => pm.ForgetRetro(retro));
    public Task<long> WriteTakeaway(Caller who, RetroId retro, string text) => Act(who, pm => pm.WriteTakeaway(retro, text));

    public Task<long> TeamJoined(Caller room, TeamId team) => ActForOthers(room, pm => pm.JoinTeam(team));
    public Task<long> TeamLeft(Caller room, TeamId team) => ActForOthers(room, pm => pm.LeaveTeam(team));
    public Task<long> NoteLook(Caller room, Look look) => ActForOthers(room, pm => pm.NoteLook(look));

    public Task<string?> Takeaway(Caller who, RetroId retro)
    {
        OnlyMe(who);
        return Task.FromResult(_erased ? null : Durable.Takeaways.GetValueOrDefault(retro));
    }

    public Task<PersonId?> SeatedAs(Caller room, RetroId retro)
    {
        OnlyRoom(room);
        return Task.FromResult(_erased ? null : Durable.Retros.FirstOrDefault(own => own.Id == retro)?.As);
    }

    public Task<ImmutableArray<Look>> Looks(Caller who)
    {
        OnlyMe(who);
        MustExist();
        return Task.FromResult<ImmutableArray<Look>>([.. Durable.Looks.Reverse()]);
    }

    protected override void OnCommitted(IReadOnlyList<PmEvent> events) => _versions.Wake();

    protected override void OnBroken() => _versions.Wake();

    async Task<long> Act(Caller who, Func<Pm, IEnumerable<PmEvent>> decision)
    {
        OnlyMe(who);
        return await Act(decision);
    }

    async Task<long> ActForOthers(Caller room, Func<Pm, IEnumerable<PmEvent>> decision)
    {
        OnlyRoom(room);
        return await Act(decision);
    }

    async Task<long> Act(Func<Pm, IEnumerable<PmEvent>> decision)
    {
        MustExist();
        await Decide(decision);
        return DurableVersion;
    }

    void OnlyMe(Caller who)
    {
        if (who.Kind is not (CallerKind.Seat or CallerKind.Account) || who.Person != Id)
            throw new RejectedException("not-yours");
    }

    static void OnlyRoom(Caller room)
    {
        if (room.Kind != CallerKind.Room)
            throw new RejectedException("not-yours");
    }

    static string StreamOf(PersonId id) => $"pm/{id}";
}
