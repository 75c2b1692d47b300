using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OrleansRetro.Commitments;
using OrleansRetro.Live;
using OrleansRetro.Pms;

namespace OrleansRetro.Owning;

/// <summary>No topic leads to its stream: nothing counts, lists or compares what is in it.</summary>
sealed class AmendsGrain(IEventLog log, [FromKeyedServices("domain")] TimeProvider time, IHostApplicationLifetime host, ILogger<AmendsGrain> logger)
    : EventSourcedGrain<Amends, AmendsEvent>(log, logger), IAmendsGrain, IGuarded
{
    readonly Versions _versions = new();
    bool _forgotten;

    protected override string Stream => $"amends/{Id}";
    protected override JsonTypeInfo<AmendsEvent> EventFormat => AmendsJson.Default.AmendsEvent;

    PersonId Id => new(this.GetPrimaryKey());

    DateTimeOffset Now => time.GetUtcNow();

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        await base.OnActivateAsync(cancellationToken);
        // What a broken-off taking back has left goes now.
        if (Durable.Mistakes.Any(known => known.IsTakenBack))
            this.RegisterGrainTimer(_ => Sweep(), new() { DueTime = TimeSpan.Zero, Period = Timeout.InfiniteTimeSpan, Interleave = true });
    }

    public ValueTask<bool> Admits(Caller who, Audience audience) =>
        ValueTask.FromResult(audience == Audience.Self && who.Kind == CallerKind.Account && who.Person == Id);

    public async Task<AmendsView> View(Caller who)
    {
        MustBeHere();
        var promises = Durable.Asks is null ? [] : await NotKept(who);
        return Durable.View(promises, DurableVersion);
    }

    public IAsyncEnumerable<long> Watch(Caller who, long after, CancellationToken cancellationToken = default) =>
        _versions.Watch(after, () => { MustBeHere(); return DurableVersion; }, () => IsBroken, host, cancellationToken);

    public async Task<long> MakeRight(Caller who, MistakeId mistake, MistakeWords words, CommitmentId? promise = null)
    {
        MustBeHere();
        if (Head.Mistakes.All(known => known.Id != mistake))
        {
            if (await GrainFactory.GetGrain<IPmGrain>(Id.Value).Name() is null)
                throw new RejectedException("not-found");
            await MustBeToMakeRight(who, promise);
        }
        await Decide(amends => amends.MakeRight(mistake, words, promise, Now));
        return DurableVersion;
    }

    public Task<long> Correct(Caller who, MistakeId mistake, MistakeWords words) => Act(amends => amends.Correct(mistake, words, Now));

    public async Task<long> Link(Caller who, MistakeId mistake, Earlier earlier)
    {
        if (!Head.Links.Contains(new(mistake, earlier)))
            await MustBeToMakeRight(who, earlier.Promise);
        return await Act(amends => amends.Link(mistake, earlier, Now));
    }

    public Task<long> TellApart(Caller who, MistakeId mistake, Earlier earlier) => Act(amends => amends.TellApart(mistake, earlier, Now));

    public async Task<long> TakeBack(Caller who, MistakeId mistake)
    {
        var version = await Act(amends => amends.TakeBack(mistake, Now));
        await Sweep();
        return version;
    }

    public async Task<string> Export(Caller who)
    {
        MustBeHere();
        var events = await Log.Read(Stream).Select(stored => JsonSerializer.Deserialize<JsonElement>(stored.Data.Span)).ToArrayAsync();
        return $"[{string.Join(',', events.Select(@event => @event.GetRawText()))}]";
    }

    public async Task Forget(Caller room)
    {
        // Also where nothing is: what comes late finds that nothing may be.
        await Log.Delete(Stream);
        _forgotten = true;
        _versions.Wake();
        DeactivateOnIdle();
    }

    protected override void OnCommitted(IReadOnlyList<AmendsEvent> events) => _versions.Wake();

    protected override void OnBroken() => _versions.Wake();

    async Task<long> Act(Func<Amends, IEnumerable<AmendsEvent>> decision)
    {
        MustBeHere();
        await Decide(decision);
        return DurableVersion;
    }

    void MustBeHere()
    {
        if (_forgotten)
            throw new RejectedException("not-found");
    }

    /// <summary>Own up to one's own promises alone, and to what went wrong with them.</summary>
    async Task MustBeToMakeRight(Caller who, CommitmentId? id)
    {
        if (id is not { } promise)
            return;
        foreach (var me in await Capacities(who))
        {
            if (await Seen(promise, me) is { } seen && seen.Promisor == me.Person && seen.IsToMakeRight())
                return;
        }
        throw new RejectedException("nothing-to-make-right");
    }

    async Task<CommitmentView?> Seen(CommitmentId promise, Caller me)
    {
        try
        {
            return await GrainFactory.GetGrain<ICommitmentGrain>(promise.Value).View(me);
        }
        catch (RejectedException others) when (others.Code is "not-found" or "not-yours")
        {
            return null;
        }
    }

    /// <summary>One's own promises that weren't kept, as oneself and as guests that one was.</summary>
    async Task<CommitmentView[]> NotKept(Caller who)
    {
        var read = await Task.WhenAll((await Capacities(who)).Select(async me =>
        {
            var ledger = GrainFactory.GetGrain<IPmLedgerGrain>(me.Person.Value);
            var all = (await ledger.Closed(me, IPmLedgerGrain.Most)).Promises.AddRange((await ledger.Open(me, IPmLedgerGrain.Most)).Promises);
            return all.Where(promise => promise.Promisor == me.Person && promise.IsToMakeRight());
        }));
        return [.. read.SelectMany(promises => promises).DistinctBy(promise => promise.Id)];
    }

    async Task<IEnumerable<Caller>> Capacities(Caller who) =>
        (await GrainFactory.GetGrain<IPmGrain>(Id.Value).Profile(who)).Persons.Where(person => person != Id).Select(Caller.Seat).Prepend(who);

    /// <summary>Empties what was taken back; again is nothing.</summary>
    Task Sweep() => EmptyWords((@event, _) => Durable.Erase(@event));
}
