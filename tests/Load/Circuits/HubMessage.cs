using System.Buffers.Binary;
using System.Text;

namespace OrleansRetro.Load.Circuits;

/// <summary>Messages of the blazorpack protocol: MessagePack arrays, each behind its length.</summary>
static class HubMessage
{
    public const long Invocation = 1;
    public const long Completion = 3;
    public const long Close = 7;

    public static readonly byte[] Handshake = "{\"protocol\":\"blazorpack\",\"version\":1}\u001e"u8.ToArray();
    public static readonly byte[] Agreed = "{}\u001e"u8.ToArray();
    public static readonly byte[] Ping = [2, 0x91, 6];

    /// <summary>A call of the hub; with an id it is answered.</summary>
    public static byte[] Call(string target, string? id, params ReadOnlySpan<object?> arguments)
    {
        var body = new MemoryStream();
        body.Write([0x96, (byte)Invocation, 0x80]); // of six parts, without headers
        Write(body, id);
        Write(body, target);
        body.WriteByte((byte)(0x90 | arguments.Length));
        foreach (var argument in arguments) Write(body, argument);
        body.WriteByte(0x90); // no streams

        var message = new MemoryStream();
        var length = (int)body.Length;
        for (; length > 0x7F; length >>= 7) message.WriteByte((byte)(length | 0x80));
        message.WriteByte((byte)length);
        body.WriteTo(message);
        return message.ToArray();
    }

    /// <summary>Takes the next whole message off the bytes; false while it has not all come.</summary>
    public static bool TryTake(ref ReadOnlySpan<byte> bytes, out ReadOnlySpan<byte> message)
    {
        message = default;
        var length = 0;
        for (var (at, shift) = (0, 0); at < bytes.Length; at++, shift += 7)
        {
            length |= (bytes[at] & 0x7F) << shift;
            if (bytes[at] > 0x7F) continue;
            if (bytes.Length < at + 1 + length) return false;
            message = bytes.Slice(at + 1, length);
            bytes = bytes[(at + 1 + length)..];
            return true;
        }
        return false;
    }

    static void Write(MemoryStream to, object? value)
    {
        Span<byte> number = stackalloc byte[8];
        switch (value)
        {
            case null:
                to.WriteByte(0xC0);
                break;
            case bool yes:
                to.WriteByte((byte)(yes ? 0xC3 : 0xC2));
                break;
            case long integer:
                to.WriteByte(0xD3);
                BinaryPrimitives.WriteInt64BigEndian(number, integer);
                to.Write(number);
                break;
            case string text:
                var utf8 = Encoding.UTF8.GetBytes(text);
                to.WriteByte(0xDB);
                BinaryPrimitives.WriteInt32BigEndian(number, utf8.Length);
                to.Write(number[..4]);
                to.Write(utf8);
                break;
            default:
                throw new ArgumentException($"a {value.GetType()} is never sent on a circuit");
        }
    }
}
