namespace OrleansRetro.Words;

/// <summary>Days where this server runs; pages show the reader's own where a script can say it.</summary>
public static class Days
{
    public static DateOnly DayOf(this TimeProvider time, DateTimeOffset instant) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, time.LocalTimeZone).DateTime);

    /// <summary>The day it is there; in UTC where this machine doesn't know the place.</summary>
    public static DateOnly TodayIn(this TimeProvider time, string zone) =>
        time.GetUtcNow().DayIn(zone);

    /// <summary>An instant as clocks show it there; in UTC where this machine doesn't know the place.</summary>
    public static DateTimeOffset In(this DateTimeOffset instant, string zone) =>
        TimeZoneInfo.ConvertTime(instant, TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var known) ? known : TimeZoneInfo.Utc);

    public static DateOnly DayIn(this DateTimeOffset instant, string zone) => DateOnly.FromDateTime(instant.In(zone).DateTime);

    public static DateOnly Today(this TimeProvider time) => DateOnly.FromDateTime(time.GetLocalNow().DateTime);
}
