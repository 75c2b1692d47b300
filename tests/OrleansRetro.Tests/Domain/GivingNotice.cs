using OrleansRetro.Commitments;

namespace OrleansRetro.Tests.Domain;

/// <summary>The last day to ask fairly, and the day before it.</summary>
[Trait("Row", "S23")]
public sealed class GivingNotice
{
    [Theory]
    // Ten days: two working days before the end of Friday is the end of Wednesday; a fifth is two days, the same.
    [InlineData("2026-11-10T00:00", "2026-11-19", "2026-11-18T00:00", "2026-11-17T00:00")]
    // A quarter: a fifth of it is earlier than two days.
    [InlineData("2026-08-01T00:00", "2026-10-31", "2026-10-13T15:12", "2026-10-12T15:12")]
    // Over a weekend the days off don't count: due Monday, told by the end of Wednesday.
    [InlineData("2026-11-02T00:00", "2026-11-09", "2026-11-06T00:00", null)]
    // Two days: nobody could ask two working days before.
    [InlineData("2026-11-03T12:00", "2026-11-04", "2026-11-04T16:48", "2026-11-04T06:00")]
    public void Is_the_earlier_of_a_fifth_and_two_working_days(string promised, string due, string cutOff, string? ask)
    {
        var calendar = Berlin();
        var notice = Notice.Of(At(promised), calendar.EndOf(DateOnly.Parse(due, null)), calendar);
        Assert.Equal(At(cutOff), notice.CutOff, TimeSpan.FromMinutes(1));
        if (ask is not null)
            Assert.Equal(At(ask), notice.Ask, TimeSpan.FromMinutes(1));
    }

    [Fact]
    public void Holidays_are_no_working_days()
    {
        var (free, busy) = (Berlin("2026-12-24", "2026-12-25"), Berlin());
        var due = busy.EndOf(new(2026, 12, 28));
        Assert.Equal(busy.EndOf(new(2026, 12, 24)), busy.Before(due, 2));
        Assert.Equal(free.EndOf(new(2026, 12, 22)), free.Before(due, 2));
    }

    [Fact]
    public void Where_the_clock_is_changed_a_day_ends_when_it_ends_there()
    {
        var calendar = Berlin();
        // Where clocks go back over midnight, a day ends with the first stroke.
        Assert.Equal(new(2026, 10, 25, 0, 0, 0, TimeSpan.Zero), WorkCalendar.Of("Atlantic/Azores", new HashSet<DateOnly>()).EndOf(new(2026, 10, 24)));
        Assert.Equal(TimeSpan.FromHours(25), calendar.EndOf(new(2026, 10, 25)) - calendar.EndOf(new(2026, 10, 24)));
        Assert.Equal(TimeSpan.FromHours(23), calendar.EndOf(new(2026, 3, 29)) - calendar.EndOf(new(2026, 3, 28)));
        // Two working days before the end of Monday after the change is the end of Thursday, there.
        Assert.Equal(calendar.EndOf(new(2026, 10, 22)), calendar.Before(calendar.EndOf(new(2026, 10, 26)), 2));
    }

    [Fact]
    public void A_year_of_holidays_ends() => Assert.True(new WorkCalendar(TimeZoneInfo.Utc, Enumerable.Range(0, 2_000).Select(day => new DateOnly(2025, 1, 1).AddDays(day)).ToHashSet()).Before(At("2026-11-02T00:00"), 2) < At("2026-11-02T00:00"));

    static WorkCalendar Berlin(params string[] holidays) => WorkCalendar.Of("Europe/Berlin", holidays.Select(day => DateOnly.Parse(day, null)).ToHashSet());

    static DateTimeOffset At(string local)
    {
        var there = DateTime.Parse(local, null);
        return new(there, TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin").GetUtcOffset(there));
    }
}
