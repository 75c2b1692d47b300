using System.Buffers.Binary;
using System.Text;

namespace OrleansRetro.Tests.Ops;

/// <summary>A span as it left the program.</summary>
sealed record Span(string Name, DateTimeOffset Start, DateTimeOffset End)
{
    /// <summary>All spans of one export: resource spans, in them scope spans, in them spans, as the protocol numbers them.</summary>
    public static IEnumerable<Span> Of(byte[] export) =>
        from resource in Fields(export, 1)
        from scope in Fields(resource, 2)
        from span in Fields(scope, 2)
        select new Span(Encoding.UTF8.GetString(Fields(span, 5).Single().Span), Instant(Fields(span, 7).Single()), Instant(Fields(span, 8).Single()));

    static DateTimeOffset Instant(ReadOnlyMemory<byte> nanoseconds) =>
        DateTimeOffset.UnixEpoch.AddTicks((long)(BinaryPrimitives.ReadUInt64LittleEndian(nanoseconds.Span) / 100));

    /// <summary>The fields of one number in a protobuf message, as bytes.</summary>
    static List<ReadOnlyMemory<byte>> Fields(ReadOnlyMemory<byte> message, int number)
    {
        List<ReadOnlyMemory<byte>> found = [];
        while (message.Length > 0)
        {
            var tag = Number(ref message);
            var length = (tag & 7) switch { 0 => -1, 1 => 8, 2 => (int)Number(ref message), 5 => 4, var other => throw new FormatException($"Wire type {other}.") };
            if (length < 0)
            {
                Number(ref message);
                continue;
            }
            if (tag >> 3 == (ulong)number)
                found.Add(message[..length]);
            message = message[length..];
        }
        return found;
    }

    static ulong Number(ref ReadOnlyMemory<byte> message)
    {
        ulong value = 0;
        for (var shift = 0; ; shift += 7)
        {
            var part = message.Span[0];
            message = message[1..];
            value |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80)
                return value;
        }
    }
}
