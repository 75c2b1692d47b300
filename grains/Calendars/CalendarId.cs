using System.Text.Json.Serialization;

namespace OrleansRetro.Calendars;

/// <summary>A calendar that was opened: a random UUID made by whoever opens it; what it is read by is its secret, not this.</summary>
[GenerateSerializer, Immutable, Alias("calendar-id"), JsonConverter(typeof(IdJson<CalendarId>))]
public readonly record struct CalendarId(Guid Value) : IId<CalendarId>, IGuidId
{
    public override string ToString() => Value.ToString("D");
    public static bool TryParse(string? text, out CalendarId id) { var ok = Guid.TryParse(text, out var value); id = new(value); return ok; }
}
