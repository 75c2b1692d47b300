using System.Buffers.Binary;
using System.Text;

namespace OrleansRetro.Load.Circuits;

/// <summary>Reads MessagePack off a span, value by value; what nobody needs is stepped over.</summary>
ref struct Packed(ReadOnlySpan<byte> bytes)
{
    ReadOnlySpan<byte> rest = bytes;

    /// <summary>Enters an array: how many values follow.</summary>
    public int Array()
    {
        var head = Byte();
        return head switch
        {
            >= 0x90 and <= 0x9F => head & 0x0F,
            0xDC => BinaryPrimitives.ReadUInt16BigEndian(Take(2)),
            0xDD => (int)BinaryPrimitives.ReadUInt32BigEndian(Take(4)),
            _ => throw Unexpected(head, "an array"),
        };
    }

    public long Integer()
    {
        var head = Byte();
        return head switch
        {
            <= 0x7F or >= 0xE0 => (sbyte)head,
            0xCC => Byte(),
            0xCD => BinaryPrimitives.ReadUInt16BigEndian(Take(2)),
            0xCE => BinaryPrimitives.ReadUInt32BigEndian(Take(4)),
            0xCF => (long)BinaryPrimitives.ReadUInt64BigEndian(Take(8)),
            0xD0 => (sbyte)Byte(),
            0xD1 => BinaryPrimitives.ReadInt16BigEndian(Take(2)),
            0xD2 => BinaryPrimitives.ReadInt32BigEndian(Take(4)),
            0xD3 => BinaryPrimitives.ReadInt64BigEndian(Take(8)),
            _ => throw Unexpected(head, "an integer"),
        };
    }

    public string Text() => Encoding.UTF8.GetString(Bytes());

    /// <summary>A string as it stands, a binary, or nothing for nil.</summary>
    public ReadOnlySpan<byte> Bytes()
    {
        var head = Byte();
        return head switch
        {
            >= 0xA0 and <= 0xBF => Take(head & 0x1F),
            0xC0 => default,
            0xC4 or 0xD9 => Take(Byte()),
            0xC5 or 0xDA => Take(BinaryPrimitives.ReadUInt16BigEndian(Take(2))),
            0xC6 or 0xDB => Take((int)BinaryPrimitives.ReadUInt32BigEndian(Take(4))),
            _ => throw Unexpected(head, "a text"),
        };
    }

    public void Skip()
    {
        switch (rest[0])
        {
            case (>= 0x80 and <= 0x8F) or 0xDE or 0xDF: SkipMany(2 * Map()); break;
            case (>= 0x90 and <= 0x9F) or 0xDC or 0xDD: SkipMany(Array()); break;
            case (>= 0xA0 and <= 0xBF) or (>= 0xC4 and <= 0xC6) or (>= 0xD9 and <= 0xDB): Bytes(); break;
            case 0xC0 or 0xC2 or 0xC3: Byte(); break;
            case 0xCA: Take(5); break;
            case 0xCB: Take(9); break;
            default: Integer(); break;
        }
    }

    void SkipMany(int values)
    {
        for (var i = 0; i < values; i++) Skip();
    }

    int Map()
    {
        var head = Byte();
        return head switch
        {
            0xDE => BinaryPrimitives.ReadUInt16BigEndian(Take(2)),
            0xDF => (int)BinaryPrimitives.ReadUInt32BigEndian(Take(4)),
            _ => head & 0x0F,
        };
    }

    byte Byte() => Take(1)[0];

    ReadOnlySpan<byte> Take(int count)
    {
        if (count > rest.Length) throw new IOException("a message on a circuit ends too soon");
        var taken = rest[..count];
        rest = rest[count..];
        return taken;
    }

    static IOException Unexpected(byte head, string instead) => new($"a message on a circuit has 0x{head:X2} where {instead} should begin");
}
