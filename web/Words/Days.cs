using System.Globalization;

namespace OrleansRetro.Words;

/// <summary>Days as the reader's language writes them in a sentence.</summary>
public static class Days
{
    /// <summary>"28 March"</summary>
    public static string Brief(this DateOnly day) => day.ToString(IsDotted ? "d. MMMM" : "d MMMM", CultureInfo.CurrentCulture);

    /// <summary>"Fri 28 March"</summary>
    public static string InWeek(this DateOnly day) => day.ToString(IsDotted ? "ddd d. MMMM" : "ddd d MMMM", CultureInfo.CurrentCulture);

    /// <summary>"Friday 28 March 2025"</summary>
    public static string InFull(this DateOnly day) => day.ToString(IsDotted ? "dddd, d. MMMM yyyy" : "dddd d MMMM yyyy", CultureInfo.CurrentCulture);

    /// <summary>The day of an instant where this server runs; a script shows the reader's own.</summary>
    public static DateOnly DayOf(this TimeProvider time, DateTimeOffset instant) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, time.LocalTimeZone).DateTime);

    public static DateOnly Today(this TimeProvider time) => DateOnly.FromDateTime(time.GetLocalNow().DateTime);

    static bool IsDotted => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "de";
}
