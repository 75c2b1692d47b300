using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace OrleansRetro.Retros;

/// <summary>What proves a seat: 32 random bytes or more, known to its browser or program alone. Only its hash is ever kept.</summary>
[GenerateSerializer, Immutable, Alias("seat-token")]
public readonly record struct SeatToken(string Value)
{
    /// <summary>SHA-256, base64url.</summary>
    public string Hash() => Secret.Hash(Value);

    /// <summary>The key to one thing of this seat's; two of them can't be linked to each other.</summary>
    public EditKey KeyTo(string thing) => new(Secret.Hmac(Encoding.UTF8.GetBytes(Value), thing));

    /// <summary>The key to one card, comment or other thing of this seat's, by its id.</summary>
    public EditKey KeyTo(Guid thing) => KeyTo(thing.ToString("D"));

    /// <summary>The key to one reaction of this seat's on one card.</summary>
    public EditKey KeyToReaction(CardId card, string emoji) => KeyTo($"{card}{emoji}");

    public override string ToString() => "(secret)";
}

/// <summary>The right to edit one anonymous card, comment or reaction.</summary>
[GenerateSerializer, Immutable, Alias("edit-key")]
public readonly record struct EditKey(string Value)
{
    /// <summary>SHA-256, base64url.</summary>
    public string Hash() => Secret.Hash(Value);

    public override string ToString() => "(secret)";
}

/// <summary>One-way functions over texts; results in base64url.</summary>
public static class Secret
{
    public static string Hash(string text) => Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    public static string Hmac(byte[] key, string text) => Base64Url.EncodeToString(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text)));
}
