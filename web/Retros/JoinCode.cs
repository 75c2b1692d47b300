using System.Security.Cryptography;

namespace OrleansRetro.Retros;

/// <summary>Six characters that are easy to read aloud: no 0 or O, 1 or I or L.</summary>
public static class JoinCode
{
    const string Letters = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";
    const int Length = 6;

    public static bool IsCode(string? text) => text?.Length == Length;

    public static string New() => RandomNumberGenerator.GetString(Letters, Length);

    /// <summary>What somebody typed, as the code is kept; an invite link's token stays as it is.</summary>
    public static string Canonical(string? typed)
    {
        var text = (typed ?? "").Trim();
        var code = text.Replace(" ", "").Replace("-", "").ToUpperInvariant();
        return code.Length == Length ? code : text;
    }

    /// <summary>The code or token in what somebody typed or pasted, a whole link included.</summary>
    public static string Typed(string? text)
    {
        const string before = "/join/";
        var typed = text ?? "";
        var at = typed.LastIndexOf(before, StringComparison.OrdinalIgnoreCase);
        return Canonical(at < 0 ? typed : typed[(at + before.Length)..].Split('?', '#', '/')[0]);
    }
}
