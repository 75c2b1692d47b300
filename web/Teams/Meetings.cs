using OrleansRetro.Pms;

namespace OrleansRetro.Teams;

/// <summary>When teams meet next, by their rhythm.</summary>
public static class Meetings
{
    /// <summary>After a meeting has begun it is today's for so long.</summary>
    static readonly TimeSpan Lasting = TimeSpan.FromHours(1);

    /// <summary>Soonest first.</summary>
    public static IEnumerable<NextMeeting> Of(IEnumerable<TeamView> teams, DateTimeOffset now) =>
        from team in teams
        let next = team.Rhythm?.Next(now)
        where next is not null
        orderby next
        select new NextMeeting(new(team.Id, team.Name, team.Mine), next.Value, team.Facilitating());

    /// <summary>Who runs the team's retros by its rhythm; null where nobody is fixed.</summary>
    public static string? Facilitating(this TeamView team) => team.Members.FirstOrDefault(member => member.Person == team.Rhythm?.Facilitator)?.Name;

    /// <summary>The first meeting that isn't over.</summary>
    public static DateTimeOffset Next(this Rhythm rhythm, DateTimeOffset now)
    {
        var zone = TimeZoneInfo.TryFindSystemTimeZoneById(rhythm.Zone, out var known) ? known : TimeZoneInfo.Utc;
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, zone).DateTime);
        var n = Math.Max(0, rhythm.Unit == RhythmUnit.Weeks
            ? (today.DayNumber - rhythm.First.DayNumber) / (7 * rhythm.Every)
            : ((today.Year - rhythm.First.Year) * 12 + today.Month - rhythm.First.Month) / rhythm.Every);
        while (Instant(rhythm, n, zone) + Lasting < now)
            n++;
        return Instant(rhythm, n, zone);
    }

    /// <summary>The nth meeting. A time that a clock skips there is an hour later; one that comes twice is the first.</summary>
    static DateTimeOffset Instant(Rhythm rhythm, int n, TimeZoneInfo zone)
    {
        var day = rhythm.Unit == RhythmUnit.Weeks ? rhythm.First.AddDays(7 * rhythm.Every * n) : rhythm.First.AddMonths(rhythm.Every * n);
        var local = day.ToDateTime(rhythm.At);
        if (zone.IsInvalidTime(local))
            local = local.AddHours(1);
        return new(local, zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Max() : zone.GetUtcOffset(local));
    }
}
