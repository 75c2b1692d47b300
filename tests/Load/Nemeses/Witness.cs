using System.Net.Sockets;
using System.Text.Json;
using OrleansRetro.Load.History;
using OrleansRetro.Load.Wire;

namespace OrleansRetro.Load.Nemeses;

/// <summary>Follows a board's changes at one web, through every break, and notes what the board was at each version.</summary>
sealed class Witness(WatchedBoard board, Uri web) : ISseListener
{
    readonly string name = $"the watcher at {web.Authority}";
    readonly Dictionary<string, Content> cards = [];
    Content content;
    long version;
    long heard;
    long silence;

    /// <summary>0 until the first snapshot.</summary>
    public long Version => Volatile.Read(ref version);

    /// <summary><see cref="Clock"/> ticks of the last change.</summary>
    public long Heard => Volatile.Read(ref heard);

    /// <summary>The longest time without a change since <see cref="Listen"/>.</summary>
    public TimeSpan Silence => TimeProvider.System.GetElapsedTime(0, Volatile.Read(ref silence));

    /// <summary>Forgets earlier silences; the present one counts from its beginning.</summary>
    public void Listen() => Volatile.Write(ref silence, 0);

    public async Task Follow(CancellationToken end)
    {
        while (!end.IsCancellationRequested)
            try
            {
                await new SseStream(web, this).Follow($"{board.Path}/changes", board.Token, Version, end);
            }
            catch (Exception broken) when (broken is IOException or SocketException)
            {
                await Task.WhenAny(Clock.Pause(TimeSpan.FromMilliseconds(20), end));
            }
            catch (OperationCanceledException) when (end.IsCancellationRequested)
            {
                return;
            }
    }

    void ISseListener.Heard(SseKind kind, long id, ReadOnlySpan<byte> data, long at)
    {
        if (kind == SseKind.Other) return;
        var json = JsonElement.Parse(data);
        if (kind == SseKind.Snapshot)
        {
            id = json.GetProperty("version").GetInt64();
            if (id < Version) board.Violations.Enqueue(new(Promise.Gapless, $"{name} was shown version {id} after {Version}"));
            cards.Clear();
            content = default;
            foreach (var card in json.GetProperty("cards").EnumerateArray()) Put(card);
        }
        else
        {
            if (id != Version + 1) board.Violations.Enqueue(new(Promise.Gapless, $"{name} was shown version {id} after {Version}"));
            foreach (var change in json.GetProperty("changes").EnumerateArray()) Take(change);
        }
        Volatile.Write(ref version, id);
        if (heard > 0) Volatile.Write(ref silence, Math.Max(silence, at - heard));
        Volatile.Write(ref heard, at);
        board.Sights.Enqueue(new(name, id, content));
    }

    void Take(JsonElement change)
    {
        switch (change.GetProperty("type").GetString())
        {
            case "card":
                Put(change);
                break;
            case "card-gone":
                if (cards.Remove(change.GetProperty("id").GetString()!, out var gone)) content -= gone;
                break;
        }
    }

    void Put(JsonElement card)
    {
        var id = card.GetProperty("id").GetString()!;
        content -= cards.GetValueOrDefault(id);
        content += cards[id] = WatchedBoard.CardOf(card);
    }
}
