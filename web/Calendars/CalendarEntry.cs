namespace OrleansRetro.Calendars;

/// <summary>What stands in a calendar on one day; the whole of it, unless it begins at a time.</summary>
/// <param name="Uid">The same in every answer, so that programs know it again.</param>
/// <param name="Path">The page that says more.</param>
/// <param name="Version">Rises whenever something happened to what it is about.</param>
public sealed record CalendarEntry(string Uid, string Title, string More, DateOnly Day, string Path, long Version = 0)
{
    /// <summary>When it begins, where it doesn't last all day.</summary>
    public DateTimeOffset? At { get; init; }
}

/// <summary>A calendar as it is now.</summary>
public sealed record CalendarFeed(string Name, IReadOnlyList<CalendarEntry> Entries);
