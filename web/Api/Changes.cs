using System.Globalization;
using Microsoft.AspNetCore.Http.Features;
using OrleansRetro.EventSourcing;
using OrleansRetro.Live;
using OrleansRetro.Retros;

namespace OrleansRetro.Api;

/// <summary>A retro's changes as server-sent events, from the chain that all its listeners share.</summary>
public static class Changes
{
    static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);

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
            await Walk(http, feed, Resume(http, after), () => Sits(http, feed, seat.Participant, token));
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

    static async Task Walk(HttpContext http, LiveFeed feed, long after, Func<ValueTask<bool>> sits)
    {
        var stopping = http.RequestServices.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        http.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        http.Response.ContentType = "text/event-stream";
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers["X-Accel-Buffering"] = "no";
        var wire = http.Response.BodyWriter;
        var (first, link) = feed.Wire.Begin(after);
        foreach (var bytes in first)
            Write(wire, bytes);
        await wire.FlushAsync(http.RequestAborted);

        while (!link.IsEnd && !stopping.IsCancellationRequested && await sits())
        {
            if (!link.More.IsCompleted && !await Within(link.More, http.RequestAborted, stopping))
                Write(wire, ":\n\n"u8);
            while (link.Next is { } next)
            {
                Write(wire, next.Bytes);
                link = next;
            }
            await wire.FlushAsync(http.RequestAborted);
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

    /// <summary>False when nothing came for a while, and a sign of life is due.</summary>
    static async Task<bool> Within(Task more, CancellationToken aborted, CancellationToken stopping)
    {
        try
        {
            using var either = CancellationTokenSource.CreateLinkedTokenSource(aborted, stopping);
            await more.WaitAsync(Heartbeat, either.Token);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
        catch (OperationCanceledException) when (!aborted.IsCancellationRequested)
        {
            return true;
        }
    }

    static void Write(System.IO.Pipelines.PipeWriter wire, ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(wire.GetSpan(bytes.Length));
        wire.Advance(bytes.Length);
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
