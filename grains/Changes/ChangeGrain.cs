using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OrleansRetro.Commitments;
using OrleansRetro.Live;
using OrleansRetro.Retros;
using OrleansRetro.Teams;

namespace OrleansRetro.Changes;

sealed partial class ChangeGrain(
    IEventLog log, IKeys keys, [FromKeyedServices("domain")] TimeProvider time, IOptions<RetroLimits> limits, IHostApplicationLifetime host, ILogger<ChangeGrain> logger)
    : EventSourcedGrain<Change, ChangeEvent>(log, logger), IChangeGrain, IGuarded, IRemindable
{
    readonly Versions _versions = new();

    protected override string Stream => StreamOf(Id);
    protected override JsonTypeInfo<ChangeEvent> EventFormat => ChangeJson.Default.ChangeEvent;

    ChangeId Id => new(this.GetPrimaryKey());
    DateTimeOffset Now => time.GetUtcNow();

    /// <summary>The write that founds a change in the append of its team.</summary>
    public static StreamWrite Found(ChangeId id, ChangeDeclared declared) =>
        new(StreamOf(id), 0, [JsonSerializer.SerializeToUtf8Bytes<ChangeEvent>(declared, ChangeJson.Default.ChangeEvent)], ["due"]);

    /// <summary>For whoever is nobody in its team, it isn't there.</summary>
    public async ValueTask<bool> Admits(Caller who, Audience audience)
    {
        MustExist();
        if (audience == Audience.Self)
            return who.Kind == CallerKind.Account && who.Person == Durable.By && !Durable.HasLeft ? true : throw new RejectedException("not-found");
        return await RoleOf(who) is not { } role ? throw new RejectedException("not-found") : audience switch
        {
            Audience.Reader => true,
            Audience.Member => role >= TeamRole.Member,
            _ => false,
        };
    }

    public async Task<ChangeView> View(Caller who)
    {
        MustExist();
        var role = await RoleOf(who) ?? throw new RejectedException("not-found");
        var (promises, change, now) = (await Promises(who), Durable, Now);
        var asked = role >= TeamRole.Member && change.Asking(now) is { } round ? new MoodAsked(round, change.Closes(round), await OwnMood(who, round), Fewest) : null;
        return new(Id, change.Team!.Value, role, change.What, change.Since, await NameOf(change.By), change.At,
            [.. promises.Select(promise => Seen(change, promise, role)).OrderBy(promise => promise.Due).ThenBy(promise => promise.Id.Value)],
            change.SettledAt, asked, [.. change.Outcomes(Fewest, now)], change.Published);
    }

    public async IAsyncEnumerable<long> Watch(Caller who, long after, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var version in _versions.Watch(after, () => { MustExist(); return Durable.Published; }, () => IsBroken, host, cancellationToken))
        {
            await Admits(who, Audience.Reader);
            yield return version;
        }
    }

    public async Task<long> Uphold(Caller who, CommitmentId promise)
    {
        MustExist();
        if (Durable.Affected.FirstOrDefault(affected => affected.Promise == promise) is not { } known || await Read(known) is not { } read)
            throw new RejectedException("not-found");
        var isParty = await IsParty(who, read);
        return await Act(change => change.Uphold(who, read, isParty, Now));
    }

    public async Task<long> Settle(Caller who)
    {
        MustExist();
        var (promises, answering) = (await Promises(who), Durable);
        return await Act(change => change.Settle(who, [.. promises.Select(promise => answering.AnswerFor(promise.Id, promise.Now, promise.IsNobodys))], Now));
    }

    public Task<ToldChange> Told(Caller who)
    {
        MustExist();
        return Task.FromResult(new ToldChange(Id, Durable.What, Durable.Since, Durable.At));
    }

    public async Task<TeamId?> TeamOf(Caller room)
    {
        if (HeadVersion == 0)
            DeactivateOnIdle();
        await Arm();
        return _gone ? null : Durable.Team;
    }

    // That somebody has answered wakes nobody: it would tell when.
    protected override void OnCommitted(IReadOnlyList<ChangeEvent> events)
    {
        if (events.Any(@event => @event is not MoodAnswered))
            _versions.Wake();
    }

    protected override void OnBroken() => _versions.Wake();

    static AffectedPromise Seen(Change change, Touched promise, TeamRole role)
    {
        var (now, answer) = (promise.Now, change.AnswerFor(promise.Id, promise.Now, promise.IsNobodys));
        return new(promise.Id, now?.What ?? "", promise.Promisor, promise.Requester, now?.Due ?? default, now?.Status ?? CommitmentStatus.Released, answer, promise.IsMine,
            promise.IsMine && role >= TeamRole.Member && answer is null && change.SettledAt is null && now is { IsDayAsked: false } && now.Status.IsOpen());
    }

    async Task<TeamRole?> RoleOf(Caller who) =>
        who.Kind == CallerKind.Account && Durable.Team is { } team ? await GrainFactory.GetGrain<ITeamGrain>(team.Value).RoleOf(Caller.Room, who.Person) : null;

    async Task<long> Act(Func<Change, IEnumerable<ChangeEvent>> decision)
    {
        MustExist();
        await Decide(decision);
        return Durable.Published;
    }

    public static string StreamOf(ChangeId id) => $"change/{id}";
}
