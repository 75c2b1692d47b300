namespace OrleansRetro.Commitments;

// What happens by itself when its time has come.
sealed partial record Commitment
{
    /// <summary>Working days in which the requester says whether it is what was agreed.</summary>
    public const int DaysToConfirm = 5;

    /// <summary>When the clock has something to say next; null when it waits for nothing.</summary>
    public DateTimeOffset? Deadline => Terms is null ? null : Status switch
    {
        CommitmentStatus.Promised or CommitmentStatus.AtRisk or CommitmentStatus.RenegotiationProposed when !HasMissed => DueInstant,
        CommitmentStatus.Delivered when DeliveredAt is { } at => Calendar(Terms).EndOf(Calendar(Terms).DayOf(Calendar(Terms).After(at, DaysToConfirm))),
        _ => null,
    };

    /// <summary>What the clock says; nothing as long as its time has not come.</summary>
    public IEnumerable<CommitmentEvent> Tick(DateTimeOffset now)
    {
        if (Deadline is not { } at || now < at)
            yield break;
        yield return Status == CommitmentStatus.Delivered ? new ConfirmationLapsed(now) : new CommitmentMissed(now);
    }
}
