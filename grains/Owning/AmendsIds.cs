using System.Text.Json.Serialization;

namespace OrleansRetro.Owning;

/// <summary>Something that somebody owns up to: a random UUID made by whoever writes it.</summary>
[GenerateSerializer, Immutable, Alias("mistake-id"), JsonConverter(typeof(IdJson<MistakeId>))]
public readonly record struct MistakeId(Guid Value) : IId<MistakeId>, IGuidId
{
    public override string ToString() => Value.ToString("D");
    public static bool TryParse(string? text, out MistakeId id) { var ok = Guid.TryParse(text, out var value); id = new(value); return ok; }
}
