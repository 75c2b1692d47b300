using System.Globalization;
using Microsoft.Extensions.Localization;
using OrleansRetro.Account;
using OrleansRetro.Commitments;
using OrleansRetro.EventSourcing;
using OrleansRetro.Live;
using OrleansRetro.Pms;
using OrleansRetro.Promises;
using OrleansRetro.Retros;
using OrleansRetro.Teams;
using OrleansRetro.Words;

namespace OrleansRetro.Calendars;

/// <summary>What calendars show to whoever has their secret; the person or the team is asked each time whether it still holds.</summary>
public sealed class CalendarFeeds(IGrainFactory grains, ClosedAccounts closed, DomainTime time, IStringLocalizer<HouseWords> house, IStringLocalizer<Words.Words> words)
{
    /// <summary>Null when this opens nothing: unknown, ended, malformed, or somebody's whose account is closed.</summary>
    public Task<CalendarFeed?> Open(string secret) => !CalendarSecret.TryParse(secret, out var opened) ? Task.FromResult<CalendarFeed?>(null)
        : opened.Owner == CalendarOwner.Team ? OfTeam(opened) : OfPerson(opened);

    async Task<CalendarFeed?> OfPerson(CalendarSecret secret)
    {
        var person = new PersonId(secret.Id);
        if (await Asking.Again(() => grains.GetGrain<IPmGrain>(secret.Id).ReadCalendar(Secret.Hash(secret.Text))) is not { } profile || closed.Has(person))
            return null;
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = new(profile.Language!);
        var own = OwnLedger.All(await OwnLedger.Open(profile, Caller.Account(person), grains, time.GetUtcNow()));
        var checks = OwnLedger.All(await OwnLedger.StillToSay(profile, Caller.Account(person), grains, time.GetUtcNow()));
        return new(house["calendar.promises"],
        [
            .. own.Where(promise => !promise.Promise.Status.IsAsked()).OrderBy(promise => promise.Promise.Due).SelectMany(promise => EntriesOf(promise, profile.Zone)),
            .. checks.Where(promise => promise.Promise is { Effect: not null, Helped: null }).OrderBy(promise => promise.Promise.Effect!.Value.Ask).Select(promise => CheckOf(promise.Promise, profile.Zone)),
        ]);
    }

    async Task<CalendarFeed?> OfTeam(CalendarSecret secret)
    {
        if (await Asking.Again(() => grains.GetGrain<ITeamGrain>(secret.Id).ReadCalendar(Secret.Hash(secret.Text))) is not { } team)
            return null;
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = new(team.Language);
        var promises = team.Promises.Where(promise => !promise.Status.IsAsked()).Select(promise => new CalendarEntry(
            $"{promise.Id}-due", house["calendar.promised", words.Called(promise.Promisor), Saying.Within(promise.What)],
            promise.Requester == promise.Promisor ? "" : house["team.promised-to", words.Called(promise.Requester)], promise.Due, $"/teams/{team.Id}"));
        return new(team.Name, [.. Meeting(team), .. promises]);
    }

    IEnumerable<CalendarEntry> EntriesOf(OwnPromise own, string? zone)
    {
        var (promise, what, other) = (own.Promise, Saying.Within(own.Promise.What), words.Called(own.Other ?? ""));
        var path = $"/promises/{promise.Id}";
        var title = own.Other is null ? house["calendar.you-promised-yourself", what] : own.IsMine ? house["calendar.you-promised", other, what] : house["calendar.promised", other, what];
        yield return new($"{promise.Id}-due", title, words["commit.done-when", Saying.Within(promise.DoneWhen)], promise.Due, path, promise.Version);
        // Among oneself any day is fair.
        if (own is not { IsMine: true, Other: not null } || promise.Notice is not { } notice)
            yield break;
        var last = notice.Last.In(zone ?? promise.Zone);
        var day = DateOnly.FromDateTime(last.DateTime);
        yield return new($"{promise.Id}-fair", house["calendar.fair", what], house["calendar.fair.what", last.ToString("t", CultureInfo.CurrentCulture), other, Saying.Day(promise.Due)], day, path, promise.Version);
    }

    CalendarEntry CheckOf(CommitmentView promise, string? zone) => new(
        $"{promise.Id}-effect", house["calendar.effect", Saying.Within(promise.What)], "", promise.Effect!.Value.Ask.DayIn(zone ?? promise.Zone), $"/promises/{promise.Id}", promise.Version);

    IEnumerable<CalendarEntry> Meeting(TeamCalendar team)
    {
        if (team.Rhythm?.Next(time.GetUtcNow()) is { } at)
            yield return new($"{team.Id}-retro-{at.UtcDateTime:yyyyMMdd}", house["calendar.retro", team.Name], "", DateOnly.FromDateTime(at.Date), $"/teams/{team.Id}") { At = at };
    }
}
