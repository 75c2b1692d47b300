using System.Security.Cryptography;

namespace OrleansRetro.Retros;

/// <summary>Six characters that are easy to read aloud: no 0 or O, 1 or I or L.</summary>
public static class JoinCode
{
    const string Letters = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";
    const int Length = 6;

    public static string New() => RandomNumberGenerator.GetString(Letters, Length);

    /// <summary>What somebody typed, as the code is kept; an invite link's token stays as it is.</summary>
    public static string Canonical(string? typed)
    {
        var text = (typed ?? "").Trim();
        var code = text.Replace(" ", "").Replace("-", "").ToUpperInvariant();
        return code.Length == Length ? code : text;
    }
}
