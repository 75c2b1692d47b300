using OrleansRetro.Retros;

namespace OrleansRetro.Commitments;

// Where what was promised can be seen: a link, or a few words.
sealed partial record Commitment
{
    // There is something to show, or was.
    static readonly CommitmentStatus[] Showable = [.. Alive, CommitmentStatus.Delivered, CommitmentStatus.Unconfirmed, CommitmentStatus.Met, CommitmentStatus.NotMet, CommitmentStatus.Disputed];

    /// <summary>In the promisor's words; null before they said.</summary>
    public string? Evidence { get; init; }

    public IEnumerable<CommitmentEvent> GiveEvidence(Caller who, string evidence, DateTimeOffset now)
    {
        Owner(who);
        var text = Words.Sentence(evidence, "text-empty", Longest.Sentence);
        if (Evidence == text)
            yield break;
        Among(Showable);
        yield return new EvidenceGiven(text, now);
    }
}
