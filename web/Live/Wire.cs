using System.Collections.Immutable;
using System.Text.Json;
using OrleansRetro.Api;
using OrleansRetro.Retros;

namespace OrleansRetro.Live;

/// <summary>
/// The changes of one retro as server-sent events, each serialised once. Readers walk one shared chain at their own pace;
/// whoever is slow costs nothing but the links they have not read.
/// </summary>
public sealed class Wire
{
    const int Kept = 1_024;

    readonly Lock _lock = new();
    readonly LinkedList<Link> _recent = [];
    Link _last = new([], 0);
    Link? _woken;
    Board? _board;
    byte[]? _snapshot;
    byte[]? _room;

    /// <summary>One event on the wire and the way to the next.</summary>
    public sealed class Link(byte[] bytes, long version)
    {
        readonly TaskCompletionSource _next = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public byte[] Bytes { get; } = bytes;
        internal long Version { get; } = version;

        /// <summary>The event after this one; null while there is none.</summary>
        public Link? Next { get; internal set; }

        /// <summary>No event comes after this one.</summary>
        public bool IsEnd { get; internal set; }

        /// <summary>Completes when there is something after this one.</summary>
        public Task More => _next.Task;
        internal void Wake() => _next.TrySetResult();
    }

    /// <summary>
    /// Where a reader begins who has seen everything up to <paramref name="after"/>: what to send first, and the link to read on from.
    /// A snapshot where they have seen nothing, or where too much is missing.
    /// </summary>
    public (IReadOnlyList<byte[]> First, Link From) Begin(long after)
    {
        lock (_lock)
        {
            IReadOnlyList<byte[]> room = _room is null ? [] : [_room];
            if (after == _last.Version && after > 0)
                return (room, _last);
            if (after > 0 && after < _last.Version && _recent.First?.Value is { } oldest && after >= oldest.Version - 1)
                return ([.. _recent.Where(link => link.Version > after).Select(link => link.Bytes), .. room], _last);
            return ([_snapshot ??= Event("snapshot", _board!.Version, BoardJson.Of(_board!), ApiJson.Wire.BoardJson), .. room], _last);
        }
    }

    internal void Restart(Board board)
    {
        lock (_lock)
        {
            var isFirst = _board is null;
            (_board, _snapshot) = (board, null);
            _recent.Clear();
            if (isFirst)
                _last = new([], board.Version);
            else
                Append(_snapshot = Event("snapshot", board.Version, BoardJson.Of(board), ApiJson.Wire.BoardJson), board.Version, keep: false);
        }
    }

    internal void Add(Board board, ImmutableArray<ImmutableArray<BoardChange>> changes)
    {
        lock (_lock)
        {
            if (changes.Length > 0)
                (_board, _snapshot) = (board, null);
            var version = board.Version - changes.Length;
            foreach (var step in changes)
            {
                version++;
                Append(Event("change", version, new ChangeJson(step), ApiJson.Wire.ChangeJson), version, keep: true);
            }
        }
    }

    internal void Add(Room room)
    {
        lock (_lock)
            Append(_room = Event("room", null, room, ApiJson.Wire.Room), _last.Version, keep: false);
    }

    /// <summary>Wakes the readers, once for everything added.</summary>
    internal void Flush()
    {
        Link? woken;
        lock (_lock)
            (woken, _woken) = (_woken, null);
        // A reader that was quick may wait further down the chain already.
        for (; woken is not null && (woken.Next is not null || woken.IsEnd); woken = woken.Next)
            woken.Wake();
    }

    internal void End()
    {
        lock (_lock)
        {
            _woken ??= _last;
            _last.IsEnd = true;
        }
        Flush();
    }

    void Append(byte[] bytes, long version, bool keep)
    {
        var link = new Link(bytes, version);
        if (keep)
        {
            _recent.AddLast(link);
            if (_recent.Count > Kept)
                _recent.RemoveFirst();
        }
        _woken ??= _last;
        _last.Next = link;
        _last = link;
    }

    static byte[] Event<T>(string name, long? version, T data, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> format)
    {
        using var buffer = new MemoryStream(512);
        if (version is { } id)
            buffer.Write(System.Text.Encoding.ASCII.GetBytes($"id: {id}\n"));
        buffer.Write(System.Text.Encoding.ASCII.GetBytes($"event: {name}\ndata: "));
        JsonSerializer.Serialize(buffer, data, format);
        buffer.Write("\n\n"u8);
        return buffer.ToArray();
    }
}
