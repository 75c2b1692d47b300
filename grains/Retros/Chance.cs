using System.Buffers.Binary;
using System.Security.Cryptography;

namespace OrleansRetro.Retros;

/// <summary>An order that is the same everywhere and tells nothing: not when a thing was made, not by whom.</summary>
static class Chance
{
    public static ulong Of(Guid id)
    {
        Span<byte> bytes = stackalloc byte[16];
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        id.TryWriteBytes(bytes);
        SHA256.HashData(bytes, hash);
        return BinaryPrimitives.ReadUInt64BigEndian(hash);
    }
}
