using Microsoft.AspNetCore.Mvc;
using OrleansRetro.Commitments;
using OrleansRetro.EventSourcing;
using OrleansRetro.Hosting;

namespace OrleansRetro.Retros;

/// <summary>Answers to promises from plain pages, and the way in by a personal link.</summary>
public static class PromiseForms
{
    public static void MapPromiseForms(this IEndpointRouteBuilder app)
    {
        var forms = app.MapForms("/retros/{id}/promises");
        forms.MapGet("/{token}", async (HttpContext http, string id, string token, PromiseLinks links, Buckets buckets) =>
        {
            if (!buckets.MayGuess(http))
                return Results.StatusCode(StatusCodes.Status429TooManyRequests);
            http.Response.Headers.CacheControl = "no-store";
            if (RetroId.TryParse(id, out var retro) && await links.Open(http, retro, token))
                return Results.LocalRedirect($"/retros/{retro}/promises");
            buckets.GuessedWrong(http);
            return Results.NotFound();
        });
        forms.MapPost("/{promise:guid}", async (HttpContext http, string id, Guid promise, [FromForm] string? act, [FromForm] string? back, PromiseLinks links, Seats seats, IGrainFactory grains) =>
        {
            if (!RetroId.TryParse(id, out var retro) || (back == "summary" ? (await seats.FindNow(http.User, retro))?.Holder : await links.Holder(http, retro)) is not { } holder)
                return Results.NotFound();
            var page = back == "summary" ? $"/retros/{retro}/summary" : $"/retros/{retro}/promises";
            try
            {
                await Answer(grains.GetGrain<ICommitmentGrain>(promise), holder.Caller, retro, act);
                return Results.LocalRedirect(page);
            }
            catch (RejectedException rejected)
            {
                return Results.LocalRedirect($"{page}?problem={rejected.Code}");
            }
            catch (Exception passing) when (Asking.IsPassing(passing))
            {
                return Results.LocalRedirect($"{page}?problem=store-refused");
            }
        });
    }

    /// <summary>Only for promises of this retro: a link to one is no key to another.</summary>
    static async Task Answer(ICommitmentGrain commitment, Caller who, RetroId retro, string? act)
    {
        if (await Asking.Again(() => commitment.View(who)) is not { } view || view.Retro != retro)
            throw new RejectedException("not-found");
        await Asking.Again(() => act switch
        {
            "promise" => commitment.Promise(who),
            "decline" => commitment.Decline(who),
            "deliver" => commitment.Deliver(who),
            _ => throw new RejectedException("malformed"),
        });
    }
}
