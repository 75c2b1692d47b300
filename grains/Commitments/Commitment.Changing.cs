namespace OrleansRetro.Commitments;

// What its two people say about it after something changed around them, read from what they do with it.
sealed partial record Commitment
{
    /// <summary>What became of this promise by what happened to it since; null where nobody has said. The clock says nothing, and a warning neither.</summary>
    public ChangeAnswer? AnswerIn(IEnumerable<CommitmentEvent> since)
    {
        var (answer, before, terms) = ((ChangeAnswer?)null, (ChangeAnswer?)null, Terms is null ? "" : HashOf(Terms));
        foreach (var @event in since)
        {
            (answer, before) = @event switch
            {
                PromiseMade e => (e.TermsHash == terms ? ChangeAnswer.Kept : ChangeAnswer.Renegotiated, before),
                RenegotiationAccepted => (ChangeAnswer.Renegotiated, before),
                OnTrackSaid => (answer ?? ChangeAnswer.Kept, before),
                DeliveryDeclared => (answer ?? before ?? ChangeAnswer.Kept, before),
                // Until that is answered, nobody knows.
                RenegotiationProposed => (null, answer ?? before),
                RenegotiationRefused => (before ?? ChangeAnswer.Kept, before),
                SatisfactionDeclared => (answer ?? ChangeAnswer.Kept, answer),
                DissatisfactionDeclared or CommitmentReleased => (ChangeAnswer.Dropped, answer),
                CommitmentRevoked or CommitmentDeclined => (ChangeAnswer.Dropped, answer),
                JudgementTakenBack => (before, before),
                StatementMade => (null, answer ?? before),
                DisputeSettled { As: Settlement.NotKept or Settlement.LetGo } => (ChangeAnswer.Dropped, before),
                DisputeSettled => (before == ChangeAnswer.Renegotiated ? before : ChangeAnswer.Kept, before),
                _ => (answer, before),
            };
        }
        return answer;
    }

    public ChangedPromise Changed(CommitmentId id, ChangeAnswer? answer, long version) =>
        new(id, Terms!.What, Terms.Due, Promisor, Requester, Status, Asked is not null, answer, version);
}
