using OrleansRetro.Retros;

namespace OrleansRetro.Commitments;

// What its two people read about it afterwards.
sealed partial record Commitment
{
    /// <summary>What an event says after all before it; null where that is no news to them.</summary>
    public Moment? MomentOf(CommitmentEvent @event) => @event switch
    {
        CommitmentRequested e => new(e.By == e.Promisor ? "commitment-offered" : "commitment-requested", e.At, e.By ?? e.Requester, Of(e.Terms), e.Why),
        TermsCountered e => new("terms-countered", e.At, e.By, Of(e.Terms)),
        ClarificationAsked e => new("clarification-asked", e.At, e.By, Text: e.Text),
        ClarificationGiven e => new("clarification-given", e.At, e.By, Text: e.Text),
        PromiseMade e => new("promise-made", e.At, Author == Promisor ? Requester : Promisor),
        RiskRaised e => new("risk-raised", e.At, Promisor),
        OnTrackSaid e => new("on-track-said", e.At, Promisor),
        StakeSet e => new($"stake-set-{KebabCase.Of(e.Stake)}", e.At, e.By),
        RenegotiationProposed e => new(IsReworded(e.Terms) ? "terms-proposed" : "renegotiation-proposed", e.At, e.By, Of(e.Terms)),
        RenegotiationRefused e => new("renegotiation-refused", e.At, e.By),
        RenegotiationAccepted e => new($"{(IsReworded(e.Terms) ? "terms" : "renegotiation")}-accepted{(e.InTime == false ? "-late" : "")}", e.At, Asked is null ? null : Asked.By == Promisor ? Requester : Promisor, Of(e.Terms)),
        CommitmentRevoked e => new("commitment-revoked", e.At, Promisor, Text: e.Cleanup),
        CommitmentMissed e => new("commitment-missed", e.At, null),
        ConfirmationLapsed e => new("confirmation-lapsed", e.At, null),
        CommitmentDeclined e => new("commitment-declined", e.At, e.By ?? Promisor),
        EvidenceGiven e => new("evidence-given", e.At, Promisor, Text: e.Text),
        DeliveryDeclared e => new("delivery-declared", e.At, Promisor),
        SatisfactionDeclared e => new(e.AsSpecified ? "satisfaction-declared" : "satisfaction-declared-partly", e.At, e.By),
        FirstTermsJudged e => new(e.AsSpecified ? "first-terms-judged" : "first-terms-judged-otherwise", e.At, e.By),
        EffectJudged e => new(e.Helped ? "effect-judged" : "effect-judged-none", e.At, e.By),
        DissatisfactionDeclared e => new("dissatisfaction-declared", e.At, e.By, Text: e.Text),
        ConditionsUnmet e => new("conditions-unmet", e.At, e.By, Text: e.Text),
        StatementMade e => new("statement-made", e.At, e.By, Text: e.Text),
        SettlementProposed e => new($"settlement-proposed-{KebabCase.Of(e.As)}", e.At, e.By),
        DisputeSettled e => new($"dispute-settled-{KebabCase.Of(e.As)}", e.At, null),
        CommitmentReleased e => new("commitment-released", e.At, e.By),
        JudgementTakenBack e => new("judgement-taken-back", e.At, e.By),
        _ => null,
    };

    static MomentTerms Of(Terms terms) => new(terms.What, terms.DoneWhen, terms.Due);
}
