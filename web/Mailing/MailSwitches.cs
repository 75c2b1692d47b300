using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using OrleansRetro.EventSourcing;
using OrleansRetro.Hosting;
using OrleansRetro.Pms;
using OrleansRetro.Retros;

namespace OrleansRetro.Mailing;

/// <summary>What a link in a mail switches off: one kind of mail, or all of them.</summary>
public sealed record MailSwitch(PersonId Person, MailKind? Kind);

/// <summary>Links that switch mail off, for as long as there is the account; they do nothing else, and tell nothing.</summary>
public sealed class MailSwitches(IDataProtectionProvider protection, IGrainFactory grains)
{
    readonly IDataProtector _protector = protection.CreateProtector("mail-switch");

    public string New(PersonId person, MailKind? kind) => _protector.Protect($"{person} {kind}");

    public MailSwitch? Read(string? token)
    {
        try
        {
            return token is { Length: > 0 and < 1_000 } && _protector.Unprotect(token).Split(' ') is [var person, var kind] && Guid.TryParse(person, out var id)
                ? new(new(id), Enum.TryParse<MailKind>(kind, out var one) ? one : null) : null;
        }
        catch (CryptographicException)
        {
            return null; // made up, or of keys that are gone
        }
    }

    public async Task Off(MailSwitch off)
    {
        var who = Caller.Account(off.Person);
        try
        {
            foreach (var kind in off.Kind is { } one ? [one] : Enum.GetValues<MailKind>())
                await Asking.Again(() => grains.GetGrain<IPmGrain>(off.Person.Value).SwitchMail(who, kind, on: false));
        }
        catch (RejectedException gone) when (gone.Code == "not-found")
        {
            // Who isn't here any more gets no mail.
        }
    }

    public async Task<bool> IsOff(MailSwitch asked)
    {
        try
        {
            var profile = await Asking.Again(() => grains.GetGrain<IPmGrain>(asked.Person.Value).Profile(Caller.Account(asked.Person)));
            return (asked.Kind is { } one ? [one] : Enum.GetValues<MailKind>()).All(kind => profile.NoMailAbout.Contains(kind));
        }
        catch (RejectedException gone) when (gone.Code == "not-found")
        {
            return true;
        }
    }

    /// <summary>The ways that mail programs know: an address to open, and the same to send "off" to without opening it (RFC 8058).</summary>
    public static void Map(IEndpointRouteBuilder app)
    {
        // The link itself is the proof, and mail programs have no other.
        var off = app.MapGroup("/mail/off").ExcludeFromDescription().DisableAntiforgery();
        off.MapGet("/{token}", (string token) => Results.LocalRedirect($"/mail/{Uri.EscapeDataString(token)}"));
        off.MapPost("/{token}", async (HttpContext http, string token, MailSwitches switches, Buckets buckets) =>
        {
            if (!buckets.MayGuess(http))
                return Results.StatusCode(StatusCodes.Status429TooManyRequests);
            if (switches.Read(token) is not { } known)
            {
                buckets.GuessedWrong(http);
                return Results.NotFound();
            }
            try
            {
                await switches.Off(known);
            }
            catch (Exception passing) when (Asking.IsPassing(passing))
            {
                return Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
            }
            return Results.LocalRedirect($"/mail/{Uri.EscapeDataString(token)}");
        });
    }
}
