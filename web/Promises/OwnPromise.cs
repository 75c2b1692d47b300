using System.Collections.Immutable;
using OrleansRetro.Commitments;
using OrleansRetro.EventSourcing;
using OrleansRetro.Live;
using OrleansRetro.Pms;
using OrleansRetro.Retros;

namespace OrleansRetro.Promises;

/// <summary>A promise of which somebody is a party, and the other one's name.</summary>
/// <param name="As">Who they are in it.</param>
/// <param name="Other">Null where both are the same person; empty when they have left for good.</param>
/// <param name="IsAsking">Its promisor is to be asked whether it still holds.</param>
/// <param name="IsEffectOpen">Both are asked whether it helped.</param>
/// <param name="HasFaded">It was asked for or offered, and nobody took it in time.</param>
public sealed record OwnPromise(CommitmentView Promise, PersonId As, string? Other, bool IsAsking = false, bool IsEffectOpen = false, bool HasFaded = false)
{
    public static OwnPromise Of(CommitmentView promise, PersonId me, string? other, DateTimeOffset now) =>
        new(promise, me, other, promise.IsAsking(now), promise.IsEffectOpen(now), promise.HasFaded(now));

    public bool IsMine => Promise.Promisor == As;

    /// <summary>Nobody has given their word, and somebody's is waited for.</summary>
    public bool IsAsked => Promise.Status.IsAsked() && !HasFaded;

    /// <summary>The other side asks for another day.</summary>
    public bool IsDayAsked => Promise.Asked is { } asked && asked.By != As;

    /// <summary>It is this person's word that the terms wait for.</summary>
    public bool IsToAnswer => IsAsked && Promise.Status != CommitmentStatus.Clarifying && (Promise.Author != As || Other is null);

    /// <summary>Both changed the conditions, and the requester hasn't said yet whether it is also what was promised first.</summary>
    public bool IsFirstOpen => !IsMine && Promise is { Status: CommitmentStatus.Met, First: not null, AsFirstSpecified: null };

    /// <summary>The other one wants to know something before answering.</summary>
    public bool IsAskedBack => IsAsked && Promise.Status == CommitmentStatus.Clarifying && Promise.Author == As;

    /// <summary>Both see differently how it ended, and this person hasn't said how they would settle that.</summary>
    public bool IsToSettle => Promise.Status == CommitmentStatus.Disputed && Promise.Settling?.By != As;

    /// <summary>It was handed over, and this person hasn't said whether it is what was agreed; also when the time to say so has passed.</summary>
    public bool IsToConfirm => !IsMine && Promise.Status is CommitmentStatus.Delivered or CommitmentStatus.Unconfirmed;

    /// <summary>Somebody waits for this person's word.</summary>
    public bool IsWaiting => IsDayAsked || IsToAnswer || IsAskedBack || IsFirstOpen || IsEffectOpen || IsToConfirm || IsToSettle || IsMine && IsAsking;

    /// <summary>Which sentence says what it is: a key of <see cref="Words.HouseWords"/> after "home.", with the other one's name, what it is, and its day.</summary>
    public string Sentence => this switch
    {
        { IsDayAsked: true } => Promise.Asked!.IsReworded ? "asks-terms" : "asks-day",
        { IsToAnswer: true, IsMine: true } => Other is null ? "asked-yourself" : Promise.Status == CommitmentStatus.Countered ? "asks-instead" : "asks-you",
        { IsToAnswer: true } => Promise.Status == CommitmentStatus.Countered ? "offers-instead" : "offers",
        { IsEffectOpen: true, IsFirstOpen: false } => "helped",
        { IsMine: true, IsAsking: true } => "still-good",
        { IsMine: true, Promise.PromisedAt: null } => Promise.FoundedBy == As ? "you-offered" : "asked-you",
        { Promise.PromisedAt: null } => Promise.FoundedBy == As ? "you-asked" : "offered-you",
        { IsToSettle: true } => Promise.Settling is null ? "differently" : "settles",
        { IsMine: true } => Other is null ? "you-promised-yourself" : "you-promised",
        { IsToConfirm: true } => "says-done",
        _ => "promised-you",
    };

    public Caller Caller => Caller.Seat(As);
}

/// <summary>The promises of one person, who may be a guest that somebody was, as of a position in the log.</summary>
/// <param name="Total">How many there are, more than these where they are not all here.</param>
public sealed record OwnLedger(Caller Me, ImmutableArray<OwnPromise> Promises, long Position, int Total)
{
    public bool IsCut => Promises.Length < Total;

    /// <summary>Of all these together, each once.</summary>
    public static IEnumerable<OwnPromise> All(IEnumerable<OwnLedger> ledgers) => ledgers.SelectMany(ledger => ledger.Promises).DistinctBy(own => own.Promise.Id);

    /// <summary>Whatever comes to it from now on.</summary>
    public Following Follow(IGrainFactory grains) => new(Position, (after, stop) => grains.GetGrain<IPmLedgerGrain>(Me.Person.Value).Watch(Me, after, stop));

    /// <summary>What is open of somebody with an account, and of each guest that they were.</summary>
    public static Task<ImmutableArray<OwnLedger>> Open(PmProfile profile, Caller who, IGrainFactory grains, DateTimeOffset now) =>
        Of((ledger, me) => ledger.Open(me), profile, who, grains, now);

    /// <summary>The same of what is open between them and one other person.</summary>
    public static Task<ImmutableArray<OwnLedger>> With(PersonId other, PmProfile profile, Caller who, IGrainFactory grains, DateTimeOffset now) =>
        Of((ledger, me) => ledger.OpenWith(me, other), profile, who, grains, now);

    /// <summary>The same of what has ended.</summary>
    public static Task<ImmutableArray<OwnLedger>> Closed(PmProfile profile, Caller who, IGrainFactory grains, DateTimeOffset now) =>
        Of((ledger, me) => ledger.Closed(me), profile, who, grains, now);

    /// <summary>Closed ones about which something is to be said still, now or later.</summary>
    public static Task<ImmutableArray<OwnLedger>> StillToSay(PmProfile profile, Caller who, IGrainFactory grains, DateTimeOffset now) =>
        Of((ledger, me) => ledger.StillToSay(me), profile, who, grains, now);

    /// <summary>The capacities of one person: their account's, and those of each guest that they were.</summary>
    public static IEnumerable<Caller> Callers(PmProfile profile, Caller who) => profile.Persons.Where(person => person != who.Person).Select(Caller.Seat).Prepend(who);

    static async Task<ImmutableArray<OwnLedger>> Of(Func<IPmLedgerGrain, Caller, Task<PmPromises>> which, PmProfile profile, Caller who, IGrainFactory grains, DateTimeOffset now)
    {
        var names = new Dictionary<PersonId, Task<string?>>();
        return [.. await Task.WhenAll(Callers(profile, who).Select(Read))];

        async Task<OwnLedger> Read(Caller me)
        {
            var read = await Asking.Again(() => which(grains.GetGrain<IPmLedgerGrain>(me.Person.Value), me));
            var own = read.Promises.Select(async promise =>
            {
                var other = promise.Promisor == me.Person ? promise.Requester : promise.Promisor;
                return OwnPromise.Of(promise, me.Person, other == me.Person ? null : await Name(other) ?? "", now);
            });
            return new(me, [.. await Task.WhenAll(own)], read.Position, read.Total);
        }

        Task<string?> Name(PersonId person) =>
            names.TryGetValue(person, out var known) ? known : names[person] = Asking.Again(() => grains.GetGrain<IPmGrain>(person.Value).Name());
    }
}
