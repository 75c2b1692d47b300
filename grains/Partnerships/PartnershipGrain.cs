using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OrleansRetro.Live;
using OrleansRetro.Pms;
using OrleansRetro.Teams;

namespace OrleansRetro.Partnerships;

/// <summary>No topic leads to its stream: nothing counts, lists or compares what is in it.</summary>
sealed class PartnershipGrain(IEventLog log, [FromKeyedServices("domain")] TimeProvider time, IHostApplicationLifetime host, ILogger<PartnershipGrain> logger)
    : EventSourcedGrain<Partnership, PartnershipEvent>(log, logger), IPartnershipGrain, IGuarded
{
    readonly Versions _versions = new();

    protected override string Stream => $"partnership/{this.GetPrimaryKeyString()}";
    protected override JsonTypeInfo<PartnershipEvent> EventFormat => PartnershipJson.Default.PartnershipEvent;

    PartnershipId Id => PartnershipId.TryParse(this.GetPrimaryKeyString(), out var id) ? id : throw new RejectedException("not-found");

    DateTimeOffset Now => time.GetUtcNow();

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        await base.OnActivateAsync(cancellationToken);
        // What a broken-off erasure has left goes now.
        if (!Durable.Left.IsEmpty || Durable.HasHidden || Durable.Round > (Durable.IsOpen ? 1 : 0))
            this.RegisterGrainTimer(_ => Sweep(), new() { DueTime = TimeSpan.Zero, Period = Timeout.InfiniteTimeSpan, Interleave = true });
    }

    public ValueTask<bool> Admits(Caller who, Audience audience) =>
        audience == Audience.Reader && who.Kind == CallerKind.Account && Id.Has(who.Person) && !Durable.Left.Contains(who.Person) ? ValueTask.FromResult(true) : throw new RejectedException("not-found");

    public Task<PartnershipView?> View(Caller who) => Task.FromResult(Durable.View(who, Id, Now, DurableVersion));

    public IAsyncEnumerable<long> Watch(Caller who, long after, CancellationToken cancellationToken = default) =>
        _versions.Watch(after, () => Durable.Left.Contains(who.Person) ? throw new RejectedException("not-found") : DurableVersion, () => IsBroken, host, cancellationToken);

    public async Task<long> Begin(Caller who, TeamId team, int round)
    {
        if (Head.Begin(who, team, round, Now).Any())
        {
            await MustBeTeammates(team);
            // Whoever is erased must know where they wrote: both hear of it first.
            foreach (var person in new[] { Id.First, Id.Second })
                await GrainFactory.GetGrain<IPmGrain>(person.Value).PartnerMet(Caller.Room, Id.Other(person));
        }
        await Decide(partnership => partnership.Begin(who, team, round, Now));
        return DurableVersion;
    }

    public Task<long> AddItem(Caller who, AgendaItemId item, AgendaTopic topic, string text) => Act(partnership => partnership.AddItem(who, item, topic, text, Now));
    public Task<long> RewordItem(Caller who, AgendaItemId item, AgendaTopic topic, string text) => Act(partnership => partnership.RewordItem(who, item, topic, text));
    public Task<long> SettleItem(Caller who, AgendaItemId item, bool settled) => Act(partnership => partnership.SettleItem(who, item, settled, Now));
    public Task<long> RemoveItem(Caller who, AgendaItemId item) => Act(partnership => partnership.RemoveItem(who, item));
    public Task<long> WriteAim(Caller who, AimId aim, string text) => Act(partnership => partnership.WriteAim(who, aim, text));
    public Task<long> DropAim(Caller who, AimId aim) => Act(partnership => partnership.DropAim(who, aim));
    public Task<long> AnswerCheckIn(Caller who, int number, string works, string differently, Going going) =>
        Act(partnership => partnership.AnswerCheckIn(who, number, works, differently, going, Now));

    public async Task<long> ShowKeeping(Caller who)
    {
        var record = await GrainFactory.GetGrain<IPmLedgerGrain>(who.Person.Value).Record(who);
        var version = await Act(partnership => partnership.ShowKeeping(who, record, Now));
        await Sweep();
        return version;
    }

    public async Task<long> HideKeeping(Caller who)
    {
        var version = await Act(partnership => partnership.HideKeeping(who, Now));
        await Sweep();
        return version;
    }

    public async Task<ShownKeeping?> Keeping(Caller who)
    {
        var other = Id.Other(who.Person);
        if (Durable.Shown.GetValueOrDefault(other) is not { } shown)
            return null;
        await GrainFactory.GetGrain<IPmGrain>(other.Value).Looked(Caller.Room, who.Person, Look.Keeping, Now);
        return shown;
    }

    public async Task<long> Close(Caller who, int round)
    {
        var version = await Act(partnership => partnership.Close(who, round, Now));
        await Sweep();
        return version;
    }

    public async Task Forget(Caller room, PersonId person)
    {
        if (HeadVersion > 0)
        {
            await Decide(partnership => partnership.Leave(person));
            await Sweep();
        }
        // Nothing here, or nobody left of the two: it never comes back.
        if (HeadVersion == 0 || Durable.Left.Length > 1)
        {
            await Log.Delete(Stream);
            DeactivateOnIdle();
        }
    }

    protected override void OnCommitted(IReadOnlyList<PartnershipEvent> events) => _versions.Wake();

    protected override void OnBroken() => _versions.Wake();

    async Task<long> Act(Func<Partnership, IEnumerable<PartnershipEvent>> decision)
    {
        MustExist();
        await Decide(decision);
        return DurableVersion;
    }

    async Task MustBeTeammates(TeamId team)
    {
        foreach (var person in new[] { Id.First, Id.Second })
        {
            if (await GrainFactory.GetGrain<ITeamGrain>(team.Value).RoleOf(Caller.Room, person) is null or < TeamRole.Member)
                throw new RejectedException("not-teammates");
        }
    }

    /// <summary>Empties what may not be kept any more; again is nothing.</summary>
    async Task Sweep()
    {
        MustBeWhole();
        var closed = (await Log.Read(Stream).ToArrayAsync()).LastOrDefault(stored => JsonSerializer.Deserialize(stored.Data.Span, EventFormat) is PartnershipClosed).Version;
        await EmptyWords((@event, version) => Durable.Erase(@event, version < closed));
    }
}
