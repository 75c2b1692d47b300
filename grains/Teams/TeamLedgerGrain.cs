using System.Runtime.CompilerServices;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OrleansRetro.Commitments;
using OrleansRetro.Live;
using OrleansRetro.Pms;
using OrleansRetro.Retros;

namespace OrleansRetro.Teams;

sealed class TeamLedgerGrain(IEventLog log, [FromKeyedServices("domain")] TimeProvider time, IHostApplicationLifetime host, ILogger<TeamLedgerGrain> logger) : LedgerGrain<TeamLedger>(log, logger), ITeamLedgerGrain, IGuarded
{
    /// <summary>Raised whenever a snapshot of an earlier program would be read as something else.</summary>
    public const int SnapshotSchema = 8;

    const int MostTexts = 3;

    readonly Versions _versions = new();
    readonly Dictionary<(PersonId Viewer, PersonId Seen), DateTimeOffset> _told = [];
    readonly Dictionary<RetroId, (TeamLedger.Entry Entry, string[] Texts)> _searched = [];

    protected override string Topic => RetroGrain.TopicOf(Id);
    protected override string KeptWith => TeamGrain.StreamOf(Id);
    protected override TeamLedger Empty => TeamLedger.Empty;
    protected override (int Schema, JsonTypeInfo<TeamLedger> Format) SnapshotFormat => (SnapshotSchema, TeamLedgerJson.Default.TeamLedger);

    TeamId Id => new(this.GetPrimaryKey());

    /// <exception cref="RejectedException"><c>not-found</c>: there is no such team, or not for them.</exception>
    public async ValueTask<bool> Admits(Caller who, Audience audience) =>
        audience == Audience.Reader && who.Kind == CallerKind.Account && await GrainFactory.GetGrain<ITeamGrain>(Id.Value).RoleOf(Caller.Room, who.Person) is not null
            ? true
            : throw new RejectedException("not-found");

    public async Task<ImmutableArray<RetroLine>> Retros(Caller who, bool archived, RetroId? before, int limit)
    {
        await CatchUp();
        var lines = State.InOrder().Where(retro => State.IsPutAway(retro.Key) == archived);
        if (before is { } last)
            lines = lines.SkipWhile(retro => retro.Key != last).Skip(1);
        return [.. lines.Take(Math.Clamp(limit, 1, 500)).Select(retro => State.Line(retro.Key, retro.Value))];
    }

    public async Task<ImmutableArray<TeamPromise>> OpenPromises(Caller who, int limit)
    {
        await CatchUp();
        var open = State.Open(time.GetUtcNow()).Take(Math.Clamp(limit, 1, 500)).ToArray();
        var people = open.SelectMany(promise => new[] { promise.Value.Promisor, promise.Value.Requester }).Distinct().ToArray();
        var names = people.Zip(await Task.WhenAll(people.Select(person => GrainFactory.GetGrain<IPmGrain>(person.Value).Name()))).ToDictionary(pair => pair.First, pair => pair.Second ?? "");
        await TellSeen(who, people.Where(person => names[person].Length > 0));
        return [.. open.Select(promise => new TeamPromise(
            promise.Key, promise.Value.Retro ?? default, promise.Value.Terms!.What, names[promise.Value.Promisor], names[promise.Value.Requester], promise.Value.Terms.Due, promise.Value.Status))];
    }

    /// <summary>Who sees the promises of others here is seen by them; once a day is enough.</summary>
    async Task TellSeen(Caller who, IEnumerable<PersonId> seen)
    {
        if (who.Kind != CallerKind.Account)
            return;
        var now = time.GetUtcNow();
        foreach (var person in seen.Where(person => person != who.Person && !(_told.TryGetValue((who.Person, person), out var last) && now - last < TimeSpan.FromDays(1))))
        {
            await UnlessGone.Do(() => GrainFactory.GetGrain<IPmGrain>(person.Value).Looked(Caller.Room, who.Person, Look.Promises, now));
            _told[(who.Person, person)] = now;
        }
    }

    public async Task<ImmutableArray<FoundRetro>> Search(Caller who, string words, DateOnly? from, DateOnly? until, int limit)
    {
        await CatchUp();
        var (first, last, wanted) = (from, until, SearchedText.Words(words));
        var found = from retro in State.InOrder()
                    where !State.IsDiscarded(retro.Key)
                    where IsBetween(DateOnly.FromDateTime(retro.Value.StartedAt.UtcDateTime), first, last)
                    let texts = Searched(retro.Key, retro.Value)
                    where SearchedText.HasAll(texts, wanted)
                    select new FoundRetro(State.Line(retro.Key, retro.Value), Matching(retro.Value, texts, wanted));
        return [.. found.Take(Math.Clamp(limit, 1, 100))];
    }

