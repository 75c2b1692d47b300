using OrleansRetro.Calendars;

namespace OrleansRetro.Pms;

// The calendar that other programs read.
sealed partial record Pm
{
    /// <summary>Null while it is off.</summary>
    public OpenedCalendar? Calendar { get; init; }

    /// <summary>Those that were replaced or switched off; they don't come back.</summary>
    public ImmutableArray<CalendarId> ClosedCalendars { get; init; } = [];

    /// <summary>A new one ends the one before.</summary>
    public IEnumerable<PmEvent> OpenCalendar(Caller who, CalendarId id, string secretHash, string language)
    {
        if (who.Kind != CallerKind.Account)
            throw new RejectedException("not-yours");
        if (Calendar?.Id == id)
            yield break;
        if (ClosedCalendars.Contains(id))
            throw new RejectedException("deleted");
        if (!Languages.Contains(language))
            throw new RejectedException("unknown-language");
        yield return new CalendarOpened(id, secretHash, language);
    }

    public IEnumerable<PmEvent> CloseCalendar(CalendarId id)
    {
        if (Calendar?.Id == id)
            yield return new CalendarClosed(id);
    }

    Pm Without(OpenedCalendar? calendar) => calendar is null ? this : this with { Calendar = null, ClosedCalendars = ClosedCalendars.Add(calendar.Id) };
}
