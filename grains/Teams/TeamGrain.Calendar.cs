using OrleansRetro.Calendars;
using OrleansRetro.Retros;

namespace OrleansRetro.Teams;

// The calendar that other programs read.
sealed partial class TeamGrain
{
    const int MostPromises = 500;

    CalendarKeys Calendars => new(keys, CalendarOwner.Team, Id.Value);

    public async Task<long> OpenCalendar(Caller who, CalendarId calendar, string language)
    {
        MustExist();
        // What is refused makes no key.
        _ = Durable.OpenCalendar(who, calendar, "", language, Now).Count();
        var (before, secret) = (Durable.Calendar, await Calendars.Make(calendar));
        try
        {
            await Act(team => team.OpenCalendar(who, calendar, Secret.Hash(secret), language, Now));
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
        await Act(team => team.CloseCalendar(who, calendar, Now));
        await Calendars.Forget(calendar);
        return DurableVersion;
    }

    public Task<CalendarAddress?> CalendarAddress(Caller who)
    {
        MustExist();
        return Calendars.Find(Durable.Calendar);
    }

    public async Task<TeamCalendar?> ReadCalendar(string secretHash)
    {
        if (HeadVersion == 0)
            DeactivateOnIdle();
        if (_gone || Durable is not { GivenUp: false, Calendar: { } open } || !open.Opens(secretHash))
            return null;
        var promises = await GrainFactory.GetGrain<ITeamLedgerGrain>(Id.Value).OpenPromises(Caller.Room, MostPromises);
        return new(Id, Durable.Name ?? "", open.Language, Durable.Rhythm, promises);
    }
}