    public async Task<ImmutableArray<RetroId>> Unchanged(Caller room, DateTimeOffset since)
    {
        await CatchUp();
        return [.. State.Retros.Where(retro => retro.Value.ChangedAt <= since).Select(retro => retro.Key)];
    }

    public async Task<ImmutableArray<QuarterKept>> Quarters(Caller who)
    {
        await CatchUp();
        return State.Quarters(time.GetUtcNow());
    }

    public async Task<ProvenPromises> Proven(Caller who, DateOnly from, DateOnly until)
    {
        await CatchUp();
        return State.Proven(from, until);
    }

    public async Task<FollowThrough> FollowThrough(Caller who)
    {
        await CatchUp();
        return State.FollowThrough(time.GetUtcNow());
    }

    public async Task<ImmutableArray<ReviewedPromise>> Reviewed(Caller room)
    {
        await CatchUp();
        return State.Reviewed(time.GetUtcNow());
    }

    public async Task<long> Position(Caller who)
    {
        await CatchUp();
        return Cursor;
    }

    public async IAsyncEnumerable<long> Watch(Caller who, long after, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await CatchUp();
        await foreach (var position in _versions.Watch(after, () => Cursor, () => false, host, cancellationToken))
        {
            await Admits(who, Audience.Reader);
            yield return position;
        }
    }

    public async Task Nudge(Caller room)
    {
        var before = Cursor;
        await CatchUp();
        if (Cursor != before)
            _versions.Wake();
    }

    protected override async Task<TeamLedger> Evolve(TeamLedger state, StoredEvent stored)
    {
        switch (Streams.KindOf(stored.Stream))
        {
            case "team":
                return Read(stored, TeamJson.Default.TeamEvent) is { } done ? state.Evolve(done) : state;
            case "retro" when RetroId.TryParse(stored.Stream["retro/".Length..], out var retro):
                return state.With(retro, await EntryOf(stored));
            case "commitment" when CommitmentId.TryParse(stored.Stream["commitment/".Length..], out var promise):
                return state.With(promise, await PromiseAt(stored, state.Promises.GetValueOrDefault(promise)));
            default:
                return state;
        }
    }

    /// <summary>A stream that an operator deleted is in no event that comes.</summary>
    protected override async Task<TeamLedger> Forget(TeamLedger state)
    {
        foreach (var retro in state.Retros.Keys)
        {
            if (!await Log.Read($"retro/{retro}").AnyAsync())
                state = state with { Retros = state.Retros.Remove(retro), Shelves = state.Shelves.Remove(retro) };
        }
        return state;
    }

    /// <summary>The retro up to this event, read from its beginning: the first that the team hears of lies in its middle, where it was taken over.</summary>
    async Task<TeamLedger.Entry?> EntryOf(StoredEvent stored)
    {
        var (now, then) = (Retro.Empty, Retro.Empty);
        await foreach (var earlier in Log.Read(stored.Stream))
        {
            if (earlier.Version > stored.Version)
                break;
            if (Read(earlier, RetroJson.Default.RetroEvent) is not { } @event)
                continue;
            now = now.Evolve(@event);
            if (@event is PhaseEntered or RetroStarted)
                then = now;
        }
        return now.Format.Length == 0 ? null : TeamLedger.Entry.Of(now, then);
    }

    async Task<Commitment> PromiseAt(StoredEvent stored, Commitment? known)
    {
        if (known is not null)
        {
            var news = Read(stored, CommitmentJson.Default.CommitmentEvent);
            if (news is PartyForgotten)
                SaveAtOnce();
            return news is null ? known : known.Evolve(news);
        }
        var promise = Commitment.Empty;
        await foreach (var earlier in Log.Read(stored.Stream))
        {
            if (earlier.Version > stored.Version)
                break;
            if (Read(earlier, CommitmentJson.Default.CommitmentEvent) is { } @event)
                promise = promise.Evolve(@event);
        }
        return promise;
    }

    string[] Searched(RetroId id, TeamLedger.Entry entry)
    {
        if (!_searched.TryGetValue(id, out var known) || !ReferenceEquals(known.Entry, entry))
            _searched[id] = known = (entry, [.. entry.Texts.Prepend(entry.Title).Select(SearchedText.Of)]);
        return known.Texts;
    }

    static bool IsBetween(DateOnly day, DateOnly? first, DateOnly? last) => !(day < first) && !(day > last);

    static ImmutableArray<string> Matching(TeamLedger.Entry entry, string[] texts, string[] words) =>
        words.Length == 0 ? [] :
        [
            .. entry.Texts.Select((text, number) => (Text: text, Has: words.Count(word => texts[number + 1].Contains(word, StringComparison.Ordinal))))
                .Where(text => text.Has > 0).OrderByDescending(text => text.Has).Take(MostTexts).Select(text => text.Text),
        ];
}
