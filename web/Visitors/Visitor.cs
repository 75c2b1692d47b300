using System.Buffers.Text;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using OrleansRetro.Account;
using OrleansRetro.Retros;

namespace OrleansRetro.Visitors;

/// <summary>
/// A browser, known by one secret cookie. Its seats follow from it, so the same browser is the same seat: one in each retro for whoever is a guest there,
/// and one for each account that was signed in when it sat down.
/// </summary>
public readonly record struct Visitor(string Secret)
{
    /// <summary>The claim that carries the secret from the cookie to a circuit.</summary>
    public const string Claim = "visitor";

    const int MostBeside = 3;

    public static Visitor New() => new(RandomToken());

    public static Visitor? Of(ClaimsPrincipal? user) => user?.FindFirst(Claim)?.Value is { Length: > 0 } secret ? new(secret) : null;

    public SeatToken SeatIn(RetroId retro, SignedIn? me = null) => Token(me is { } account ? $"{retro}/{account.Person}" : retro.Value);

    /// <summary>A guest's seats there, in the order in which they are taken: the next one where the one before has become an account's.</summary>
    public IEnumerable<SeatToken> GuestSeatsIn(RetroId retro)
    {
        yield return SeatIn(retro);
        for (var beside = 1; beside <= MostBeside; beside++)
            yield return Token($"{retro}/beside/{beside}");
    }

    /// <summary>32 random bytes in base64url.</summary>
    public static string RandomToken() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    public override string ToString() => "(secret)";

    SeatToken Token(string of) => new(Retros.Secret.Hmac(Encoding.UTF8.GetBytes(Secret), of));
}
