using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OrleansRetro.Live;
using OrleansRetro.Retros;
using OrleansRetro.Teams;

namespace OrleansRetro.Pms;

sealed partial class PmGrain(IEventLog log, IKeys keys, [FromKeyedServices("domain")] TimeProvider time, IHostApplicationLifetime host, ILogger<PmGrain> logger) : EventSourcedGrain<Pm, PmEvent>(log, logger), IPmGrain, IGuarded
{
    readonly Versions _versions = new();

    protected override string Stream => StreamOf(Id);
    protected override JsonTypeInfo<PmEvent> EventFormat => PmJson.Default.PmEvent;

    PersonId Id => new(this.GetPrimaryKey());

    /// <summary>The write that founds a person in the append of whoever meets them first.</summary>
    public static StreamWrite Found(PersonId id, PersonNamed named) =>
        new(StreamOf(id), 0, [JsonSerializer.SerializeToUtf8Bytes<PmEvent>(named, PmJson.Default.PmEvent)]);

    public ValueTask<bool> Admits(Caller who, Audience audience) =>
        ValueTask.FromResult(audience == Audience.Self && who.Kind is CallerKind.Seat or CallerKind.Account && who.Person == Id);

    public Task<string?> Name()
    {
        if (Durable.Name is null)
            DeactivateOnIdle();
        return Task.FromResult(_erased ? null : Durable.Name);
    }

    public async Task<long> Introduce(Caller who, string name)
    {
        if (who.Kind != CallerKind.Account)
            throw new RejectedException("not-yours");
        MustBeHere();
        await Decide(pm => pm.Found(Id, name));
        return DurableVersion;
    }

    public Task<PmProfile> Profile(Caller who)
    {
        MustExist();
        return Task.FromResult(Durable.Profile(Id, DurableVersion));
    }

    public IAsyncEnumerable<long> Watch(Caller who, long after, CancellationToken cancellationToken = default)
    {
        return _versions.Watch(after, () => { MustExist(); return DurableVersion; }, () => IsBroken, host, cancellationToken);
    }

    public Task<long> Rename(Caller who, string name) => Act(pm => pm.Rename(name));
    public Task<long> ChooseStage(Caller who, PmStage? stage) => Act(pm => pm.ChooseStage(stage));
    public Task<long> SetZone(Caller who, string? zone) => Act(pm => pm.SetZone(zone));
    public Task<long> SetLanguage(Caller who, string? language) => Act(pm => pm.SetLanguage(language));
    public Task<long> ForgetRetro(Caller who, RetroId retro) => Act(pm => pm.ForgetRetro(retro));
    public Task<long> TurnOut(Caller room, PersonId account) => Act(pm => pm.TurnOut(account));
    public Task<long> WriteTakeaway(Caller who, RetroId retro, string text) => Act(pm => pm.WriteTakeaway(retro, text));

    public Task<long> TeamJoined(Caller room, TeamId team) => Act(pm => pm.JoinTeam(team));
    public Task<long> TeamLeft(Caller room, TeamId team) => Act(pm => pm.LeaveTeam(team));
    public Task<long> PartnerMet(Caller room, PersonId with) => Act(pm => pm.MeetPartner(with));
    public Task<long> ChangeTold(Caller room, Changes.ChangeId change) => Act(pm => pm.TellChange(change));
    public Task<long> Looked(Caller room, PersonId by, string what, DateTimeOffset at) => Act(pm => pm.NoteLook(by, what, at));

    public async Task<long> KeepRetro(Caller who, RetroId retro, PersonId seatedAs)
    {
        MustExist();
        // What is refused makes nobody anybody.
        _ = Durable.KeepRetro(Id, retro, seatedAs).Count();
        // The guest's own stream is where two who say so meet.
        if (seatedAs != Id)
            await GrainFactory.GetGrain<IPmGrain>(seatedAs.Value).TurnOut(Caller.Room, Id);
        return await Act(pm => pm.KeepRetro(Id, retro, seatedAs));
    }

    public Task<ImmutableArray<PersonId>> Guests(Caller room) => Task.FromResult(Durable.Persons);

    public Task<PersonId?> TurnedOutToBe(Caller room)
    {
        MustExist();
        return Task.FromResult(Durable.TurnedOutToBe);
    }

    public Task<string?> Takeaway(Caller who, RetroId retro)
    {
        return Task.FromResult(_erased ? null : Durable.Takeaways.GetValueOrDefault(retro));
    }

    public Task<PersonId?> SeatedAs(Caller room, RetroId retro)
    {
        return Task.FromResult(_erased ? null : Durable.Retros.FirstOrDefault(own => own.Id == retro)?.As);
    }

    public async Task<ImmutableArray<Look>> Looks(Caller who)
    {
        MustExist();
        var looks = Durable.Looks;
        var people = looks.Select(look => look.Who).OfType<PersonId>().Distinct().ToArray();
        var names = await Task.WhenAll(people.Select(person => GrainFactory.GetGrain<IPmGrain>(person.Value).Name()));
        var named = people.Zip(names).ToDictionary(pair => pair.First, pair => pair.Second);
        return [.. looks.Reverse().Select(look => new Look(look.At, look.Who is { } by ? named[by] : look.By, look.What))];
    }

    protected override void OnCommitted(IReadOnlyList<PmEvent> events) => _versions.Wake();

    protected override void OnBroken() => _versions.Wake();

    async Task<long> Act(Func<Pm, IEnumerable<PmEvent>> decision)
    {
        MustExist();
        await Decide(decision);
        return DurableVersion;
    }

    public static string StreamOf(PersonId id) => $"pm/{id}";

    /// <summary>What is found about a person outside of their own stream.</summary>
    public static string TopicOf(PersonId id) => $"pm:{id}";
}
