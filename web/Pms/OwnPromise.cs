using System.Collections.Immutable;
using OrleansRetro.Commitments;
using OrleansRetro.EventSourcing;
using OrleansRetro.Retros;

namespace OrleansRetro.Pms;

/// <summary>An open promise of which somebody is a party, and the other one's name.</summary>
/// <param name="As">Who they are in it.</param>
/// <param name="Other">Null where both are the same person; empty when they have left for good.</param>
public sealed record OwnPromise(CommitmentView Promise, PersonId As, string? Other)
{
    public bool IsMine => Promise.Promisor == As;

    /// <summary>Somebody waits for this person's word.</summary>
    public bool IsWaiting => IsMine ? Promise.Status == CommitmentStatus.Requested : Promise.Status == CommitmentStatus.Delivered;

    public Caller Caller => Caller.Seat(As);

    /// <summary>From these retros, soonest first.</summary>
    public static async Task<ImmutableArray<OwnPromise>> Of(IEnumerable<SeenOwn> retros, IGrainFactory grains)
    {
        var open = retros.SelectMany(own => own.Room.Promises.Where(promise => promise.IsOpen()).Select(promise => (promise.Id, own.Seat.As))).DistinctBy(promise => promise.Id);
        var found = await Task.WhenAll(open.Select(promise => Of(promise.Id, promise.As, grains)));
        return [.. found.OfType<OwnPromise>().OrderBy(own => own.Promise.Due)];
    }

    static async Task<OwnPromise?> Of(CommitmentId id, PersonId me, IGrainFactory grains)
    {
        if (await grains.SeenBy(id, Caller.Seat(me)) is not { } promise || !promise.Status.IsOpen())
            return null;
        var other = promise.Promisor == me ? promise.Requester : promise.Promisor;
        return new(promise, me, other == me ? null : await Asking.Again(() => grains.GetGrain<IPmGrain>(other.Value).Name()) ?? "");
    }
}
