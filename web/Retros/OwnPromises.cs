using OrleansRetro.Commitments;
using OrleansRetro.EventSourcing;

namespace OrleansRetro.Retros;

/// <summary>Somebody's own promises made in a retro, as they stand this moment: the room hears of an answer a little later.</summary>
public static class OwnPromises
{
    /// <summary>Open ones first.</summary>
    public static async Task<List<Promise>> Of(Room room, SeatHolder holder, IGrainFactory grains)
    {
        var own = await Task.WhenAll(room.Promises.Where(promise => !promise.Carried && promise.Owner == holder.Participant).Select(promise => Fresh(promise, holder.Caller, grains)));
        return [.. own.OrderByDescending(promise => promise.IsOpen()).ThenBy(promise => promise.Due)];
    }

    /// <summary>All promises of the room, one's own fresh.</summary>
    public static async Task<Room> Refreshed(Room room, SeatHolder holder, IGrainFactory grains)
    {
        var own = (await Of(room, holder, grains)).ToDictionary(promise => promise.Id);
        return room with { Promises = [.. room.Promises.Select(promise => own.GetValueOrDefault(promise.Id, promise))] };
    }

    static async Task<Promise> Fresh(Promise promise, Caller who, IGrainFactory grains) =>
        await Asking.Again(() => grains.GetGrain<ICommitmentGrain>(promise.Id.Value).View(who)) is { } view
            ? promise with { Status = view.Status, OnTime = view.OnTime, AsSpecified = view.AsSpecified }
            : promise;
}
