namespace OrleansRetro.Words;

/// <summary>Days where this server runs; pages show the reader's own where a script can say it.</summary>
public static class Days
{
    public static DateOnly DayOf(this TimeProvider time, DateTimeOffset instant) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, time.LocalTimeZone).DateTime);

    /// <summary>The day it is there; in UTC where this machine doesn't know the place.</summary>
    public static DateOnly TodayIn(this TimeProvider time, string zone) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(time.GetUtcNow(), TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var known) ? known : TimeZoneInfo.Utc).DateTime);

    public static DateOnly Today(this TimeProvider time) => DateOnly.FromDateTime(time.GetLocalNow().DateTime);
}
