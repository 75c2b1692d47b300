using System.Text;
using Ical.Net;
using Ical.Net.CalendarComponents;
using Ical.Net.DataTypes;
using Ical.Net.Serialization;

namespace OrleansRetro.Calendars;

/// <summary>A calendar as iCalendar (RFC 5545, with the name and the interval of RFC 7986).</summary>
public static class CalendarFile
{
    /// <summary>Entries are to be asked for again so often.</summary>
    const string Again = "PT1H";
    static readonly TimeSpan Lasting = TimeSpan.FromHours(1);

    /// <param name="feed">What stands in it.</param>
    /// <param name="origin">Where pages are, without a slash at its end.</param>
    /// <param name="now">When this is written.</param>
    public static byte[] Of(CalendarFeed feed, string origin, DateTimeOffset now)
    {
        var calendar = new Calendar { ProductId = "-//OrleansRetro//Calendar//EN", Method = "PUBLISH" };
        foreach (var name in new[] { "NAME", "X-WR-CALNAME" })
            calendar.AddProperty(name, Plain(feed.Name));
        calendar.AddProperty("X-PUBLISHED-TTL", Again);
        var interval = new CalendarProperty("REFRESH-INTERVAL", Again);
        interval.AddParameter("VALUE", "DURATION");
        calendar.AddProperty(interval);
        foreach (var entry in feed.Entries)
            calendar.Events.Add(Of(entry, origin, now));
        return Encoding.UTF8.GetBytes(new CalendarSerializer().SerializeToString(calendar)!);
    }

    static CalendarEvent Of(CalendarEntry entry, string origin, DateTimeOffset now) => new()
    {
        Uid = $"{entry.Uid}@orleansretro",
        DtStamp = new CalDateTime(now.UtcDateTime),
        Start = entry.At is { } at ? new CalDateTime(at.UtcDateTime) : new CalDateTime(entry.Day),
        End = entry.At is { } from ? new CalDateTime((from + Lasting).UtcDateTime) : new CalDateTime(entry.Day.AddDays(1)),
        Summary = Plain(entry.Title),
        Description = Plain(entry.More),
        Sequence = (int)Math.Min(entry.Version, int.MaxValue),
        Transparency = entry.At is null ? TransparencyType.Transparent : TransparencyType.Opaque,
        Url = new Uri(origin + entry.Path),
    };

    /// <summary>In one line: what would end a line, or isn't seen, is a blank.</summary>
    static string Plain(string text) => string.Concat(text.Select(letter => char.IsControl(letter) || letter is '\u2028' or '\u2029' ? ' ' : letter));
}
