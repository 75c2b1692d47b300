using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace OrleansRetro.Load.History;

/// <summary>All cards of a board as one number: a sum over them, so that a change costs as much as what it changes.</summary>
readonly record struct Content(ulong Sum)
{
    public static Content operator +(Content content, Content card) => new(unchecked(content.Sum + card.Sum));

    public static Content operator -(Content content, Content card) => new(unchecked(content.Sum - card.Sum));

    public static Content Card(string id, string column, string text) =>
        new(BinaryPrimitives.ReadUInt64LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes($"{id}\n{column}\n{text}"))));
}
