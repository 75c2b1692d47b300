using OrleansRetro.Account;
using OrleansRetro.EventSourcing;
using OrleansRetro.Visitors;

namespace OrleansRetro.Retros;

/// <summary>What pages and programs share when a retro is started, joined or followed by the next one.</summary>
public sealed class Starting(IGrainFactory grains, Seats seats)
{
    /// <summary>Starts a retro; a code that is taken is drawn again.</summary>
    public async Task<Seated> Start(RetroId id, SeatToken token, string title, string format, bool anonymous, bool hidden, string name, bool sample = false)
    {
        var start = new StartRetro(title, format, anonymous, hidden, Phase.Write, NewPerson(), name, token.Hash(), null, JoinCode.New(), Sample: sample);
        var seated = await Again(code => grains.GetGrain<IRetroGrain>(id.Value).Start(start with { JoinCode = code }));
        seats.Remember(id, token.Hash(), seated.Seat);
        return seated;
    }

    /// <summary>The retro that a code or link token leads to, or null.</summary>
    public Task<RetroId?> Find(string invite) =>
        Asking.Again(() => grains.GetGrain<IInviteGrain>(Secret.Hash(JoinCode.Canonical(invite))).Retro());

    /// <summary>What this invite to that retro shows a stranger; null when it lets nobody in.</summary>
    public async Task<Preview?> Preview(RetroId id, string invite)
    {
        var canonical = JoinCode.Canonical(invite);
        try
        {
            return await Asking.Again(() => grains.GetGrain<IRetroGrain>(id.Value).Preview(canonical, Secret.Hash(canonical)));
        }
        catch (RejectedException rejected) when (rejected.Code == "not-found")
        {
            return null;
        }
    }

    /// <summary>A seat for this browser; whoever sat in the retro before this one stays the same person.</summary>
    /// <param name="me">Whoever is signed in sits there as themselves.</param>
    public async Task<Seated> Join(RetroId id, Visitor visitor, string name, string invite, SignedIn? me = null)
    {
        var previous = await Asking.Again(() => grains.GetGrain<IRetroGrain>(id.Value).Previous());
        var before = previous is { } earlier ? (await seats.FindNow(visitor, me, earlier))?.Holder : null;
        // Whoever has signed in joins as themselves, and not as the guest whose browser it was.
        if (before is not null && me is { } account && !await seats.IsTheirs(account, before))
            before = null;
        var token = await seats.NewToken(visitor, me, id);
        return await Join(id, token, name, invite, before: before ?? (me is { } own ? new(own.Person, default, Facilitator: false) : null));
    }

    /// <summary>A seat for whoever holds the invite; somebody who sat in the retro before this one stays the same person.</summary>
    public async Task<Seated> Join(RetroId id, SeatToken token, string name, string invite, string? seatKey = null, SeatHolder? before = null)
    {
        var canonical = JoinCode.Canonical(invite);
        var claim = new TakeSeat(before?.Person ?? NewPerson(), before is null, name, token.Hash(), canonical, Secret.Hash(canonical), seatKey);
        var seated = await Asking.Again(() => grains.GetGrain<IRetroGrain>(id.Value).Join(claim));
        seats.Remember(id, token.Hash(), seated.Seat);
        return seated;
    }

    /// <summary>Starts the retro after this one, or finds the one that somebody else has just started.</summary>
    public Task<RetroId> StartNext(RetroId id, Caller who, string title, BoardSettings settings, string name, Func<RetroId, SeatToken> tokenIn)
    {
        var next = new RetroId(Visitor.RandomToken());
        return Again(code => grains.GetGrain<IRetroGrain>(id.Value).StartNext(who, next, new(
            title, settings.Format, settings.Anonymous, settings.Hidden, Phase.CheckIn, who.Person, name, tokenIn(next).Hash(), null, code)));
    }

    /// <summary>
    /// Takes somebody with a seat in this retro along to the next one: starts it, or gives them a seat in the one that was started.
    /// Their seat here is the invite.
    /// </summary>
    /// <param name="visitor">Their browser.</param>
    /// <param name="me">Who is signed in there.</param>
    /// <param name="today">How the day is written where they are, for a retro whose title doesn't count.</param>
    public async Task<RetroId> GoOn(RetroId id, SeatHolder seat, Visitor visitor, SignedIn? me, string today)
    {
        var board = await Asking.Again(() => grains.GetGrain<IRetroGrain>(id.Value).GetBoard(seat.Caller));
        var name = board.Seats.GetValueOrDefault(seat.Participant)?.Name ?? "";
        var next = await StartNext(id, seat.Caller, NextTitle.After(board.Settings.Title, today), board.Settings, name, retro => visitor.SeatIn(retro, me));
        if (await seats.FindNow(visitor, me, next) is null)
        {
            var invite = (await Asking.Again(() => grains.GetGrain<IRetroGrain>(next.Value).GetBoard(Caller.Room))).Settings.JoinCode;
            await Join(next, await seats.NewToken(visitor, me, next), name, invite, before: seat);
        }
        return next;
    }

    static async Task<T> Again<T>(Func<string, Task<T>> withCode)
    {
        try
        {
            return await Asking.Again(() => withCode(JoinCode.New()));
        }
        catch (StreamDeletedException)
        {
            throw new RejectedException("deleted");
        }
    }

    static PersonId NewPerson() => new(Guid.NewGuid());
}
