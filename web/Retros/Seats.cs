using System.Security.Claims;
using Microsoft.Extensions.Caching.Memory;
using OrleansRetro.Account;
using OrleansRetro.EventSourcing;
using OrleansRetro.Visitors;

namespace OrleansRetro.Retros;

/// <summary>A seat of whoever is here.</summary>
/// <param name="Token">What proves it, and what was written anonymously from here.</param>
public sealed record OwnSeat(SeatHolder Holder, SeatToken Token);

/// <summary>
/// Who sits where: from a token to the person behind it. A seat never changes its person, so it may be remembered. A browser has the seats of its guest;
/// those of an account are there for as long as it is signed in, whatever the browser remembers.
/// </summary>
/// <param name="isClosed">Whether a person's account is closed, so that their seats open nothing.</param>
/// <param name="accountOf">The account that a person is; null for a guest.</param>
public sealed class Seats(IGrainFactory grains, Predicate<PersonId> isClosed, Func<PersonId, ValueTask<PersonId?>> accountOf) : IDisposable
{
    static readonly TimeSpan Takeover = TimeSpan.FromSeconds(10);

    readonly MemoryCache _known = new(new MemoryCacheOptions { SizeLimit = 100_000 });

    /// <summary>The seat of this token, or null when it has none here, there is no such retro, or its person's account is closed.</summary>
    public async ValueTask<SeatHolder?> Find(RetroId retro, SeatToken token)
    {
        var hash = token.Hash();
        return _known.TryGetValue((retro, hash), out SeatHolder? known) ? Open(known)
            : await Ask(retro, token) is { } seat ? Remember(retro, hash, seat)
            : null;
    }

    /// <summary>The seat of this token for whoever shows it without a browser: a guest's, or one that was made for a program. An account's others need its session.</summary>
    public async ValueTask<SeatHolder?> FindForProgram(RetroId retro, SeatToken token) =>
        await Find(retro, token) is { } seat && (seat.ByProgram || await IsOf(null, seat)) ? seat : null;

    /// <summary>The retro has refused this seat: it is asked for anew.</summary>
    public void Forget(RetroId retro, SeatToken token) => _known.Remove((retro, token.Hash()));

    /// <summary>The grain of this retro; remembered, for making the reference anew reads attributes each time.</summary>
    public IRetroGrain Grain(RetroId retro) => _known.GetOrCreate((nameof(Grain), retro), entry =>
    {
        (entry.Size, entry.SlidingExpiration) = (1, TimeSpan.FromHours(2));
        return grains.GetGrain<IRetroGrain>(retro.Value);
    })!;

    /// <summary>The seat of the guest whose browser asks, or of whoever is signed in there.</summary>
    public ValueTask<OwnSeat?> Find(ClaimsPrincipal user, RetroId retro) => Find(Visitor.Of(user), SignedIn.Of(user), retro, Find);

    /// <summary>The same as the retro says it now: for what no later call to it would refuse to a seat that was taken away.</summary>
    public ValueTask<OwnSeat?> FindNow(ClaimsPrincipal user, RetroId retro) => FindNow(Visitor.Of(user), SignedIn.Of(user), retro);

    /// <inheritdoc cref="FindNow(ClaimsPrincipal, RetroId)"/>
    public ValueTask<OwnSeat?> FindNow(Visitor? visitor, SignedIn? me, RetroId retro) => Find(visitor, me, retro, Ask);

    /// <summary>Whether a guest's browser remembers a seat that is an account's by now.</summary>
    public async ValueTask<bool> IsOfAnAccount(Visitor? visitor, RetroId retro) =>
        visitor is { } browser && await Find(retro, browser.SeatIn(retro)) is { } seat && await accountOf(seat.Person) is { } account && account != default;

    /// <summary>Whether a seat is theirs beyond doubt, and no guest's whose browser they happen to use.</summary>
    public async ValueTask<bool> IsTheirs(SignedIn me, SeatHolder seat) => seat.Person == me.Person || await accountOf(seat.Person) == me.Person;

    /// <summary>What a new seat of whoever is here is proven by.</summary>
    public async ValueTask<SeatToken> NewToken(Visitor visitor, SignedIn? me, RetroId retro)
    {
        if (me is not null)
            return visitor.SeatIn(retro, me);
        SeatToken last = default;
        foreach (var token in visitor.GuestSeatsIn(retro))
        {
            last = token;
            if (await AskWhoever(retro, token) is not { } seat || await accountOf(seat.Person) is null)
                break;
        }
        return last;
    }

    public SeatHolder Remember(RetroId retro, string tokenHash, SeatHolder seat) =>
        _known.Set((retro, tokenHash), seat, new MemoryCacheEntryOptions { Size = 1, SlidingExpiration = TimeSpan.FromHours(2) });

    /// <summary>Keeps what was just drawn as HTML for the circuit that takes the page over, so that it begins with the same picture.</summary>
    public void HandOver(RetroId retro, Seat own) =>
        _known.Set((retro, own.Participant), own, new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = Takeover });

    public Seat? TakeOver(RetroId retro, ParticipantId participant)
    {
        var own = _known.Get<Seat>((retro, participant));
        _known.Remove((retro, participant));
        return own;
    }

    async ValueTask<OwnSeat?> Find(Visitor? visitor, SignedIn? me, RetroId retro, Func<RetroId, SeatToken, ValueTask<SeatHolder?>> find)
    {
        if (visitor is { } browser)
        {
            foreach (var token in me is null ? browser.GuestSeatsIn(retro) : [browser.SeatIn(retro), browser.SeatIn(retro, me)])
                if (await find(retro, token) is { } seat && await IsOf(me, seat))
                    return new(seat, token);
        }
        return me is { } account && await OfAccount(account, retro) is { } elsewhere ? new(elsewhere, (visitor ?? Visitor.New()).SeatIn(retro, me)) : null;
    }

    /// <summary>Whether this seat is a guest's, or of whoever is signed in.</summary>
    async ValueTask<bool> IsOf(SignedIn? me, SeatHolder seat) => await accountOf(seat.Person) is not { } account || account == me?.Person;

    /// <summary>An account has its seat on every device.</summary>
    async Task<SeatHolder?> OfAccount(SignedIn me, RetroId retro)
    {
        try
        {
            return await Asking.Again(() => Grain(retro).SeatOf(me.Caller));
        }
        catch (RejectedException rejected) when (rejected.Code == "not-found")
        {
            return null;
        }
    }

    /// <summary>Null where its person's account is closed.</summary>
    public SeatHolder? Open(SeatHolder? seat) => seat is not null && isClosed(seat.Person) ? null : seat;

    async ValueTask<SeatHolder?> Ask(RetroId retro, SeatToken token) => Open(await AskWhoever(retro, token));

    async ValueTask<SeatHolder?> AskWhoever(RetroId retro, SeatToken token)
    {
        try
        {
            return await Asking.Again(() => grains.GetGrain<IRetroGrain>(retro.Value).FindSeat(token.Hash()));
        }
        catch (RejectedException rejected) when (rejected.Code == "not-found")
        {
            return null;
        }
    }

    public void Dispose() => _known.Dispose();
}
