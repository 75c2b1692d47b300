using System.Text.Json.Serialization;
using OrleansRetro.Retros;
using OrleansRetro.Teams;

namespace OrleansRetro.Commitments;

// Names and shapes are the storage format: add, never edit.

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
public abstract record CommitmentEvent;

/// <summary>What is asked: an observable result, the conditions both can see, and a day in a time zone.</summary>
public sealed record Terms(string What, string DoneWhen, DateOnly Due, string Zone);

public sealed record CommitmentRequested(
    Terms Terms, PersonId Requester, PersonId Promisor, DateTimeOffset At, RetroId? Retro = null, TopicId? Topic = null, TeamId? Team = null) : CommitmentEvent;

/// <summary>Both agree on the same terms; their hash is frozen with the promise.</summary>
public sealed record PromiseMade(string TermsHash, DateTimeOffset At) : CommitmentEvent;

/// <summary>Promised again on new terms, which the other side has accepted; what was agreed before stays in the log.</summary>
public sealed record RenegotiationAccepted(Terms Terms, string TermsHash, DateTimeOffset At) : CommitmentEvent;
public sealed record CommitmentDeclined(DateTimeOffset At) : CommitmentEvent;
public sealed record DeliveryDeclared(DateTimeOffset At) : CommitmentEvent;

/// <summary>By a party, or by the room where <paramref name="By"/> is missing.</summary>
public sealed record SatisfactionDeclared(bool AsSpecified, bool OnTime, DateTimeOffset At, PersonId? By = null) : CommitmentEvent;
public sealed record DissatisfactionDeclared(DateTimeOffset At, PersonId? By = null) : CommitmentEvent;
public sealed record CommitmentReleased(DateTimeOffset At, PersonId? By = null) : CommitmentEvent;

/// <summary>Whoever said how it ended was wrong; it stands again as it stood before.</summary>
public sealed record JudgementTakenBack(DateTimeOffset At, PersonId? By = null) : CommitmentEvent;

/// <summary>The retro it was made in became a team's, which sees it from now on.</summary>
public sealed record CommitmentShared(TeamId Team) : CommitmentEvent;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    AllowOutOfOrderMetadataProperties = true,
    RespectRequiredConstructorParameters = true,
    RespectNullableAnnotations = true)]
[JsonSerializable(typeof(CommitmentEvent))]
sealed partial class CommitmentJson : JsonSerializerContext;
