using Microsoft.AspNetCore.Identity;
using OrleansRetro.Auditing;
using OrleansRetro.EventSourcing;
using OrleansRetro.Pms;
using OrleansRetro.Retros;

namespace OrleansRetro.Account;

/// <summary>Who a new account is: the guest who sits in the retro that is kept, with their name and promises, or somebody new.</summary>
public sealed class Newcomers(IGrainFactory grains, Seats seats, Holders holders, UserManager<Account> accounts, AccountsDb database, Noting noting)
{
    /// <summary>The guest of this browser in a retro, unless they have an account already.</summary>
    public async Task<PersonId?> Guest(HttpContext http, RetroId? retro) =>
        retro is { } kept && await seats.FindNow(http.User, kept) is { Holder.Person: var person } && await holders.AccountOf(person) is null ? person : null;

    public Task<string?> NameOf(PersonId person) => Asking.Again(() => Pm(person).Name());

    /// <summary>Makes the account and its person, or gives the person that is there their account.</summary>
    /// <param name="account">Not kept yet.</param>
    /// <param name="name">How they want to be called.</param>
    /// <param name="keep">Keeps the account with what opens it.</param>
    /// <exception cref="RejectedException">What is wrong with the name, or with what identifies the account.</exception>
    public async Task Welcome(Account account, string name, Func<Task<IdentityResult>> keep)
    {
        foreach (var rule in accounts.UserValidators)
            (await rule.ValidateAsync(accounts, account)).OrRejected();
        var (who, pm) = (Caller.Account(account.Person), Pm(account.Person));
        await Asking.Again(() => pm.Introduce(who, name));
        await Asking.Again(() => pm.Rename(who, name));
        // An account without what opens it would be nobody's for good.
        await database.InOne(async () => (await keep()).OrRejected());
        holders.Changed(account.Person);
        await noting.Note(account.Person, "account-created");
    }

    IPmGrain Pm(PersonId person) => grains.GetGrain<IPmGrain>(person.Value);
}

static class IdentityResults
{
    /// <exception cref="RejectedException">With the code of what is wrong.</exception>
    public static void OrRejected(this IdentityResult result)
    {
        if (!result.Succeeded)
            throw new RejectedException(result.Errors.First().Code is var code && char.IsLower(code[0]) ? code : "store-refused");
    }
}
