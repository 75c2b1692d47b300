namespace OrleansRetro.Words;

/// <summary>Days where this server runs; pages show the reader's own where a script can say it.</summary>
public static class Days
{
    public static DateOnly DayOf(this TimeProvider time, DateTimeOffset instant) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, time.LocalTimeZone).DateTime);

    public static DateOnly Today(this TimeProvider time) => DateOnly.FromDateTime(time.GetLocalNow().DateTime);
}
