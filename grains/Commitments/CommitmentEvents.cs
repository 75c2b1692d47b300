using System.Text.Json.Serialization;
using OrleansRetro.Retros;
using OrleansRetro.Teams;

namespace OrleansRetro.Commitments;

// Names and shapes are the storage format: add, never edit. What somebody said is emptied when they are erased; what both agreed on stays.

[JsonPolymorphic(TypeDiscriminatorPropertyName = "$t")]
[JsonDerivedType(typeof(CommitmentRequested), "commitment-requested")]
[JsonDerivedType(typeof(PromiseMade), "promise-made")]
[JsonDerivedType(typeof(RenegotiationAccepted), "renegotiation-accepted")]
[JsonDerivedType(typeof(CommitmentDeclined), "commitment-declined")]
[JsonDerivedType(typeof(DeliveryDeclared), "delivery-declared")]
[JsonDerivedType(typeof(SatisfactionDeclared), "satisfaction-declared")]
[JsonDerivedType(typeof(DissatisfactionDeclared), "dissatisfaction-declared")]
[JsonDerivedType(typeof(CommitmentReleased), "commitment-released")]
[JsonDerivedType(typeof(JudgementTakenBack), "judgement-taken-back")]
[JsonDerivedType(typeof(CommitmentShared), "commitment-shared")]
[JsonDerivedType(typeof(RiskRaised), "risk-raised")]
[JsonDerivedType(typeof(OnTrackSaid), "on-track-said")]
[JsonDerivedType(typeof(RenegotiationProposed), "renegotiation-proposed")]
[JsonDerivedType(typeof(RenegotiationRefused), "renegotiation-refused")]
[JsonDerivedType(typeof(CommitmentRevoked), "commitment-revoked")]
[JsonDerivedType(typeof(CommitmentMissed), "commitment-missed")]
[JsonDerivedType(typeof(ConfirmationLapsed), "confirmation-lapsed")]
[JsonDerivedType(typeof(TermsCountered), "terms-countered")]
[JsonDerivedType(typeof(ClarificationAsked), "clarification-asked")]
[JsonDerivedType(typeof(ClarificationGiven), "clarification-given")]
[JsonDerivedType(typeof(ConditionsUnmet), "conditions-unmet")]
[JsonDerivedType(typeof(StatementMade), "statement-made")]
[JsonDerivedType(typeof(SettlementProposed), "settlement-proposed")]
[JsonDerivedType(typeof(DisputeSettled), "dispute-settled")]
[JsonDerivedType(typeof(StakeSet), "stake-set")]
[JsonDerivedType(typeof(FirstTermsJudged), "first-terms-judged")]
[JsonDerivedType(typeof(EffectJudged), "effect-judged")]
[JsonDerivedType(typeof(PartyForgotten), "party-forgotten")]
[JsonDerivedType(typeof(EvidenceGiven), "evidence-given")]
public abstract record CommitmentEvent;

/// <summary>What is asked: an observable result, the conditions both can see, and a day in a time zone.</summary>
public sealed record Terms(string What, string DoneWhen, DateOnly Due, string Zone);

/// <summary>One of two people founds a promise: whoever asks for it, or whoever offers it.</summary>
/// <param name="Team">The team that sees it, once it is promised.</param>
/// <param name="By">Who wrote the terms; missing where it is the requester.</param>
/// <param name="Through">The team in which the two met; missing where it is <paramref name="Team"/>.</param>
/// <param name="PartOf">A bigger promise of the same promisor, with which it counts once.</param>
/// <param name="Afterwards">It was promised by word of mouth, and its day had passed already.</param>
/// <param name="AnswerBy">After this day nobody waits for an answer; missing where that is the due day.</param>
public sealed record CommitmentRequested(
    Terms Terms, PersonId Requester, PersonId Promisor, DateTimeOffset At, RetroId? Retro = null, TopicId? Topic = null, TeamId? Team = null,
    PersonId? By = null, TeamId? Through = null, string? Why = null, Stake? Stake = null, CommitmentId? PartOf = null, bool? Afterwards = null, DateOnly? AnswerBy = null) : CommitmentEvent;

/// <summary>The promisor says where everybody can see what was promised; what was said last stands.</summary>
public sealed record EvidenceGiven(string Text, DateTimeOffset At) : CommitmentEvent;

/// <summary>The requester says how much hangs on it.</summary>
public sealed record StakeSet(Stake Stake, PersonId By, DateTimeOffset At) : CommitmentEvent;

/// <summary>Other terms instead; the other one's turn.</summary>
public sealed record TermsCountered(Terms Terms, PersonId By, DateTimeOffset At) : CommitmentEvent;

/// <summary>Before the answer, a question to whoever wrote the terms.</summary>
public sealed record ClarificationAsked(string Text, PersonId By, DateTimeOffset At) : CommitmentEvent;
public sealed record ClarificationGiven(string Text, PersonId By, DateTimeOffset At) : CommitmentEvent;

