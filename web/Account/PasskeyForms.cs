using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using OrleansRetro.EventSourcing;
using OrleansRetro.Hosting;
using OrleansRetro.Retros;

namespace OrleansRetro.Account;

/// <summary>What a page's script asks before it asks for a passkey. The answer goes back with the page's own form.</summary>
public static class PasskeyForms
{
    public static void MapPasskeyForms(this RouteGroupBuilder forms)
    {
        forms.MapPost("/sign-in/passkey", (HttpContext http, Passkeys passkeys) => Asked(http, passkeys, () => passkeys.AskFor(http)));
        forms.MapPost("/sign-up/passkey", (HttpContext http, [FromQuery] string? keep, [FromForm] string? name, Passkeys passkeys, Newcomers newcomers) =>
            Asked(http, passkeys, async () => await passkeys.AskToBegin(http, await newcomers.Guest(http, RetroId.TryParse(keep, out var retro) ? retro : null) ?? new PersonId(Guid.NewGuid()), name ?? "")));
        forms.MapPost("/account/passkey", (HttpContext http, Passkeys passkeys, UserManager<Account> accounts, Newcomers newcomers) => Asked(http, passkeys, async () =>
            SignedIn.Of(http.User) is { } who && await accounts.FindByIdAsync(who.Person.ToString()) is { } account
                ? await passkeys.AskToAdd(http, account, await newcomers.NameOf(who.Person) ?? "")
                : throw new RejectedException("account-needed"))).RequireAuthorization();
    }

    static async Task<IResult> Asked(HttpContext http, Passkeys passkeys, Func<Task<string>> ask)
    {
        if (!passkeys.AreOffered(http))
            return Results.NotFound();
        if (!http.RequestServices.GetRequiredService<Buckets>().MayAct(http))
            return Results.StatusCode(StatusCodes.Status429TooManyRequests);
        try
        {
            return Results.Content(await ask(), "application/json");
        }
        catch (RejectedException)
        {
            return Results.Conflict();
        }
    }
}
