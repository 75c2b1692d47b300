using OrleansRetro.Account;
using OrleansRetro.EventSourcing;
using OrleansRetro.Pms;
using OrleansRetro.Visitors;

namespace OrleansRetro.Retros;

/// <summary>How somebody with an account comes to a seat, and keeps it.</summary>
public sealed class Entering(IGrainFactory grains, Seats seats, Holders holders)
{
    /// <summary>As many retros as a kept one takes along, each way.</summary>
    const int MostLinked = 20;

    /// <summary>One's own seat in this retro, or a new one for whoever takes part in its team.</summary>
    /// <exception cref="RejectedException"><c>no-seat</c></exception>
    public async Task<RetroId> Enter(RetroId id, SignedIn me, Visitor visitor)
    {
        if (await seats.FindNow(visitor, me, id) is null)
        {
            var hash = visitor.SeatIn(id, me).Hash();
            var seated = await Asking.Again(() => grains.GetGrain<IRetroGrain>(id.Value).Admit(me.Caller, new(me.Person, IsNew: false, "", hash, "", "")));
            seats.Remember(id, hash, seated.Seat);
            await List(id, me, seated.Seat);
        }
        return id;
    }

    /// <summary>The seat of this browser, or of this account on whatever device, is found again from now on; a board that they facilitate stays.</summary>
    public async Task Keep(RetroId id, SignedIn me, Visitor? visitor)
    {
        var own = await seats.FindNow(visitor, me, id) ?? throw new RejectedException("not-yours");
        await Keep(id, me, own.Holder);
        await KeepWhatFollowed(id, me, own.Holder);
    }

    async Task Keep(RetroId id, SignedIn me, SeatHolder seat)
    {
        await List(id, me, seat);
        var retro = grains.GetGrain<IRetroGrain>(id.Value);
        if (seat.Facilitator)
            await Asking.Again(() => retro.Keep(me.Caller));
        // The room reads how they want to be called from now on, and not what whoever starts a board is called.
        if (seat.Person == me.Person && await NameOf(me) is { Length: > 0 } name)
            await Asking.Again(() => retro.RenameSeat(seat.Caller, name));
    }

    /// <summary>Whoever was a guest here was the same guest in the retros that came after, and before.</summary>
    async Task KeepWhatFollowed(RetroId id, SignedIn me, SeatHolder seat)
    {
        foreach (var link in new Func<BoardSettings, RetroId?>[] { settings => settings.Next, settings => settings.Previous })
        {
            var (at, kept) = (await Linked(id, link), 0);
            for (; at is { } other && await SeatIn(other, seat.Caller) is { } own && kept < MostLinked; kept++)
            {
                await Keep(other, me, own);
                at = await Linked(other, link);
            }
        }
    }

    async Task<RetroId?> Linked(RetroId id, Func<BoardSettings, RetroId?> link) =>
        link((await Asking.Again(() => grains.GetGrain<IRetroGrain>(id.Value).GetBoard(Caller.Room))).Settings);

    /// <summary>Null where they have none, or the retro is no more.</summary>
    async Task<SeatHolder?> SeatIn(RetroId id, Caller who)
    {
        try
        {
            return await Asking.Again(() => grains.GetGrain<IRetroGrain>(id.Value).SeatOf(who));
        }
        catch (RejectedException gone) when (gone.Code == "not-found")
        {
            return null;
        }
    }

    /// <summary>What this person is called.</summary>
    public async Task<string> NameOf(SignedIn me) => await Asking.Again(() => grains.GetGrain<IPmGrain>(me.Person.Value).Name()) ?? "";

    /// <summary>A seat of whoever is signed in is on their list; and whoever sits there as a guest is them from now on.</summary>
    public async Task List(RetroId id, SignedIn me, SeatHolder seat)
    {
        if (seat.Person != me.Person && await holders.Has(seat.Person))
            throw new RejectedException("not-yours");
        await Asking.Again(() => grains.GetGrain<IPmGrain>(me.Person.Value).KeepRetro(me.Caller, id, seat.Person));
        holders.Changed(seat.Person);
    }
}
