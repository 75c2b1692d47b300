namespace OrleansRetro.Commitments;

/// <summary>Days on which people work, where they are: all but weekends and a team's holidays.</summary>
/// <param name="zone">Where days begin and end.</param>
/// <param name="holidays">Days off besides Saturdays and Sundays.</param>
sealed class WorkCalendar(TimeZoneInfo zone, IReadOnlySet<DateOnly> holidays)
{
    // However many holidays somebody enters, looking for a working day ends.
    const int Furthest = 400;

    static readonly TimeOnly Opening = new(9, 0), Closing = new(17, 0);

    /// <summary>The place of these terms; UTC where this machine doesn't know it any more.</summary>
    public static WorkCalendar Of(string zone, IReadOnlySet<DateOnly> holidays) =>
        new(TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var known) ? known : TimeZoneInfo.Utc, holidays);

    public bool IsWorkingDay(DateOnly day) => day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && !holidays.Contains(day);

    public DateOnly DayOf(DateTimeOffset at) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, zone).DateTime);

    /// <summary>The first instant after a day: where clocks skip midnight, the first that there is; where they strike it twice, the first stroke.</summary>
    public DateTimeOffset EndOf(DateOnly day)
    {
        if (day.Year is 1 or 9999)
            return day.Year == 1 ? DateTimeOffset.MinValue : DateTimeOffset.MaxValue;
        var midnight = day.AddDays(1).ToDateTime(TimeOnly.MinValue);
        while (zone.IsInvalidTime(midnight))
            midnight = midnight.AddMinutes(30);
        return new(midnight, zone.IsAmbiguousTime(midnight) ? zone.GetAmbiguousTimeOffsets(midnight).Max() : zone.GetUtcOffset(midnight));
    }

    /// <summary>The same time of day so many working days earlier: whole days off between don't count.</summary>
    public DateTimeOffset Before(DateTimeOffset at, int workingDays) => Move(at, workingDays, -1);

    /// <summary>The same time of day so many working days later.</summary>
    public DateTimeOffset After(DateTimeOffset at, int workingDays) => Move(at, workingDays, 1);

    /// <summary>Working hours, 9 to 17 on working days, between two instants amount to at least so much.</summary>
    public bool HasWorkingTime(DateTimeOffset from, DateTimeOffset until, TimeSpan least)
    {
        var (begins, ends) = (TimeZoneInfo.ConvertTime(from, zone).DateTime, TimeZoneInfo.ConvertTime(until, zone).DateTime);
        var (day, looked) = (DateOnly.FromDateTime(begins), 0);
        for (var worked = TimeSpan.Zero; day.ToDateTime(TimeOnly.MinValue) < ends && looked < Furthest && day.Year < 9999; day = day.AddDays(1), looked++)
        {
            if (!IsWorkingDay(day))
                continue;
            var (start, end) = (Later(begins, day.ToDateTime(Opening)), Earlier(ends, day.ToDateTime(Closing)));
            worked += end > start ? end - start : TimeSpan.Zero;
            if (worked >= least)
                return true;
        }
        return false;

        static DateTime Later(DateTime one, DateTime other) => one > other ? one : other;
        static DateTime Earlier(DateTime one, DateTime other) => one < other ? one : other;
    }

    DateTimeOffset Move(DateTimeOffset at, int workingDays, int step)
    {
        var local = TimeZoneInfo.ConvertTime(at, zone).DateTime;
        // The end of a day belongs to that day, or Friday's end would be a Saturday.
        var ended = local.TimeOfDay == TimeSpan.Zero;
        var day = DateOnly.FromDateTime(local).AddDays(ended ? -1 : 0);
        for (var (left, looked) = (workingDays, 0); left > 0 && looked < Furthest && day.Year is > 1 and < 9999; looked++)
        {
            day = day.AddDays(step);
            if (IsWorkingDay(day))
                left--;
        }
        if (ended)
            return EndOf(day);
        var moved = day.ToDateTime(TimeOnly.FromTimeSpan(local.TimeOfDay));
        while (zone.IsInvalidTime(moved))
            moved = moved.AddMinutes(30);
        return new(moved, zone.GetUtcOffset(moved));
    }
}
