using OrleansRetro.Commitments;

namespace OrleansRetro.Pms;

/// <summary>When somebody may be written to: from nine to five on working days, where they are.</summary>
sealed class WorkingHours(TimeZoneInfo zone)
{
    static readonly TimeOnly First = new(9, 0), Last = new(17, 0);

    readonly WorkCalendar _calendar = WorkCalendar.Of(zone.Id, ImmutableHashSet<DateOnly>.Empty);

    /// <summary>Those of a place by its IANA name; of UTC where this machine doesn't know it.</summary>
    public static WorkingHours In(string? zone) => new(TimeZoneInfo.TryFindSystemTimeZoneById(zone ?? "UTC", out var known) ? known : TimeZoneInfo.Utc);

    public DateOnly DayOf(DateTimeOffset at) => _calendar.DayOf(at);

    public bool Include(DateTimeOffset at) => _calendar.IsWorkingDay(DayOf(at)) && at >= BeginOf(DayOf(at)) && at < EndOf(DayOf(at));

    public DateTimeOffset BeginOf(DateOnly day) => At(day, First);
    public DateTimeOffset EndOf(DateOnly day) => At(day, Last);

    /// <summary>The next time they begin after this instant.</summary>
    public DateTimeOffset NextBegin(DateTimeOffset at)
    {
        var day = DayOf(at);
        while (!_calendar.IsWorkingDay(day) || BeginOf(day) <= at)
            day = day.AddDays(1);
        return BeginOf(day);
    }

    // Where clocks skip this hour, the first time that there is.
    DateTimeOffset At(DateOnly day, TimeOnly hour)
    {
        var local = day.ToDateTime(hour);
        while (zone.IsInvalidTime(local))
            local = local.AddMinutes(30);
        return new(local, zone.GetUtcOffset(local));
    }
}
