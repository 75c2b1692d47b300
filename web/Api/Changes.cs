using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using Microsoft.AspNetCore.Http.Features;
using OrleansRetro.Account;
using OrleansRetro.EventSourcing;
using OrleansRetro.Live;
using OrleansRetro.Retros;

namespace OrleansRetro.Api;

/// <summary>A retro's changes as server-sent events, from the chain that all its listeners share.</summary>
public static class Changes
{
    public static Task Stream(HttpContext http, string id, string? after) => Problems.Answer(http, async () =>
    {
        var (retro, token, seat) = await Requests.Seat(http, id);
        var feeds = http.RequestServices.GetRequiredService<LiveFeeds>();
        var feed = await feeds.Follow(retro) ?? throw new RejectedException("not-found");
        var listener = new Listener(seat.Participant);
        if (!await Sits(http, feed, seat.Participant, token))
            throw new RejectedException("not-found");
        if (!feeds.TryWatch(feed, listener))
            throw new RejectedException("too-many-pages");
        try
        {
            using var line = http.RequestServices.GetRequiredService<LiveConnections>().Follow(http);
            var closed = http.RequestServices.GetRequiredService<ClosedAccounts>();
            await Walk(http, feed, Resume(http, after), () => Sits(http, feed, seat.Participant, token), () => !closed.Has(seat.Person), line.Ended);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // The listener went away, as listeners do.
        }
        finally
        {
            feed.Remove(listener);
        }
    });

    static async Task Walk(HttpContext http, LiveFeed feed, long after, Func<ValueTask<bool>> sits, Func<bool> isWelcome, CancellationToken ended)
    {
        var (aborted, stopping) = (http.RequestAborted, http.RequestServices.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping);
        // Waiting costs a listener nothing: whoever goes wakes the chain, and looks around.
        using var going = aborted.UnsafeRegister(static wire => ((Wire)wire!).Nudge(), feed.Wire);
        using var parting = ended.UnsafeRegister(static wire => ((Wire)wire!).Nudge(), feed.Wire);
        using var ending = stopping.UnsafeRegister(static wire => ((Wire)wire!).Nudge(), feed.Wire);
        http.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        http.Response.ContentType = "text/event-stream";
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers["X-Accel-Buffering"] = "no";
        var wire = http.Response.BodyWriter;
        var (first, link) = feed.Wire.Begin(after);
        foreach (var bytes in first)
            wire.Write(bytes.Span);
        await wire.FlushAsync(aborted);

        ImmutableDictionary<ParticipantId, BoardSeat>? checkedSeats = null;
        while (!link.IsEnd && !stopping.IsCancellationRequested && !aborted.IsCancellationRequested && !ended.IsCancellationRequested)
        {
            await link.More;
            if (ended.IsCancellationRequested || !isWelcome())
                return;
            var seats = feed.Board.Seats;
            if (!ReferenceEquals(seats, checkedSeats) && !await sits())
                return;
            checkedSeats = seats;
            var written = false;
            while (link.Next is { } next)
            {
                link = next;
                written |= next.Bytes.Length > 0;
                wire.Write(next.Bytes);
            }
            if (written)
                await wire.FlushAsync(aborted);
        }
    }

    /// <summary>Whether this seat is still one. The feed may not have heard yet of somebody who has just sat down, so then the retro itself is asked.</summary>
    static async ValueTask<bool> Sits(HttpContext http, LiveFeed feed, ParticipantId seat, SeatToken token)
    {
        if (feed.Board.Seats.ContainsKey(seat))
            return true;
        var retro = http.RequestServices.GetRequiredService<IGrainFactory>().GetGrain<IRetroGrain>(feed.Id.Value);
        return await Asking.Again(() => retro.FindSeat(token.Hash())) is not null;
    }

    static long Resume(HttpContext http, string? after)
    {
        var seen = http.Request.Headers["Last-Event-ID"] is [{ Length: > 0 } last] ? last : after;
        return string.IsNullOrEmpty(seen) ? 0
            : long.TryParse(seen, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var version) ? version
            : throw new RejectedException("malformed");
    }

    /// <summary>Counts as present; reads from the chain, so it needs no call.</summary>
    sealed class Listener(ParticipantId participant) : IBoardWatcher
    {
        public bool IsHere => true;

        public ParticipantId Participant => participant;
        public void Moved(BoardUpdate update) { }
        public void Gone() { }
    }
}
