namespace OrleansRetro.Commitments;

/// <summary>Until when a promisor can fairly ask for another day, and when they are asked whether it still holds.</summary>
/// <param name="CutOff">
/// The earlier of a fifth of the time that was left when it was promised, and two working days, before the due day ends. Where that would lie
/// in the first half, as it does for promises of a few days, a fifth before the end: else nobody could ever ask in time.
/// </param>
/// <param name="Ask">One working day before <paramref name="CutOff"/>, and never before half of the time has passed.</param>
[GenerateSerializer, Immutable, Alias("notice")]
public readonly record struct Notice(DateTimeOffset CutOff, DateTimeOffset Ask)
{
    /// <summary>The last instant at which asking is fair: the end of a day belongs to that day.</summary>
    [System.Text.Json.Serialization.JsonIgnore] public DateTimeOffset Last => CutOff.AddTicks(-1);

    const int WorkingDays = 2;
    const double Share = .2;

    /// <param name="promised">When both agreed on this day.</param>
    /// <param name="due">The first instant after the due day.</param>
    internal static Notice Of(DateTimeOffset promised, DateTimeOffset due, WorkCalendar calendar)
    {
        var length = due - promised;
        var (half, fifth) = (promised + length / 2, due - length * Share);
        var days = calendar.Before(due, WorkingDays);
        var earlier = days < fifth ? days : fifth;
        var cutOff = earlier >= half ? earlier : fifth;
        var ask = calendar.Before(cutOff, 1);
        return new(cutOff, ask > half ? ask : half);
    }
}
