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
        var token = visitor.SeatIn(id);
        if (await seats.Find(id, token) is null)
        {
            var claim = new TakeSeat(me.Person, IsNew: false, "", token.Hash(), "", "");
            await List(id, me, (await Asking.Again(() => grains.GetGrain<IRetroGrain>(id.Value).Admit(me.Caller, claim))).Seat);
        }
        return id;
    }

    /// <summary>The seat of this browser, or of this account on whatever device, is found again from now on; a board that they facilitate stays.</summary>
    public async Task Keep(RetroId id, SignedIn me, Visitor? visitor)
    {
        var retro = grains.GetGrain<IRetroGrain>(id.Value);
        var seat = visitor is { } browser ? await seats.FindNow(id, browser.SeatIn(id)) : null;
        // What somebody else with an account has left in this browser stays theirs: nobody turns out to be them.
        if (seat is { Person: var sitting } && sitting != me.Person && await holders.Has(sitting))
            seat = null;
        if ((seat ?? await Asking.Again(() => retro.SeatOf(me.Caller))) is not { } own)
            throw new RejectedException("not-yours");
        await List(id, me, own);
        if (own.Facilitator)
            await Asking.Again(() => retro.Keep(me.Caller));
    }

    /// <summary>What this person is called.</summary>
    public async Task<string> NameOf(SignedIn me) => await Asking.Again(() => grains.GetGrain<IPmGrain>(me.Person.Value).Name()) ?? "";

    /// <summary>A seat that was just taken by whoever is signed in is on their list.</summary>
    public Task List(RetroId id, SignedIn me, SeatHolder seat) =>
        Asking.Again(() => grains.GetGrain<IPmGrain>(me.Person.Value).KeepRetro(me.Caller, id, seat.Person));
}
