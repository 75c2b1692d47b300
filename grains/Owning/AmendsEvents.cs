using System.Text.Json.Serialization;
using OrleansRetro.Commitments;

namespace OrleansRetro.Owning;

// Names and shapes are the storage format: add, never edit. Words are emptied when what they are about is taken back.

[JsonPolymorphic(TypeDiscriminatorPropertyName = "$t")]
[JsonDerivedType(typeof(MistakeOwned), "mistake-owned")]
[JsonDerivedType(typeof(MistakeCorrected), "mistake-corrected")]
[JsonDerivedType(typeof(RecurrenceLinked), "recurrence-linked")]
[JsonDerivedType(typeof(RecurrenceDenied), "recurrence-denied")]
[JsonDerivedType(typeof(MistakeTakenBack), "mistake-taken-back")]
public abstract record AmendsEvent;

/// <summary>The owner of the stream owns up to something.</summary>
/// <param name="Touched">Whom it touched; may be empty, as all after it.</param>
/// <param name="Told">Who knows.</param>
/// <param name="Promise">Their own promise that it is about.</param>
public sealed record MistakeOwned(
    MistakeId Mistake, string What, string Touched, string Told, string Repair, string Prevention, DateTimeOffset At, DateOnly? ToldOn = null, CommitmentId? Promise = null) : AmendsEvent;

/// <summary>Other words for it; the last ones hold.</summary>
public sealed record MistakeCorrected(MistakeId Mistake, string What, string Touched, string Told, string Repair, string Prevention, DateTimeOffset At, DateOnly? ToldOn = null) : AmendsEvent;

/// <summary>It happened again: names both.</summary>
public sealed record RecurrenceLinked(MistakeId Mistake, Earlier Earlier, DateTimeOffset At) : AmendsEvent;

/// <summary>It isn't the same.</summary>
public sealed record RecurrenceDenied(MistakeId Mistake, Earlier Earlier, DateTimeOffset At) : AmendsEvent;

public sealed record MistakeTakenBack(MistakeId Mistake, DateTimeOffset At) : AmendsEvent;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    AllowOutOfOrderMetadataProperties = true,
    RespectRequiredConstructorParameters = true,
    RespectNullableAnnotations = true)]
[JsonSerializable(typeof(AmendsEvent))]
sealed partial class AmendsJson : JsonSerializerContext;
