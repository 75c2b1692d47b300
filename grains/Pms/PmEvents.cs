using System.Text.Json.Serialization;
using OrleansRetro.Retros;

namespace OrleansRetro.Pms;

// Names and shapes are the storage format: add, never edit. This stream is deleted whole when its person goes.

[JsonPolymorphic(TypeDiscriminatorPropertyName = "$t")]
[JsonDerivedType(typeof(PersonNamed), "person-named")]
[JsonDerivedType(typeof(TakeawayWritten), "takeaway-written")]
public abstract record PmEvent;

public sealed record PersonNamed(string Name) : PmEvent;

public sealed record TakeawayWritten(RetroId Retro, string Text) : PmEvent;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    AllowOutOfOrderMetadataProperties = true,
    RespectRequiredConstructorParameters = true,
    RespectNullableAnnotations = true)]
[JsonSerializable(typeof(PmEvent))]
sealed partial class PmJson : JsonSerializerContext;
