using OrleansRetro.Calendars;
using OrleansRetro.Pms;

namespace OrleansRetro.Teams;

// The calendar that other programs read. It is the team's, whoever opened it.
sealed partial record Team
{
    /// <summary>Null while it is off.</summary>
    public OpenedCalendar? Calendar { get; init; }

    /// <summary>Those that were replaced or switched off; they don't come back.</summary>
    public ImmutableArray<CalendarId> ClosedCalendars { get; init; } = [];

    /// <summary>A new one ends the one before.</summary>
    public IEnumerable<TeamEvent> OpenCalendar(Caller who, CalendarId id, string secretHash, string language, DateTimeOffset now)
    {
        Facilitating(who);
        if (Calendar?.Id == id)
            yield break;
        if (ClosedCalendars.Contains(id))
            throw new RejectedException("deleted");
        if (!Pm.Languages.Contains(language))
            throw new RejectedException("unknown-language");
        yield return new CalendarOpened(id, secretHash, language, now, who.Person);
    }

    public IEnumerable<TeamEvent> CloseCalendar(Caller who, CalendarId id, DateTimeOffset now)
    {
        Facilitating(who);
        if (Calendar?.Id == id)
            yield return new CalendarClosed(id, now, who.Person);
    }

    Team Without(OpenedCalendar? calendar) => calendar is null ? this : this with { Calendar = null, ClosedCalendars = ClosedCalendars.Add(calendar.Id) };
}
