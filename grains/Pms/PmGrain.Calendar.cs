using OrleansRetro.Calendars;
using OrleansRetro.Retros;

namespace OrleansRetro.Pms;

// The calendar that other programs read.
sealed partial class PmGrain
{
    CalendarKeys Calendars => new(keys, CalendarOwner.Person, Id.Value);

    public async Task<long> OpenCalendar(Caller who, CalendarId calendar, string language)
    {
        MustExist();
        // What is refused makes no key.
        _ = Durable.OpenCalendar(who, calendar, "", language).Count();
        var (before, secret) = (Durable.Calendar, await Calendars.Make(calendar));
        try
        {
            await Act(pm => pm.OpenCalendar(who, calendar, Secret.Hash(secret), language));
        }
        catch (RejectedException)
        {
            await Calendars.Forget(calendar);
            throw;
        }
        if (before is not null && before.Id != calendar)
            await Calendars.Forget(before.Id);
        return DurableVersion;
    }

    public async Task<long> CloseCalendar(Caller who, CalendarId calendar)
    {
        await Act(pm => pm.CloseCalendar(calendar));
        await Calendars.Forget(calendar);
        return DurableVersion;
    }

    public Task<CalendarAddress?> CalendarAddress(Caller who)
    {
        MustExist();
        return Calendars.Find(Durable.Calendar);
    }

    public Task<PmProfile?> ReadCalendar(string secretHash)
    {
        if (HeadVersion == 0)
            DeactivateOnIdle();
        return Task.FromResult(!_erased && Durable.Calendar is { } open && open.Opens(secretHash) ? Durable.Profile(Id, DurableVersion) with { Language = Durable.Language ?? open.Language } : null);
    }
}
