using System.Security.Cryptography;
using System.Text;

namespace OrleansRetro.Calendars;

/// <summary>The calendar that is open.</summary>
/// <param name="SecretHash">SHA-256 of its secret, in base64url.</param>
/// <param name="Language">Of whoever opened it.</param>
sealed record OpenedCalendar(CalendarId Id, string SecretHash, string Language)
{
    public bool Opens(string secretHash) => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(SecretHash), Encoding.UTF8.GetBytes(secretHash));
}
