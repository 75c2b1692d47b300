using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OrleansRetro.Commitments;
using OrleansRetro.Live;

namespace OrleansRetro.Pms;

sealed class PmLedgerGrain(IEventLog log, [FromKeyedServices("domain")] TimeProvider time, IHostApplicationLifetime host, ILogger<PmLedgerGrain> logger)
    : LedgerGrain<PmLedger>(log, logger), IPmLedgerGrain, IGuarded
{
    /// <summary>Raised whenever a snapshot of an earlier program would be read as something else.</summary>
    public const int SnapshotSchema = 8;

    readonly Versions _versions = new();

    protected override string Topic => PmGrain.TopicOf(Id);
    protected override string KeptWith => PmGrain.StreamOf(Id);
    protected override PmLedger Empty => PmLedger.Empty;
    protected override (int Schema, JsonTypeInfo<PmLedger> Format) SnapshotFormat => (SnapshotSchema, PmLedgerJson.Default.PmLedger);

    PersonId Id => new(this.GetPrimaryKey());

    public ValueTask<bool> Admits(Caller who, Audience audience) =>
        ValueTask.FromResult(audience == Audience.Self && who.Kind is CallerKind.Seat or CallerKind.Account && who.Person == Id);

    public async Task<PmPromises> Open(Caller who, int limit)
    {
        await CatchUp();
        return Seen(State.Open(time.GetUtcNow()), who, limit);
    }

    public async Task<PmPromises> OpenWith(Caller who, PersonId other)
    {
        await CatchUp();
        return Seen(State.Open(time.GetUtcNow()).Where(promise => promise.Value.As.IsBetween(who.Person, other)), who, IPmLedgerGrain.Most);
    }

    public async Task<PmPromises> Closed(Caller who, int limit)
    {
        await CatchUp();
        return Seen(State.Closed(time.GetUtcNow()), who, limit);
    }

    public async Task<PmPromises> StillToSay(Caller who)
    {
        await CatchUp();
        return Seen(State.StillToSay(who.Person, time.GetUtcNow()), who, IPmLedgerGrain.Most);
    }

    public async Task<ImmutableArray<WaitingPromise>> Waiting(Caller who)
    {
        await CatchUp();
        return [.. State.Waiting(who, time.GetUtcNow())];
    }

    public async Task<KeepRecord> Record(Caller who)
    {
        await CatchUp();
        var all = State;
        foreach (var guest in (await GrainFactory.GetGrain<IPmGrain>(Id.Value).Guests(Caller.Room)).Where(guest => guest != Id))
            all = all.And(JsonSerializer.Deserialize(await GrainFactory.GetGrain<IPmLedgerGrain>(guest.Value).Folded(Caller.Room), PmLedgerJson.Default.PmLedger)!);
        var people = all.Promises.Values.SelectMany(promise => new[] { promise.As.Promisor, promise.As.Requester, promise.As.FoundedBy }).Distinct().ToArray();
        var turnedOut = people.Zip(await Task.WhenAll(people.Select(TurnedOutToBe))).ToDictionary(pair => pair.First, pair => pair.Second);
        return all.Record(Id, person => turnedOut[person], time.GetUtcNow());
    }

    public async Task<byte[]> Folded(Caller room)
    {
        await CatchUp();
        return Bytes(State, PmLedgerJson.Default.PmLedger);
    }

    /// <summary>Whoever has left is nobody but themselves.</summary>
    async Task<PersonId> TurnedOutToBe(PersonId person) => await UnlessGone.Ask(null, () => GrainFactory.GetGrain<IPmGrain>(person.Value).TurnedOutToBe(Caller.Room)) ?? person;

    public async IAsyncEnumerable<long> Watch(Caller who, long after, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await CatchUp();
        await foreach (var position in _versions.Watch(after, () => Cursor, () => false, host, cancellationToken))
            yield return position;
    }

    public async Task<ImmutableArray<CommitmentId>> Own(Caller room)
    {
        await CatchUp();
        return [.. State.Promises.Where(promise => IsOwn(promise.Value.As)).Select(promise => promise.Key)];
    }

    public async Task<ImmutableArray<CommitmentId>> WithOthers(Caller room)
    {
        await CatchUp();
        return [.. State.Promises.Where(promise => !IsOwn(promise.Value.As)).Select(promise => promise.Key)];
    }

    static bool IsOwn(Commitment promise) => promise.Promisor == promise.Requester && promise.Team is null;

    public async Task Drop(Caller room, ImmutableArray<CommitmentId> promises)
    {
        await CatchUp();
        if (promises.Any(State.Promises.ContainsKey))
            await Correct(State with { Promises = State.Promises.RemoveRange(promises) });
    }

    public async Task Nudge(Caller room)
    {
        var before = Cursor;
        await CatchUp();
        if (Cursor != before)
            _versions.Wake();
    }

    PmPromises Seen(IEnumerable<KeyValuePair<CommitmentId, PmLedger.Promise>> promises, Caller who, int limit)
    {
        var all = promises.ToList();
        return new([.. all.Take(Math.Clamp(limit, 1, IPmLedgerGrain.Most)).Select(promise => promise.Value.As.View(who, promise.Key, promise.Value.Version))], Cursor, all.Count);
    }

    protected override Task<PmLedger> Evolve(PmLedger state, StoredEvent stored)
    {
        if (Streams.KindOf(stored.Stream) != "commitment" || !CommitmentId.TryParse(stored.Stream["commitment/".Length..], out var id) || Read(stored, CommitmentJson.Default.CommitmentEvent) is not { } @event)
            return Task.FromResult(state);
        if (@event is PartyForgotten)
            SaveAtOnce();
        return Task.FromResult(state.With(id, @event, stored.Version));
    }
}
