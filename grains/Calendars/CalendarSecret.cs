using System.Buffers.Text;

namespace OrleansRetro.Calendars;

/// <summary>Whose calendar it is.</summary>
public enum CalendarOwner { Person, Team }

/// <summary>What a calendar is read by: whose it is, and 32 random bytes that nobody can guess. Whether it opens anything is its owner's to say.</summary>
public readonly record struct CalendarSecret(CalendarOwner Owner, Guid Id, string Key)
{
    const int OwnersLength = 1 + 32, KeyLength = 43;

    internal static CalendarSecret Of(CalendarOwner owner, Guid id, byte[] key) => new(owner, id, Base64Url.EncodeToString(key));

    /// <summary>As it stands in an address: one letter, the owner in hex, the key in base64url.</summary>
    public string Text => $"{(Owner == CalendarOwner.Team ? 't' : 'p')}{Id:N}{Key}";

    public static bool TryParse(string? text, out CalendarSecret secret)
    {
        secret = default;
        if (text is not { Length: OwnersLength + KeyLength } || text[0] is not ('p' or 't') || !Guid.TryParseExact(text.AsSpan(1, 32), "N", out var id))
            return false;
        secret = new(text[0] == 't' ? CalendarOwner.Team : CalendarOwner.Person, id, text[OwnersLength..]);
        return secret.Text == text;
    }

    public override string ToString() => "(secret)";
}
