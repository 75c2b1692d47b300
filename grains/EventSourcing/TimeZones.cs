namespace OrleansRetro.EventSourcing;

/// <summary>Places by their IANA names.</summary>
static class TimeZones
{
    /// <summary>Whether this machine knows an IANA time zone of this name.</summary>
    public static bool IsKnown(string zone) =>
        zone.Length is > 0 and <= 64 && zone.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '/' or '_' or '-' or '+')
        && TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var found) && found.HasIanaId;
}
