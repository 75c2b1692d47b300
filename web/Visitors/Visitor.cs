using System.Buffers.Text;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using OrleansRetro.Retros;

namespace OrleansRetro.Visitors;

/// <summary>A browser, known by one secret cookie. Its seat in each retro follows from it, so the same browser is the same seat.</summary>
public readonly record struct Visitor(string Secret)
{
    /// <summary>The claim that carries the secret from the cookie to a circuit.</summary>
    public const string Claim = "visitor";

    public static Visitor New() => new(RandomToken());

    public static Visitor? Of(ClaimsPrincipal? user) => user?.FindFirst(Claim)?.Value is { Length: > 0 } secret ? new(secret) : null;

    public SeatToken SeatIn(RetroId retro) => new(Retros.Secret.Hmac(Encoding.UTF8.GetBytes(Secret), retro.Value));

    /// <summary>32 random bytes in base64url.</summary>
    public static string RandomToken() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    public override string ToString() => "(secret)";
}
