using System.Diagnostics.CodeAnalysis;

namespace OrleansRetro.EventSourcing;

/// <summary>Places by their IANA names.</summary>
static class TimeZones
{
    /// <summary>Whether this machine knows an IANA time zone of this name.</summary>
    public static bool IsKnown([NotNullWhen(true)] string? zone) =>
        zone is { Length: > 0 and <= 64 } && zone.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '/' or '_' or '-' or '+')
        && TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var found) && found.HasIanaId;
}
