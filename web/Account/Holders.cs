using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Memory;
using OrleansRetro.EventSourcing;
using OrleansRetro.Pms;
using OrleansRetro.Retros;

namespace OrleansRetro.Account;

/// <summary>Who has an account.</summary>
public sealed class Holders(IDbContextFactory<AccountsDb> database, IGrainFactory grains) : IDisposable
{
    /// <summary>So long may a guest who got an account at another web be taken for a guest.</summary>
    static readonly TimeSpan Believed = TimeSpan.FromSeconds(15);

    /// <summary>Whoever has an account keeps it, or is nobody any more.</summary>
    static readonly TimeSpan Lasting = TimeSpan.FromHours(1);

    readonly MemoryCache _known = new(new MemoryCacheOptions { SizeLimit = 100_000 });

    public async Task<bool> Has(PersonId person)
    {
        await using var db = await database.CreateDbContextAsync();
        return await db.Users.AnyAsync(account => account.Id == person.Value);
    }

    /// <summary>The account that this person is, or turned out to be; null for a guest.</summary>
    public async ValueTask<PersonId?> AccountOf(PersonId person)
    {
        if (_known.TryGetValue(person, out PersonId? known))
            return known;
        var account = await Has(person) ? person : await TurnedOutToBe(person);
        return _known.Set(person, account, new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = account is null ? Believed : Lasting });
    }

    /// <summary>This person has just got an account, or has become somebody who has one.</summary>
    public void Changed(PersonId person) => _known.Remove(person);

    async Task<PersonId?> TurnedOutToBe(PersonId guest)
    {
        try
        {
            return await Asking.Again(() => grains.GetGrain<IPmGrain>(guest.Value).TurnedOutToBe(Caller.Room));
        }
        catch (RejectedException gone) when (gone.Code is "not-found" or "deleted")
        {
            return guest; // whoever is forgotten can't be anybody's guest any more
        }
    }

    public void Dispose() => _known.Dispose();
}
