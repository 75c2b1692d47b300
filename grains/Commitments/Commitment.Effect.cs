namespace OrleansRetro.Commitments;

// What was promised in a retro was to change something: once it has been kept for a while, its two people say whether it did.
sealed partial record Commitment
{
    /// <summary>It helped; null before anybody said.</summary>
    public bool? Helped { get; init; }

    /// <summary>When that can be said; null where it isn't asked.</summary>
    public EffectCheck? Effect => Retro is not null && Terms is not null && Status == CommitmentStatus.Met && ClosedAt is { } at ? EffectCheck.Of(at) : null;

    /// <summary>Either of the two says whether it helped; what was said last stands.</summary>
    public IEnumerable<CommitmentEvent> JudgeEffect(Caller who, bool helped, DateTimeOffset now)
    {
        Party(who);
        if (Helped == helped)
            yield break;
        if (Effect is not { } check || now >= check.Until)
            throw new RejectedException("promise-closed");
        if (now < check.From)
            throw new RejectedException("effect-too-early");
        yield return new EffectJudged(helped, who.Person, now);
    }
}
