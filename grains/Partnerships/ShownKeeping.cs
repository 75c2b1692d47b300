using OrleansRetro.Commitments;

namespace OrleansRetro.Partnerships;

/// <summary>How somebody kept their promises, on the day on which they showed it to one other person; nothing moves in it afterwards.</summary>
/// <param name="OnTime">As <see cref="KeepRecord.OnTime"/>; so are the others as there.</param>
[GenerateSerializer, Immutable, Alias("shown-keeping")]
public sealed record ShownKeeping(ShownRate OnTime, ShownRate AsAgreed, int MovedInTime, int MovedLate, int Withdrawn, int Released, int Unconfirmed, DateTimeOffset At)
{
    /// <summary>It was shown then, and is no more.</summary>
    public static ShownKeeping Nothing(DateTimeOffset at) => new(ShownRate.From(KeepRate.None), ShownRate.From(KeepRate.None), 0, 0, 0, 0, 0, at);

    public static ShownKeeping Of(KeepRecord record, DateTimeOffset at) =>
        new(ShownRate.From(record.OnTime), ShownRate.From(record.AsAgreed), record.MovedInTime, record.MovedLate, record.Withdrawn, record.Released, record.Unconfirmed, at);
}
