using System.Buffers;
using System.Buffers.Text;

namespace OrleansRetro.Load.Wire;

enum SseKind { Other, Snapshot, Change }

/// <summary>Hears each event of a stream; the data is valid during the call alone.</summary>
interface ISseListener
{
    /// <param name="kind">Events of other names are passed on too, so that the contract may grow.</param>
    /// <param name="id">-1 without one.</param>
    /// <param name="data">The data lines, joined.</param>
    /// <param name="at">When the bytes were read (<see cref="Clock"/> ticks).</param>
    void Heard(SseKind kind, long id, ReadOnlySpan<byte> data, long at);
}

/// <summary>Parses text/event-stream without allocating; what is unfinished is offered again with more behind it.</summary>
sealed class SseReader(ISseListener listener)
{
    // All positions count from the beginning of the unfinished event.
    int line;
    int searched;
    Range data;
    bool hasData;
    ArrayBufferWriter<byte>? joined;
    SseKind kind;
    long id = -1;

    /// <summary>How many bytes belong to finished events and may be dropped.</summary>
    public int Read(ReadOnlySpan<byte> text, long at)
    {
        var start = 0;
        while (true)
        {
            var unfinished = text[start..];
            var newline = unfinished[searched..].IndexOf((byte)'\n');
            if (newline < 0)
            {
                searched = unfinished.Length;
                return start;
            }
            var end = searched + newline;
            var length = end > line && unfinished[end - 1] == (byte)'\r' ? end - 1 - line : end - line;
            if (length > 0)
            {
                Field(unfinished, line, length);
                line = searched = end + 1;
                continue;
            }
            if (hasData) listener.Heard(kind, id, joined is null ? unfinished[data] : joined.WrittenSpan, at);
            start += end + 1;
            Forget();
        }
    }

    void Forget()
    {
        line = searched = 0;
        hasData = false;
        joined = null;
        kind = SseKind.Other;
        id = -1;
    }

    void Field(ReadOnlySpan<byte> text, int from, int length)
    {
        var field = text.Slice(from, length);
        var colon = field.IndexOf((byte)':');
        var value = colon < 0 ? field.Length : colon + 1;
        if (value < field.Length && field[value] == (byte)' ') value++;
        var content = field[value..];
        var name = colon < 0 ? field : field[..colon];
        if (name.SequenceEqual("data"u8)) Data(text, (from + value)..(from + length));
        else if (name.SequenceEqual("event"u8))
            kind = content.SequenceEqual("change"u8) ? SseKind.Change : content.SequenceEqual("snapshot"u8) ? SseKind.Snapshot : SseKind.Other;
        else if (name.SequenceEqual("id"u8))
            id = Utf8Parser.TryParse(content, out long number, out var used) && used == content.Length ? number : throw new IOException("an event's id is not a version");
    }

    void Data(ReadOnlySpan<byte> text, Range range)
    {
        if (!hasData) (data, hasData) = (range, true);
        else
        {
            if (joined is null)
            {
                joined = new();
                joined.Write(text[data]);
            }
            joined.Write("\n"u8);
            joined.Write(text[range]);
        }
    }
}
