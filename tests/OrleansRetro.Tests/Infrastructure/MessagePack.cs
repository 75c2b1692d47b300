using System.Buffers.Binary;
using System.Text;

namespace OrleansRetro.Tests.Infrastructure;

/// <summary>As much of MessagePack as circuits speak.</summary>
static class MessagePack
{
    /// <summary>Writes null, booleans, integers, strings, bytes, arrays of them, and an empty map for <c>object</c> itself.</summary>
    public static void Write(List<byte> to, object? value)
    {
        switch (value)
        {
            case null: to.Add(0xC0); break;
            case bool yes: to.Add((byte)(yes ? 0xC3 : 0xC2)); break;
            case int number: Write(to, (long)number); break;
            case long number: Sized(to, 0xD3, number, 8); break;
            case string text: Sized(to, 0xDB, Encoding.UTF8.GetByteCount(text), 4); to.AddRange(Encoding.UTF8.GetBytes(text)); break;
            case byte[] bytes: Sized(to, 0xC6, bytes.Length, 4); to.AddRange(bytes); break;
            case object?[] items:
                Sized(to, 0xDD, items.Length, 4);
                foreach (var item in items)
                    Write(to, item);
                break;
            default: to.Add(0x80); break;
        }
    }

    /// <summary>Reads one value: null, bool, long, string, byte[], object?[] (a map as its keys and values).</summary>
    public static object? Read(ref ReadOnlySpan<byte> from)
    {
        var head = Take(ref from, 1)[0];
        return head switch
        {
            <= 0x7F => (long)head,
            <= 0x8F => Items(ref from, (head & 0x0F) * 2),
            <= 0x9F => Items(ref from, head & 0x0F),
            <= 0xBF => Text(ref from, head & 0x1F),
            0xC0 => null,
            0xC2 => false,
            0xC3 => true,
            0xC4 => Take(ref from, Size(ref from, 1)).ToArray(),
            0xC5 => Take(ref from, Size(ref from, 2)).ToArray(),
            0xC6 => Take(ref from, Size(ref from, 4)).ToArray(),
            0xCA => BinaryPrimitives.ReadSingleBigEndian(Take(ref from, 4)),
            0xCB => BinaryPrimitives.ReadDoubleBigEndian(Take(ref from, 8)),
            0xCC => (long)Take(ref from, 1)[0],
            0xCD => (long)BinaryPrimitives.ReadUInt16BigEndian(Take(ref from, 2)),
            0xCE => (long)BinaryPrimitives.ReadUInt32BigEndian(Take(ref from, 4)),
            0xCF => (long)BinaryPrimitives.ReadUInt64BigEndian(Take(ref from, 8)),
            0xD0 => (long)(sbyte)Take(ref from, 1)[0],
            0xD1 => (long)BinaryPrimitives.ReadInt16BigEndian(Take(ref from, 2)),
            0xD2 => (long)BinaryPrimitives.ReadInt32BigEndian(Take(ref from, 4)),
            0xD3 => BinaryPrimitives.ReadInt64BigEndian(Take(ref from, 8)),
            0xD9 => Text(ref from, Size(ref from, 1)),
            0xDA => Text(ref from, Size(ref from, 2)),
            0xDB => Text(ref from, Size(ref from, 4)),
            0xDC => Items(ref from, Size(ref from, 2)),
            0xDD => Items(ref from, Size(ref from, 4)),
            0xDE => Items(ref from, Size(ref from, 2) * 2),
            0xDF => Items(ref from, Size(ref from, 4) * 2),
            >= 0xE0 => (long)(sbyte)head,
            _ => throw new InvalidDataException($"0x{head:X2} begins nothing known."),
        };
    }

    static void Sized(List<byte> to, byte head, long size, int bytes)
    {
        to.Add(head);
        for (var shift = (bytes - 1) * 8; shift >= 0; shift -= 8)
            to.Add((byte)(size >> shift));
    }

    static int Size(ref ReadOnlySpan<byte> from, int bytes)
    {
        var size = 0;
        foreach (var part in Take(ref from, bytes))
            size = size << 8 | part;
        return size;
    }

    static string Text(ref ReadOnlySpan<byte> from, int size) => Encoding.UTF8.GetString(Take(ref from, size));

    static object?[] Items(ref ReadOnlySpan<byte> from, int count)
    {
        var items = new object?[count];
        for (var i = 0; i < count; i++)
            items[i] = Read(ref from);
        return items;
    }

    static ReadOnlySpan<byte> Take(ref ReadOnlySpan<byte> from, int count)
    {
        var taken = from[..count];
        from = from[count..];
        return taken;
    }
}
