using OrleansRetro.Retros;

namespace OrleansRetro.Calendars;

/// <summary>The secrets of one owner's calendars: they lie with the keys, so that they can be shown again; the log has a hash.</summary>
sealed class CalendarKeys(IKeys keys, CalendarOwner owner, Guid id)
{
    string Prefix => $"calendar/{CalendarSecret.Of(owner, id, []).Text}/";

    /// <summary>The secret of this calendar, made now if there is none.</summary>
    public async Task<string> Make(CalendarId calendar) => TextOf(await keys.Create(Prefix + calendar));

    public async Task<CalendarAddress?> Find(OpenedCalendar? opened)
    {
        if (opened is null)
            return null;
        var secret = await keys.Get(Prefix + opened.Id) is { } key ? TextOf(key) : null;
        return new(opened.Id, secret is not null && opened.Opens(Secret.Hash(secret)) ? secret : null);
    }

    public Task Forget(CalendarId calendar) => keys.Destroy(Prefix + calendar);

    public Task ForgetAll() => keys.DestroyAll(Prefix);

    string TextOf(byte[] key) => CalendarSecret.Of(owner, id, key).Text;
}
