using System.Buffers.Text;

namespace OrleansRetro.Load.Wire;

/// <summary>The part of an HTTP/1.1 answer's head that the driver needs.</summary>
readonly record struct ResponseHead(int Status, int Length, int ContentLength, bool Chunked, bool Close, bool EventStream)
{
    /// <summary>False while the head is not complete.</summary>
    public static bool TryParse(ReadOnlySpan<byte> bytes, out ResponseHead head)
    {
        head = default;
        var end = bytes.IndexOf("\r\n\r\n"u8);
        if (end < 0) return false;
        var lines = bytes[..(end + 2)];
        var first = lines.IndexOf("\r\n"u8);
        if (first < 12 || !lines.StartsWith("HTTP/1.1 "u8) || !Utf8Parser.TryParse(lines[9..12], out int status, out _))
            throw new IOException("the server does not answer in HTTP/1.1");
        head = new ResponseHead { Status = status, Length = end + 4, ContentLength = -1 };
        for (lines = lines[(first + 2)..]; !lines.IsEmpty;)
        {
            var next = lines.IndexOf("\r\n"u8);
            head = head.With(lines[..next]);
            lines = lines[(next + 2)..];
        }
        return true;
    }

    ResponseHead With(ReadOnlySpan<byte> line)
    {
        var colon = line.IndexOf((byte)':');
        if (colon < 0) throw new IOException("a header without a colon");
        var value = line[(colon + 1)..].Trim((byte)' ');
        if (Named(line[..colon], "content-length"u8))
            return this with { ContentLength = Utf8Parser.TryParse(value, out int length, out _) ? length : throw new IOException("content-length is not a number") };
        if (Named(line[..colon], "transfer-encoding"u8)) return this with { Chunked = Named(value, "chunked"u8) };
        if (Named(line[..colon], "connection"u8)) return this with { Close = Named(value, "close"u8) };
        if (Named(line[..colon], "content-type"u8)) return this with { EventStream = value.StartsWith("text/event-stream"u8) };
        return this;
    }

    static bool Named(ReadOnlySpan<byte> name, ReadOnlySpan<byte> lower) => System.Text.Ascii.EqualsIgnoreCase(name, lower);
}
