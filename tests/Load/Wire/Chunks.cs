using System.Buffers.Text;

namespace OrleansRetro.Load.Wire;

/// <summary>Takes the chunked coding off, byte ranges at a time, however the bytes were cut.</summary>
sealed class Chunks
{
    enum Part { Size, Extension, Data, AfterData, Trailer, Ended }

    Part part;
    int size;
    bool lineHasBytes;

    public bool Ended => part == Part.Ended;

    /// <summary>Moves the content to the front of the bytes and says how much there is.</summary>
    public int Decode(Span<byte> bytes)
    {
        var content = 0;
        for (var at = 0; at < bytes.Length && part != Part.Ended;)
        {
            if (part == Part.Data)
            {
                var here = Math.Min(size, bytes.Length - at);
                bytes.Slice(at, here).CopyTo(bytes[content..]);
                content += here;
                at += here;
                if ((size -= here) == 0) part = Part.AfterData;
                continue;
            }
            Framing(bytes[at++]);
        }
        return content;
    }

    void Framing(byte next)
    {
        if (next == (byte)'\r') return;
        var lineEnds = next == (byte)'\n';
        switch (part)
        {
            case Part.Size or Part.Extension when lineEnds:
                (part, lineHasBytes) = (size == 0 ? Part.Trailer : Part.Data, false);
                break;
            case Part.Size when next == (byte)';':
                part = Part.Extension;
                break;
            case Part.Size:
                if (!Utf8Parser.TryParse([next], out byte digit, out _, 'x')) throw new IOException("a chunk's size is not hexadecimal");
                size = size * 16 + digit;
                break;
            case Part.AfterData when lineEnds:
                part = Part.Size;
                break;
            case Part.Trailer when lineEnds:
                part = lineHasBytes ? Part.Trailer : Part.Ended;
                lineHasBytes = false;
                break;
            case Part.Trailer:
                lineHasBytes = true;
                break;
        }
    }
}
