using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OrleansRetro.Live;
using OrleansRetro.Pms;
using OrleansRetro.Retros;

namespace OrleansRetro.Teams;

sealed partial class TeamGrain(
    IEventLog log, IKeys keys, [FromKeyedServices("domain")] TimeProvider time, IOptions<TeamLimits> options, IOptions<RetroLimits> retroOptions,
    IHostApplicationLifetime host, ILogger<TeamGrain> logger)
    : EventSourcedGrain<Team, TeamEvent>(log, logger), ITeamGrain, IGuarded, IRemindable
{
    readonly Versions _versions = new();

    protected override string Stream => StreamOf(Id);
    protected override JsonTypeInfo<TeamEvent> EventFormat => TeamJson.Default.TeamEvent;

    TeamId Id => new(this.GetPrimaryKey());
    TeamLimits Limits => options.Value;
    DateTimeOffset Now => time.GetUtcNow();

    public static string StreamOf(TeamId id) => $"team/{id}";

    public async Task<long> Found(Caller who, string name)
    {
        MustBeHere();
        await Decide(team => team.Found(who, name, Now));
        await TellPeople();
        return DurableVersion;
    }

    public ValueTask<bool> Admits(Caller who, Audience audience)
    {
        MustBeHere();
        // For whoever is nobody here, there is no such team.
        var role = who.Kind == CallerKind.Account ? Durable.RoleOf(who.Person) : null;
        return role is null ? throw new RejectedException("not-found") : ValueTask.FromResult(audience switch
        {
            Audience.Reader => true,
            Audience.Member => role >= TeamRole.Member,
            Audience.Facilitator => role >= TeamRole.Facilitator,
            _ => false,
        });
    }

    public async Task<TeamView> View(Caller who)
    {
        MustExist();
        var mine = Durable.Belonging(who);
        var people = Durable.Members;
        var names = await Task.WhenAll(people.Select(member => GrainFactory.GetGrain<IPmGrain>(member.Person.Value).Name()));
        var named = people.Zip(names).ToDictionary(pair => pair.First.Person, pair => pair.Second ?? "");
        return Durable.View(Id, mine, person => named.GetValueOrDefault(person, ""), Now, DurableVersion);
    }

    public Task<TeamRole?> RoleOf(Caller room, PersonId person)
    {
        MustExist();
        return Task.FromResult(Durable.RoleOf(person));
    }

    public Task<ImmutableArray<PersonId>> StrangersAmong(Caller room, ImmutableArray<PersonId> persons)
    {
        MustExist();
        return Task.FromResult(persons.RemoveAll(person => Durable.RoleOf(person) >= TeamRole.Member));
    }

    public Task<ImmutableArray<PersonId>> RemovedAmong(Caller room, ImmutableArray<PersonId> persons)
    {
        MustExist();
        return Task.FromResult(persons.RemoveAll(person => Durable.Gone.GetValueOrDefault(person) is not { WasRemoved: true }));
    }

    public IAsyncEnumerable<long> Watch(Caller who, long after, CancellationToken cancellationToken = default) =>
        _versions.Watch(after, () => { MustExist(); Durable.Belonging(who); return DurableVersion; }, () => IsBroken, host, cancellationToken);

    public Task<TeamPreview?> Preview(string tokenHash)
    {
        if (HeadVersion == 0)
            DeactivateOnIdle();
        return Task.FromResult(_gone ? null : Durable.Preview(tokenHash, Now));
    }

    public async Task<long> Join(Caller who, string tokenHash)
    {
        await Act(team => team.Join(who, tokenHash, Now, Limits));
        await Tell(who.Person);
        return DurableVersion;
    }

    public async Task<long> Remove(Caller who, PersonId member)
    {
        await Act(team => team.Remove(who, member, Now));
        await Tell(member);
        return DurableVersion;
    }

    public async Task<long> Leave(Caller who)
    {
        await Act(team => team.Leave(who, Now));
        await Tell(who.Person);
        return DurableVersion;
    }

    public Task MayLeave(Caller room, PersonId person)
    {
        MustExist();
        _ = Durable.Leave(Caller.Account(person), Now).Count();
        return Task.CompletedTask;
    }

    public Task<long> Rename(Caller who, string name) => Act(team => team.Rename(who, name, Now));
    public Task<long> Invite(Caller who, TeamInviteId invite, string tokenHash, TeamRole role, DateTimeOffset until, int uses) => Act(team => team.Invite(who, invite, tokenHash, role, until, uses, Now, Limits));
    public Task<long> RevokeInvite(Caller who, TeamInviteId invite) => Act(team => team.RevokeInvite(who, invite, Now));
    public Task<long> GiveRole(Caller who, PersonId member, TeamRole role) => Act(team => team.GiveRole(who, member, role, Now));

    public Task<long> AddAgreement(Caller who, AgreementId agreement, string text) => Act(team => team.AddAgreement(who, agreement, text, Now, Limits));
    public Task<long> RewordAgreement(Caller who, AgreementId agreement, string text) => Act(team => team.RewordAgreement(who, agreement, text, Now));
    public Task<long> DropAgreement(Caller who, AgreementId agreement) => Act(team => team.DropAgreement(who, agreement, Now));
    public Task<long> AddTopic(Caller who, WaitingTopicId topic, string text) => Act(team => team.AddTopic(who, topic, text, Now, Limits));
    public Task<long> DropTopic(Caller who, WaitingTopicId topic) => Act(team => team.DropTopic(who, topic, Now));

    public Task<ImmutableArray<DateOnly>> DaysOff(Caller room) => Task.FromResult(Durable.DaysOff.Select(day => day.Day).ToImmutableArray());
    public Task<long> ChooseDaysOff(Caller who, ImmutableArray<DayOff> days) => Act(team => team.ChooseDaysOff(who, days, Now));
    public Task<long> SetRhythm(Caller who, Rhythm? rhythm) => Act(team => team.SetRhythm(who, rhythm, Now));
    public Task<long> PutFormat(Caller who, TeamFormat format) => Act(team => team.PutFormat(who, format, Now, Limits, retroOptions.Value));
    public Task<long> RetireFormat(Caller who, string format, bool retired) => Act(team => team.RetireFormat(who, format, retired, Now));
    public Task<long> ArchiveRetro(Caller who, RetroId retro, bool archived) => Act(team => team.ArchiveRetro(who, retro, archived, Now));

    public Task<TeamFormat?> FormatOf(Caller room, string format)
    {
        MustExist();
        return Task.FromResult(Durable.FormatOf(format));
    }

    protected override void OnCommitted(IReadOnlyList<TeamEvent> events)
    {
        _versions.Wake();
        if (events.Any(ForLedger))
            GrainFactory.GetGrain<ITeamLedgerGrain>(Id.Value).Nudge(Caller.Room).Ignore();
    }

    protected override void OnBroken() => _versions.Wake();

    protected override IReadOnlyList<string> TopicsOf(IReadOnlyList<TeamEvent> events) =>
    [
        .. events.Any(ForLedger) ? [RetroGrain.TopicOf(Id)] : Array.Empty<string>(),
        .. events.Any(e => e is RetroDiscarded or RetentionSet or TeamGivenUp) ? ["due"] : Array.Empty<string>(),
    ];

    /// <summary>What the ledger knows of a retro and the retro itself doesn't.</summary>
    static bool ForLedger(TeamEvent @event) => @event is RetroAdded or RetroArchived or RetroUnarchived or RetroDiscarded or RetroRestored or RetroRemoved;

    async Task<long> Act(Func<Team, IEnumerable<TeamEvent>> decision)
    {
        MustExist();
        await Decide(decision);
        return DurableVersion;
    }
}
