namespace OrleansRetro.Calendars;

/// <summary>Where a calendar is read, for those who may hand it on.</summary>
/// <param name="Secret">Null where the keys are gone, as after a restore: the address that people have still works, and can't be shown.</param>
[GenerateSerializer, Immutable, Alias("calendar-address")]
public sealed record CalendarAddress(CalendarId Id, string? Secret)
{
    public override string ToString() => "(secret)";
}
