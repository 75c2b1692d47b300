using System.Collections.Immutable;
using OrleansRetro.Commitments;
using OrleansRetro.EventSourcing;
using OrleansRetro.Retros;

namespace OrleansRetro.Pms;

/// <summary>An open promise of which somebody is a party, and the other one's name.</summary>
/// <param name="As">Who they are in it.</param>
/// <param name="Other">Null where both are the same person; empty when they have left for good.</param>
/// <param name="IsAsking">Its promisor is to be asked whether it still holds.</param>
public sealed record OwnPromise(CommitmentView Promise, PersonId As, string? Other, bool IsAsking = false)
{
    public bool IsMine => Promise.Promisor == As;

    /// <summary>The other side asks for another day.</summary>
    public bool IsDayAsked => Promise.Asked is { } asked && asked.By != As;

    /// <summary>Somebody waits for this person's word.</summary>
    public bool IsWaiting => IsDayAsked || (IsMine ? IsAsking || Promise.Status == CommitmentStatus.Requested : Promise.Status == CommitmentStatus.Delivered);

    public Caller Caller => Caller.Seat(As);
}

/// <summary>The promises of one person, who may be a guest that somebody was, as of a position in the log.</summary>
public sealed record OwnLedger(PersonId As, ImmutableArray<OwnPromise> Promises, long Position)
{
    /// <summary>Of somebody with an account, and of each guest that they were.</summary>
    public static async Task<ImmutableArray<OwnLedger>> Of(PmProfile profile, Caller who, IGrainFactory grains, DateTimeOffset now)
    {
        var names = new Dictionary<PersonId, Task<string?>>();
        return [.. await Task.WhenAll(profile.Persons.Where(person => person != who.Person).Select(Caller.Seat).Prepend(who).Select(Read))];

        async Task<OwnLedger> Read(Caller me)
        {
            var open = await Asking.Again(() => grains.GetGrain<IPmLedgerGrain>(me.Person.Value).Open(me));
            var own = open.Promises.Select(async promise =>
            {
                var other = promise.Promisor == me.Person ? promise.Requester : promise.Promisor;
                return new OwnPromise(promise, me.Person, other == me.Person ? null : await Name(other) ?? "", promise.IsAsking(now));
            });
            return new(me.Person, [.. await Task.WhenAll(own)], open.Position);
        }

        Task<string?> Name(PersonId person) =>
            names.TryGetValue(person, out var known) ? known : names[person] = Asking.Again(() => grains.GetGrain<IPmGrain>(person.Value).Name());
    }
}
