using System.Buffers;
using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using OrleansRetro.Api;
using OrleansRetro.Retros;

namespace OrleansRetro.Live;

/// <summary>
/// The changes of one retro as server-sent events, each serialised once. Readers walk one shared chain at their own pace, a link
/// for whatever came together; whoever is slow costs nothing but the links they have not read.
/// </summary>
public sealed class Wire
{
    const int Kept = 1_024;

    [ThreadStatic] static Utf8JsonWriter? _writer;

    readonly Lock _lock = new();
    readonly Queue<(long Version, ReadOnlyMemory<byte> Bytes)> _recent = new(Kept);
    readonly List<(long Version, Range Bytes)> _steps = [];
    readonly ArrayBufferWriter<byte> _gathered = new(4096);
    Link _last = new([]);
    Board? _board;
    byte[]? _snapshot;
    byte[]? _room;
    long _version;
    long _flushed;

    /// <summary>Events on the wire and the way to the next.</summary>
    public sealed class Link(byte[] bytes)
    {
        readonly TaskCompletionSource _next = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public byte[] Bytes => bytes;

        /// <summary>What comes after this; null while there is nothing.</summary>
        public Link? Next { get; internal set; }

        /// <summary>Nothing comes after this.</summary>
        public bool IsEnd { get; internal set; }

        /// <summary>Completes when there is something after this.</summary>
        public Task More => _next.Task;
        internal void Wake() => _next.TrySetResult();
    }

    /// <summary>
    /// Where a reader begins who has seen everything up to <paramref name="after"/>: what to send first, and the link to read on from.
    /// A snapshot where they have seen nothing, or where too much is missing.
    /// </summary>
    public (IReadOnlyList<ReadOnlyMemory<byte>> First, Link From) Begin(long after)
    {
        lock (_lock)
        {
            IReadOnlyList<ReadOnlyMemory<byte>> room = _room is null ? [] : [_room];
            if (after == _version && after > 0)
                return (room, _last);
            if (after > 0 && after < _version && _recent.TryPeek(out var oldest) && after >= oldest.Version - 1)
                return ([.. _recent.Where(step => step.Version > after).Select(step => step.Bytes), .. room], _last);
            return ([_snapshot ??= Snapshot(), .. room], _last);
        }
    }

    /// <summary>Something to send to readers who have heard nothing since <paramref name="since"/>, so that nobody takes the silence for a broken line.</summary>
    internal void Beat(long since, long now)
    {
        lock (_lock)
        {
            if (_flushed <= since)
                Append([.. ":\n\n"u8], now);
        }
    }

    /// <summary>Wakes the readers for them to look around; one of them goes, or the program does.</summary>
    internal void Nudge()
    {
        lock (_lock)
            Append([], _flushed);
    }

    /// <summary>Lays one update on the chain as one link and wakes the readers. At once for whoever begins meanwhile: they see all of it or nothing.</summary>
    internal void Move(Board board, BoardUpdate update, long now)
    {
        lock (_lock)
        {
            if (update.Snapshot is null)
                Add(board, update.Changes);
            else
                Restart(board);
            if (update.Room is { } room)
                Add(room);
            var bytes = _gathered.WrittenSpan.ToArray();
            _gathered.ResetWrittenCount();
            foreach (var (version, range) in _steps)
                Keep(version, bytes.AsMemory(range));
            _steps.Clear();
            if (bytes.Length > 0)
                Append(bytes, now);
        }
    }

    void Restart(Board board)
    {
        var isFirst = _board is null;
        (_board, _snapshot, _version) = (board, null, board.Version);
        _recent.Clear();
        if (!isFirst)
            _gathered.Write(_snapshot = Snapshot());
    }

    void Add(Board board, ImmutableArray<ImmutableArray<BoardChange>> changes)
    {
        if (changes.Length > 0)
            (_board, _snapshot) = (board, null);
        _version = board.Version - changes.Length;
        foreach (var step in changes)
        {
            var start = _gathered.WrittenCount;
            Write(_gathered, "change"u8, ++_version, new ChangeJson(step), ApiJson.Wire.ChangeJson);
            _steps.Add((_version, start.._gathered.WrittenCount));
        }
    }

    void Add(Room room)
    {
        var start = _gathered.WrittenCount;
        Write(_gathered, "room"u8, null, room, ApiJson.Wire.Room);
        _room = _gathered.WrittenSpan[start..].ToArray();
    }

    void Keep(long version, ReadOnlyMemory<byte> bytes)
    {
        if (_recent.Count == Kept)
            _recent.Dequeue();
        _recent.Enqueue((version, bytes));
    }

    internal void End()
    {
        lock (_lock)
        {
            _last.IsEnd = true;
            _last.Wake();
        }
    }

    // Readers go on elsewhere, so that they may be woken in here.
    void Append(byte[] bytes, long now)
    {
        if (_last.IsEnd)
            return;
        var before = _last;
        (_last, _flushed) = (new(bytes), now);
        before.Next = _last;
        before.Wake();
    }

    byte[] Snapshot()
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        Write(buffer, "snapshot"u8, _board!.Version, BoardJson.Of(_board), ApiJson.Wire.BoardJson);
        return buffer.WrittenSpan.ToArray();
    }

    static void Write<T>(ArrayBufferWriter<byte> buffer, ReadOnlySpan<byte> name, long? version, T data, JsonTypeInfo<T> format)
    {
        if (version is { } id)
        {
            buffer.Write("id: "u8);
            System.Buffers.Text.Utf8Formatter.TryFormat(id, buffer.GetSpan(20), out var digits);
            buffer.Advance(digits);
            buffer.Write("\n"u8);
        }
        buffer.Write("event: "u8);
        buffer.Write(name);
        buffer.Write("\ndata: "u8);
        var json = _writer ??= new(buffer, new() { Encoder = ApiJson.Wire.Options.Encoder, SkipValidation = true });
        json.Reset(buffer);
        JsonSerializer.Serialize(json, data, format);
        json.Flush();
        buffer.Write("\n\n"u8);
    }
}