/// <summary>Both agree on the same terms; their hash is frozen with the promise.</summary>
/// <param name="DaysOff">Those of their team, as far as they matter until it is confirmed; missing where there are none.</param>
public sealed record PromiseMade(string TermsHash, DateTimeOffset At, ImmutableArray<DateOnly>? DaysOff = null) : CommitmentEvent;

/// <summary>Promised again on new terms, which the other side has accepted; what was agreed before stays in the log.</summary>
/// <param name="InTime">Whether it was asked for by the last day to ask fairly, and not for the third time; missing where nobody knew that day.</param>
/// <param name="DaysOff">As in <see cref="PromiseMade"/>.</param>
public sealed record RenegotiationAccepted(Terms Terms, string TermsHash, DateTimeOffset At, bool? InTime = null, ImmutableArray<DateOnly>? DaysOff = null) : CommitmentEvent;

/// <summary>An early warning, which counts against nobody.</summary>
public sealed record RiskRaised(DateTimeOffset At) : CommitmentEvent;

/// <summary>The promisor was asked whether it still holds, and it does.</summary>
public sealed record OnTrackSaid(DateTimeOffset At) : CommitmentEvent;

/// <summary>One side asks the other for another day, or for other conditions; until then the agreed ones stand.</summary>
public sealed record RenegotiationProposed(Terms Terms, PersonId By, DateTimeOffset At) : CommitmentEvent;

/// <summary>The other side keeps to what was agreed, or whoever asked takes it back.</summary>
public sealed record RenegotiationRefused(PersonId By, DateTimeOffset At) : CommitmentEvent;

/// <summary>The promisor takes the promise back, and says what they do about it.</summary>
/// <param name="InTime">By the last day to ask fairly.</param>
public sealed record CommitmentRevoked(string Cleanup, bool InTime, DateTimeOffset At) : CommitmentEvent;

/// <summary>Its day has ended, and nothing was handed over. What is handed over later may still be met, though not on time.</summary>
public sealed record CommitmentMissed(DateTimeOffset At) : CommitmentEvent;

/// <summary>The requester has said nothing about what was handed over for so long that it counts neither way.</summary>
public sealed record ConfirmationLapsed(DateTimeOffset At) : CommitmentEvent;

/// <summary>An honourable no.</summary>
/// <param name="By">Missing where it is the promisor's.</param>
public sealed record CommitmentDeclined(DateTimeOffset At, PersonId? By = null) : CommitmentEvent;
public sealed record DeliveryDeclared(DateTimeOffset At) : CommitmentEvent;

/// <summary>By a party, or by the room where <paramref name="By"/> is missing.</summary>
public sealed record SatisfactionDeclared(bool AsSpecified, bool OnTime, DateTimeOffset At, PersonId? By = null) : CommitmentEvent;

/// <summary>Whether what was handed over is also what was promised first, before both changed the conditions.</summary>
public sealed record FirstTermsJudged(bool AsSpecified, PersonId By, DateTimeOffset At) : CommitmentEvent;

/// <summary>Some weeks after it was kept: whether it helped.</summary>
public sealed record EffectJudged(bool Helped, PersonId By, DateTimeOffset At) : CommitmentEvent;

/// <summary>It wasn't kept, as one of the two or the room says.</summary>
/// <param name="Text">What is missing in what was handed over.</param>
public sealed record DissatisfactionDeclared(DateTimeOffset At, PersonId? By = null, string? Text = null) : CommitmentEvent;
public sealed record CommitmentReleased(DateTimeOffset At, PersonId? By = null) : CommitmentEvent;

/// <summary>What was handed over doesn't meet the conditions; it is promised as before.</summary>
public sealed record ConditionsUnmet(string Text, DateTimeOffset At, PersonId By) : CommitmentEvent;

/// <summary>One of the two sees differently how it ended, or says how they see it.</summary>
public sealed record StatementMade(string Text, PersonId By, DateTimeOffset At) : CommitmentEvent;

/// <summary>How one of them would settle it.</summary>
public sealed record SettlementProposed(Settlement As, PersonId By, DateTimeOffset At) : CommitmentEvent;

/// <summary>Both have suggested the same.</summary>
public sealed record DisputeSettled(Settlement As, DateTimeOffset At) : CommitmentEvent;

/// <summary>Whoever said how it ended was wrong; it stands again as it stood before.</summary>
public sealed record JudgementTakenBack(DateTimeOffset At, PersonId? By = null) : CommitmentEvent;

/// <summary>The retro it was made in became a team's, which sees it from now on.</summary>
public sealed record CommitmentShared(TeamId Team) : CommitmentEvent;

/// <summary>One of the two is erased: what they said is emptied, and what both agreed on stays.</summary>
public sealed record PartyForgotten(PersonId Person) : CommitmentEvent;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    AllowOutOfOrderMetadataProperties = true,
    RespectRequiredConstructorParameters = true,
    RespectNullableAnnotations = true)]
[JsonSerializable(typeof(CommitmentEvent))]
sealed partial class CommitmentJson : JsonSerializerContext;
