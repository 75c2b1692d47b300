using System.Security.Claims;
using Microsoft.Extensions.Caching.Memory;
using OrleansRetro.Account;
using OrleansRetro.EventSourcing;
using OrleansRetro.Visitors;

namespace OrleansRetro.Retros;

/// <summary>Who sits where: from a token to the person behind it. A seat never changes its person, so it may be remembered.</summary>
/// <param name="isClosed">Whether a person's account is closed, so that their seats open nothing.</param>
public sealed class Seats(IGrainFactory grains, Predicate<PersonId> isClosed) : IDisposable
{
    static readonly TimeSpan Takeover = TimeSpan.FromSeconds(10);

    readonly MemoryCache _known = new(new MemoryCacheOptions { SizeLimit = 100_000 });

    /// <summary>The seat of this token, or null when it has none here, there is no such retro, or its person's account is closed.</summary>
    public async ValueTask<SeatHolder?> Find(RetroId retro, SeatToken token)
    {
        var hash = token.Hash();
        return _known.TryGetValue((retro, hash), out SeatHolder? known) ? Open(known)
            : await Ask(retro, hash) is { } seat ? Remember(retro, hash, seat)
            : null;
    }

    /// <summary>The same as the retro says it now: for what no later call to it would refuse to a seat that was taken away.</summary>
    public Task<SeatHolder?> FindNow(RetroId retro, SeatToken token) => Ask(retro, token.Hash());

    /// <summary>The grain of this retro; remembered, for making the reference anew reads attributes each time.</summary>
    public IRetroGrain Grain(RetroId retro) => _known.GetOrCreate((nameof(Grain), retro), entry =>
    {
        (entry.Size, entry.SlidingExpiration) = (1, TimeSpan.FromHours(2));
        return grains.GetGrain<IRetroGrain>(retro.Value);
    })!;

    /// <summary>The seat of the browser that asks, or of whoever is signed in there.</summary>
    public async ValueTask<SeatHolder?> Find(ClaimsPrincipal user, RetroId retro) =>
        (Visitor.Of(user) is { } visitor ? await Find(retro, visitor.SeatIn(retro)) : null) ?? await OfAccount(user, retro);

    /// <summary>The same as the retro says it now.</summary>
    public async Task<SeatHolder?> FindNow(ClaimsPrincipal user, RetroId retro) =>
        (Visitor.Of(user) is { } visitor ? await FindNow(retro, visitor.SeatIn(retro)) : null) ?? await OfAccount(user, retro);

    /// <inheritdoc cref="Find(ClaimsPrincipal, RetroId)"/>
    public ValueTask<SeatHolder?> Find(HttpContext http, RetroId retro) => Find(http.User, retro);

    /// <inheritdoc cref="FindNow(ClaimsPrincipal, RetroId)"/>
    public Task<SeatHolder?> FindNow(HttpContext http, RetroId retro) => FindNow(http.User, retro);

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

    /// <summary>An account has its seat on every device.</summary>
    async Task<SeatHolder?> OfAccount(ClaimsPrincipal user, RetroId retro)
    {
        if (SignedIn.Of(user) is not { } me)
            return null;
        try
        {
            return await Asking.Again(() => Grain(retro).SeatOf(me.Caller));
        }
        catch (RejectedException rejected) when (rejected.Code == "not-found")
        {
            return null;
        }
    }

    SeatHolder? Open(SeatHolder? seat) => seat is not null && isClosed(seat.Person) ? null : seat;

    async Task<SeatHolder?> Ask(RetroId retro, string tokenHash)
    {
        try
        {
            return Open(await Asking.Again(() => grains.GetGrain<IRetroGrain>(retro.Value).FindSeat(tokenHash)));
        }
        catch (RejectedException rejected) when (rejected.Code == "not-found")
        {
            return null;
        }
    }

    public void Dispose() => _known.Dispose();
}
