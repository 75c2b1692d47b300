using System.Text.Json.Serialization;

namespace OrleansRetro.Auditing;

// Names and shapes are the storage format: add, never edit. No name and no word of anybody is in here, so nothing of it need ever go.

[JsonPolymorphic(TypeDiscriminatorPropertyName = "$t")]
[JsonDerivedType(typeof(ActNoted), "act-noted")]
public abstract record AuditEvent;

/// <param name="Reason">The code of the refusal; before there was this field, the target was it.</param>
public sealed record ActNoted(DateTimeOffset At, string What, AuditOutcome Outcome, string? Target = null, PersonId? By = null, string? Reason = null) : AuditEvent;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    AllowOutOfOrderMetadataProperties = true,
    RespectRequiredConstructorParameters = true,
    RespectNullableAnnotations = true)]
[JsonSerializable(typeof(AuditEvent))]
sealed partial class AuditJson : JsonSerializerContext;
