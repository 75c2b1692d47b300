using System.Net.Sockets;
using OrleansRetro.Load.Measures;
using OrleansRetro.Load.Wire;

namespace OrleansRetro.Load.Contract;

/// <summary>One person's change stream, with the book of what it has shown and when.</summary>
sealed class Watcher : ISseListener
{
    const int ThroughSnapshot = -1;

    readonly Board board;
    readonly int owner;
    readonly string token;
    readonly long after;
    readonly SseStream stream;
    readonly TaskCompletionSource opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly Growing<int> shown = new();
    long version = -1;
    long cards;
    long lastHeard;

    /// <param name="board">What is watched.</param>
    /// <param name="owner">Whose stream it is: their own cards don't count as delivered.</param>
    /// <param name="token">The seat's.</param>
    /// <param name="after">The version to go on from; 0: from a snapshot.</param>
    public Watcher(Board board, int owner, string token, long after = 0)
    {
        (this.board, this.owner, this.token, this.after) = (board, owner, token, after);
        if (after > 0) version = after;
        stream = new SseStream(board.Target, this);
    }

    /// <summary>The first snapshot is here.</summary>
    public Task Opened => opened.Task;

    public long Bytes => stream.Bytes;
    public long Version => Volatile.Read(ref version);

    /// <summary>Different cards shown so far.</summary>
    public long Cards => Volatile.Read(ref cards);

    /// <summary><see cref="Clock"/> ticks of the last event.</summary>
    public long LastHeard => Volatile.Read(ref lastHeard);

    public int Snapshots { get; private set; }

    /// <summary>From a card's PUT to here, for cards of other people.</summary>
    public Histogram Delivery { get; } = new();

    /// <summary>Listens until stopped; a stream that breaks is a fault.</summary>
    public async Task Follow(CancellationToken stop)
    {
        if (await FollowOnce(stop) is { } broken) board.Faults.Add($"a change stream broke: {broken}");
    }

    /// <summary>Listens until stopped, and comes back after each break with the last version it has.</summary>
    public async Task FollowThroughBreaks(CancellationToken stop)
    {
        while (await FollowOnce(stop) is { } broken)
        {
            board.Errors.Add($"a change stream broke: {broken}");
            await Clock.Pause(TimeSpan.FromMilliseconds(10), stop);
        }
    }

    async Task<string?> FollowOnce(CancellationToken stop)
    {
        try
        {
            var path = after > 0 ? $"{board.Path}/changes?after={after}" : $"{board.Path}/changes";
            await stream.Follow(path, token, after > 0 ? 0 : Version, stop);
            return "ended";
        }
        catch (Exception broken) when (broken is IOException or SocketException)
        {
            return broken.Message;
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }

    public void Heard(SseKind kind, long id, ReadOnlySpan<byte> data, long at)
    {
        if (kind == SseKind.Other) return;
        Volatile.Write(ref lastHeard, at);
        if (kind == SseKind.Snapshot) HeardSnapshot(id, data, at);
        else HeardChange(id, data, at);
    }

    void HeardSnapshot(long id, ReadOnlySpan<byte> data, long at)
    {
        Snapshots++;
        if (id < 0) id = VersionField.In(data) ?? throw new IOException("a snapshot without a version");
        if (id < Version) board.Faults.Add($"a snapshot of version {id} after version {Version}");
        Volatile.Write(ref version, id);
        for (var card = board.CardIds.Next(ref data); card != -1; card = board.CardIds.Next(ref data)) Show(card, ThroughSnapshot, at);
        opened.TrySetResult();
    }

    void HeardChange(long id, ReadOnlySpan<byte> data, long at)
    {
        if (after == 0 && Snapshots == 0) board.Faults.Add("a change came before the first snapshot");
        if (id != Version + 1) board.Faults.Add($"version {id} came after version {Version}");
        Volatile.Write(ref version, id);
        for (var card = board.CardIds.Next(ref data); card != -1; card = board.CardIds.Next(ref data)) Show(card, (int)id, at);
    }

    void Show(long card, int at, long when)
    {
        if (card < 0 || card >= board.Sent)
        {
            board.Faults.Add($"version {at} shows a card that was never sent to this board");
            return;
        }
        ref var before = ref shown[card];
        if (before == at || (at == ThroughSnapshot && before != 0)) return;
        if (before != 0 && board.IsReworded) return;
        if (before != 0)
        {
            board.Faults.Add($"card {card} was shown twice: at {before} and at {at}");
            return;
        }
        before = at;
        Volatile.Write(ref cards, cards + 1);
        ref var sent = ref board.Cards[card];
        if (sent.Author != owner) Delivery.Record(when - sent.SentAt);
    }

    /// <summary>After the run: every acknowledged card, once, no later than the acknowledgement told, as all others saw it.</summary>
    public void Check(Watcher others)
    {
        foreach (var card in board.AckedCards())
        {
            var (here, there, told) = (shown[card], others.shown[card], board.Cards[card].Version);
            if (here == 0) board.Faults.Add($"card {card}, acknowledged at version {told}, never reached watcher {owner}");
            else if (here > told) board.Faults.Add($"card {card}, acknowledged at version {told}, was shown at {here}");
            else if (here > 0 && there > 0 && here != there) board.Faults.Add($"card {card} was shown at {here} here and at {there} elsewhere");
        }
    }

    /// <summary>A stream from a version on showed exactly what this one, watching all along, saw after that version.</summary>
    public void CheckSame(Watcher live, long after)
    {
        for (var card = 0L; card < board.Sent; card++)
        {
            var (here, there) = (shown[card], live.shown[card]);
            if (here != there && there > after) board.Faults.Add($"card {card} was shown at {there} live and at {here} in the replay");
            if (here != 0 && there <= after && there != ThroughSnapshot) board.Faults.Add($"card {card} of version {there} was replayed after {after}");
        }
    }
}
