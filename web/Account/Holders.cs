using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Memory;
using OrleansRetro.EventSourcing;
using OrleansRetro.Pms;
using OrleansRetro.Retros;

namespace OrleansRetro.Account;

/// <summary>Who has an account.</summary>
public sealed class Holders(IDbContextFactory<AccountsDb> database, IGrainFactory grains, TimeProvider time) : IDisposable
{
    /// <summary>So long may a guest who got an account at another web be taken for a guest.</summary>
    static readonly TimeSpan Believed = TimeSpan.FromSeconds(15);

    readonly MemoryCache _known = new(new MemoryCacheOptions { SizeLimit = 100_000 });

    /// <summary>What was found out, and when.</summary>
    sealed record Answer(PersonId? Account, long At);

    public Task<bool> Has(PersonId person) => Asking.Reading(async () =>
    {
        await using var db = await database.CreateDbContextAsync();
        return await db.Users.AnyAsync(account => account.Id == person.Value);
    });

    /// <summary>The account that this person is, or turned out to be; null for a guest, and nobody's id for whoever is forgotten.</summary>
    /// <exception cref="UnknownOutcomeException">It can't be found out at the moment, and never was.</exception>
    public async ValueTask<PersonId?> AccountOf(PersonId person)
    {
        var known = _known.Get<Answer>(person);
        // Whoever has an account keeps it, or is nobody any more.
        if (known is not null && (known.Account is not null || time.GetElapsedTime(known.At) < Believed))
            return known.Account;
        try
        {
            var account = await Has(person) ? person : await TurnedOutToBe(person) is { } other && other != person ? other : (PersonId?)null;
            _known.Set(person, new Answer(account, time.GetTimestamp()), new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = TimeSpan.FromHours(1) });
            return account;
        }
        catch (Exception failure) when (Asking.IsOutOfReach(failure))
        {
            // What was known goes on being true, as far as anybody knows.
            return known is not null ? known.Account : throw new UnknownOutcomeException("Who has an account can't be read.", failure);
        }
    }

    /// <summary>This person has just got an account, or has become somebody who has one.</summary>
    public void Changed(PersonId person) => _known.Remove(person);

    /// <summary>A guest who got an account of their own turned out to be themselves; without it they are a guest all the same.</summary>
    async Task<PersonId?> TurnedOutToBe(PersonId guest)
    {
        try
        {
            return await Asking.Again(() => grains.GetGrain<IPmGrain>(guest.Value).TurnedOutToBe(Caller.Room));
        }
        catch (RejectedException gone) when (gone.Code is "not-found" or "deleted")
        {
            return default(PersonId);
        }
    }

    public void Dispose() => _known.Dispose();
}
