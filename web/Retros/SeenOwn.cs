using System.Collections.Immutable;
using OrleansRetro.EventSourcing;
using OrleansRetro.Pms;

namespace OrleansRetro.Retros;

/// <summary>A retro in which somebody has a seat, at this moment.</summary>
public sealed record SeenOwn(OwnRetro Seat, Board Board, Room Room)
{
    /// <summary>The newest that a list goes through.</summary>
    const int Most = 60;

    public Caller Caller => Caller.Seat(Seat.As);

    /// <summary>Newest first; without those that are gone, or in which the seat was taken away.</summary>
    public static async Task<ImmutableArray<SeenOwn>> Of(IEnumerable<OwnRetro> retros, IGrainFactory grains) =>
        [.. (await Task.WhenAll(retros.Reverse().Take(Most).Select(own => Of(own, grains)))).OfType<SeenOwn>().OrderByDescending(own => own.Board.Settings.StartedAt)];

    /// <summary>Null when it is gone, or the seat in it.</summary>
    public static async Task<SeenOwn?> Of(OwnRetro own, IGrainFactory grains)
    {
        var retro = grains.GetGrain<IRetroGrain>(own.Id.Value);
        try
        {
            return new(own, await Asking.Again(() => retro.GetBoard(Caller.Seat(own.As))), await Asking.Again(() => retro.GetRoom(Caller.Seat(own.As))));
        }
        catch (RejectedException gone) when (gone.Code is "not-found" or "not-yours")
        {
            return null;
        }
    }
}
