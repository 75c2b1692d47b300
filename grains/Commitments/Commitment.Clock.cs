using System.Text.Json.Serialization;

namespace OrleansRetro.Commitments;

// What happens by itself when its time has come.
sealed partial record Commitment
{
    /// <summary>Working days in which the requester says whether it is what was agreed.</summary>
    public const int DaysToConfirm = 5;

    /// <summary>When something happens by itself next; null when it waits for nothing.</summary>
    public DateTimeOffset? Deadline => Terms is null ? null : Status switch
    {
        CommitmentStatus.Promised or CommitmentStatus.AtRisk or CommitmentStatus.RenegotiationProposed when !HasMissed => DueInstant,
        CommitmentStatus.Delivered when DeliveredAt is { } at => Calendar().EndOf(Calendar().DayOf(Calendar().After(at, DaysToConfirm))),
        _ => KeptUntil,
    };

    /// <summary>Months for which a promise that no team sees is kept once it has ended.</summary>
    public const int MonthsKept = 24;

    /// <summary>From when on nobody needs it any more; null while it stands, and where a team sees it.</summary>
    [JsonIgnore] public DateTimeOffset? KeptUntil => Terms is null || Team is not null || Status.IsOpen() && FadesAt is null ? null : Months(ClosedAt ?? FadesAt ?? EndOf(Terms.Due), MonthsKept);

    static DateTimeOffset Months(DateTimeOffset at, int months) => at < DateTimeOffset.MaxValue.AddMonths(-months) ? at.AddMonths(months) : DateTimeOffset.MaxValue;

    /// <summary>A day that was agreed on with less working time than this before its end is entered afterwards, and measures nothing.</summary>
    static readonly TimeSpan LeastLead = TimeSpan.FromHours(4);

    /// <summary>How long after its end days off still move a deadline.</summary>
    const int DaysThatMatter = 30;

    /// <summary>When both first agreed; null before that.</summary>
    [JsonIgnore] public DateTimeOffset? PromisedAt => Earlier is [var first, ..] ? first.AgreedAt : AgreedAt;

    /// <summary>When both first agreed, its day was all but over.</summary>
    [JsonIgnore] public bool IsRetroactive => PromisedAt is not null && !IsAhead(Terms!.Due);

    /// <summary>There was time to work on it from the promise to the end of that day.</summary>
    public bool IsAhead(DateOnly due) => PromisedAt is { } at && Calendar().HasWorkingTime(at, EndOf(due), LeastLead);

    /// <summary>The day of an instant, where it was promised.</summary>
    public DateOnly DayOf(DateTimeOffset at) => Calendar().DayOf(at);

    /// <summary>What the clock says; nothing as long as its time has not come.</summary>
    public IEnumerable<CommitmentEvent> Tick(DateTimeOffset now)
    {
        if (Deadline is not { } at || now < at || at == KeptUntil)
            yield break;
        yield return Status == CommitmentStatus.Delivered ? new ConfirmationLapsed(now) : new CommitmentMissed(now);
    }

    /// <summary>Those days off that can move a deadline of these terms, in turn; null where there are none.</summary>
    static ImmutableArray<DateOnly>? Mattering(ImmutableArray<DateOnly> daysOff, Terms terms, DateTimeOffset now)
    {
        if (daysOff.IsDefaultOrEmpty)
            return null;
        var first = Calendar(terms.Zone, []).DayOf(now);
        ImmutableArray<DateOnly> between = [.. daysOff.Where(day => day >= first && day.DayNumber <= terms.Due.DayNumber + DaysThatMatter).Distinct().Order()];
        return between.IsEmpty ? null : between;
    }

    WorkCalendar Calendar() => Calendar(Terms!.Zone, DaysOff);

    static WorkCalendar Calendar(string zone, ImmutableArray<DateOnly> daysOff) => WorkCalendar.Of(zone, daysOff.IsDefaultOrEmpty ? ImmutableHashSet<DateOnly>.Empty : daysOff.ToHashSet());
}
