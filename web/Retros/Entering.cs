using OrleansRetro.Account;
using OrleansRetro.EventSourcing;
using OrleansRetro.Pms;
using OrleansRetro.Visitors;

namespace OrleansRetro.Retros;

/// <summary>How somebody with an account comes to a seat, and keeps it.</summary>
public sealed class Entering(IGrainFactory grains, Seats seats, Holders holders)
{
    /// <summary>One's own seat in this retro, or a new one for whoever takes part in its team.</summary>
    /// <exception cref="RejectedException"><c>no-seat</c></exception>
    public async Task<RetroId> Enter(RetroId id, SignedIn me, Visitor visitor)
    {
        if (await seats.FindNow(visitor, me, id) is null)
        {
            var claim = new TakeSeat(me.Person, IsNew: false, "", visitor.SeatIn(id, me).Hash(), "", "");
            await List(id, me, (await Asking.Again(() => grains.GetGrain<IRetroGrain>(id.Value).Admit(me.Caller, claim))).Seat);
        }
        return id;
    }

    /// <summary>The seat of this browser, or of this account on whatever device, is found again from now on; a board that they facilitate stays.</summary>
    public async Task Keep(RetroId id, SignedIn me, Visitor? visitor)
    {
        var own = await seats.FindNow(visitor, me, id) ?? throw new RejectedException("not-yours");
        await List(id, me, own.Holder);
        if (own.Holder.Facilitator)
            await Asking.Again(() => grains.GetGrain<IRetroGrain>(id.Value).Keep(me.Caller));
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
